package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.ContentCollector;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

/** Heads are read octet for octet, wherever they begin and however they are cut. */
class RequestGateIT {
  private final Waiting waiting = new Waiting();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?",
        "/a?",
        "/a??",
        "/a?b??",
        "/a?b=?&",
        "/a/?/b",
        "//",
        "//a//?//",
        "/a;b?;",
        "/%3F?%",
        "/a?b[]=|^`{}\"<>\\",
        "/a%2",
        "/.",
        "/a/../b",
        "/a?b=%00",
        "/;?:@&=+$,"
      })
  void theTargetIsKeptOctetForOctet(String target) {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect();
          RawHttp2 http2 = new RawHttp2(server.connect())) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answered()).isEqualTo(target);
        assertThat(client.readMessage().statusCode()).isEqualTo(200);
        client.send("GET http://x" + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answered()).isEqualTo(target);
        http2.request(1, "GET", target);
        assertThat(answered()).isEqualTo(target);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\r\nX: y", "/a\n", "/\u00e9", "/a#b", "a"})
  void whatHttp1CouldNotCarryIsNoTargetInHttp2Either(String target) {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", target);
        assertThat(client.next(1).status()).isEqualTo(400);
        client.request(3, "GET", "/");
        assertThat(answered()).isEqualTo("/");
        assertThat(client.next(3).status()).isEqualTo(200);
      }
      server.assertNothingIsOpen();
    }
  }

  private String answered() {
    Waiting.Exchange exchange = waiting.next();
    exchange.respond(200, "ok");
    return exchange.request.target().pathAndQuery();
  }

  @Test
  void fieldsAreKeptInTheirOrderOctetForOctet() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send(
            String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "b: 2",
                "HOST:x",
                "A: \u00e9\u00ff \t\"",
                "b:\t 1 ",
                "!#$%&'*+-.^_`|~09:",
                "",
                ""));
        Waiting.Exchange exchange = waiting.next();
        assertThat(exchange.request.fields())
            .extracting(line -> line.name() + "=" + line.value())
            .containsExactly("b=2", "HOST=x", "A=\u00e9\u00ff \t\"", "b=1", "!#$%&'*+-.^_`|~09=");
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
      }
    }
  }

  /** Answers with the target and the content. */
  private static final class Telling implements ExchangeHandler {
    @Override
    public void handle(Request request, ResponseSink sink) {
      ContentCollector.collect(
          request.content(),
          1024,
          new ContentCollector.Result() {
            @Override
            public void complete(byte[] octets) {
              String text = new String(octets, StandardCharsets.ISO_8859_1);
              byte[] answer =
                  (request.target().pathAndQuery() + " " + text)
                      .getBytes(StandardCharsets.ISO_8859_1);
              sink.respond(Response.of(200, Fields.empty(), answer));
            }

            @Override
            public void tooLarge() {
              throw new AssertionError("too large");
            }

            @Override
            public void incomplete(Throwable cause) {
              throw new AssertionError(cause);
            }
          });
    }
  }

  private static final String PIPELINE =
      String.join(
          "\r\n",
          "GET /1 HTTP/1.1",
          "Host: x",
          "",
          "POST /2? HTTP/1.1",
          "Host: x",
          "Content-Length: 5",
          "",
          "12345",
          "POST /3 HTTP/1.1",
          "Host: x",
          "Transfer-Encoding: chunked",
          "",
          "3",
          "abc",
          "2",
          "de",
          "0",
          "",
          "GET /4 HTTP/1.1",
          "Host: x",
          "",
          "");

  private static void assertAllAnswered(RawClient client) {
    assertThat(client.readMessage().content()).isEqualTo("/1 ");
    assertThat(client.readMessage().content()).isEqualTo("/2? 12345");
    assertThat(client.readMessage().content()).isEqualTo("/3 abcde");
    assertThat(client.readMessage().content()).isEqualTo("/4 ");
  }

  @Test
  void requestsInOneGoAreReadWhereverTheyAreCut() {
    try (TestServer server = TestServer.with(new Telling())) {
      for (int cut = 0; cut < PIPELINE.length(); cut++) {
        try (RawClient client = server.connect()) {
          client.send(PIPELINE.substring(0, cut)).send(PIPELINE.substring(cut));
          assertAllAnswered(client);
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void requestsAreReadOctetByOctet() {
    try (TestServer server = TestServer.with(new Telling())) {
      try (RawClient client = server.connect()) {
        for (int i = 0; i < PIPELINE.length(); i++) {
          client.send(PIPELINE.substring(i, i + 1));
        }
        assertAllAnswered(client);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void requestsInOneGoAreReadOverTls(@TempDir Path folder) {
    Tls identity = TestCertificate.ec(folder).pkcs8();
    try (TestServer server =
        TestServer.with(
            TestOptions.twoThreads().build(),
            new Listener(TestServer.anyPort(), Optional.of(identity), new Telling()))) {
      for (int cut = 0; cut < PIPELINE.length(); cut += 7) {
        try (RawClient client = RawClient.connectTls(server.address(), "http/1.1")) {
          client.send(PIPELINE.substring(0, cut)).send(PIPELINE.substring(cut));
          assertAllAnswered(client);
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void manyRequestsInOneGoAreAnsweredInTheirOrder() {
    try (TestServer server = TestServer.with(new Telling())) {
      try (RawClient client = server.connect()) {
        int count = 2000;
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
          all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        Thread sender = new Thread(() -> client.send(all.toString()));
        sender.start();
        for (int i = 0; i < count; i++) {
          assertThat(client.readMessage().content()).isEqualTo("/" + i + " ");
        }
      }
      server.assertNothingIsOpen();
    }
  }
}
