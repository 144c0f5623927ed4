package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

class PlainExchangeIT {
  @Test
  void aResponseOfKnownLengthIsSentWithIt() {
    try (TestServer server =
        TestServer.with(
            (request, sink) ->
                sink.respond(
                    Response.of(
                        200,
                        Fields.of("X-Target", request.target().toString()),
                        octets("hello"))))) {
      try (RawClient client = server.connect()) {
        client.send("GET /a//b%2Fc;d=e?f=%20&g HTTP/1.1\r\nHost: Example.com:80\r\n\r\n");
        RawClient.Message response = client.readMessage();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.content()).isEqualTo("hello");
        assertThat(response.field("Content-Length")).isEqualTo("5");
        assertThat(response.field("X-Target")).isEqualTo("http://example.com/a//b%2Fc;d=e?f=%20&g");
        assertThat(response.fields().has("Date")).isTrue();

        client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessageWithoutContent().statusCode()).isEqualTo(200);
        client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(client.readMessage().field("Connection")).isEqualTo("close");
        assertThat(client.readToEnd()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void contentIsEchoedWhileItArrives() {
    try (TestServer server = TestServer.with(new Echo())) {
      try (RawClient client = server.connect()) {
        client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        for (String piece : new String[] {"a", "bc", "def"}) {
          client.sendChunk(piece);
          assertThat(client.readChunk()).isEqualTo(piece);
        }
        client.send("0\r\n\r\n");
        assertThat(client.readChunk()).isEmpty();
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nxyz");
        assertThat(client.readMessage().content()).isEqualTo("xyz");
      }
      server.assertNothingIsOpen();
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
