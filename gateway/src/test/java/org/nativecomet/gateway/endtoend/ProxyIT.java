package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginRequest;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class ProxyIT {
  private final ScriptedOrigin origin = ScriptedOrigin.byHand();
  private final RunningGateway gateway = RunningGateway.before(origin.uri());
  private final RawClient client = gateway.connect();

  @AfterEach
  void nothingIsLeftOpen() {
    client.close();
    gateway.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "REPORT", "get"})
  void everyMethodPasses(String method) throws IOException {
    client.send(
        method
            + " /x?y=%2F//z HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Length: 2\r\n\r\nhi");
    OriginConnection connection = origin.accept();

    assertThat(connection.readRequest()).isEqualTo("hi");
    assertThat(connection.received()).startsWith(method + " /x?y=%2F//z HTTP/1.1\r\n");
    connection.send("HTTP/1.1 299 Whatever\r\nContent-Length: 3\r\n\r\nyes");

    RawClient.Message response = client.readMessage();
    assertThat(response.statusCode()).isEqualTo(299);
    assertThat(response.content()).isEqualTo("yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x?", "/x??", "/x?a??b", "//x//?//", "/x;p?[|]"})
  void theTargetReachesTheOriginAndNamesWhatIsStoredOctetForOctet(String target)
      throws IOException {
    String rest = " HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n";
    String other = target.equals("/x?") ? "/x" : "/x?";
    client.send("GET " + target + rest);
    OriginConnection first = origin.accept();
    assertThat(first.readHead().target()).isEqualTo(target);
    first.send(ScriptedOrigin.ok("one", "Cache-Control: max-age=60", "Connection: close"));
    assertThat(client.readMessage().content()).isEqualTo("one");
    client.send("GET " + other + rest);
    OriginConnection second = origin.accept();
    assertThat(second.readHead().target()).isEqualTo(other);
    second.send(ScriptedOrigin.ok("two", "Cache-Control: max-age=60"));
    assertThat(client.readMessage().content()).isEqualTo("two");
    client.send("GET " + target + rest);
    assertThat(client.readMessage().content()).isEqualTo("one");
  }

  @Test
  void bothContentsStreamAtOnceChunkByChunk() throws IOException {
    client.send(
        "POST /duplex HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Type: application/x-anything\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.sendChunk("one");
    OriginConnection connection = origin.accept();
    assertThat(connection.readHead().value("Transfer-Encoding").toLowerCase(Locale.ROOT))
        .isEqualTo("chunked");
    assertThat(connection.readChunk()).isEqualTo("one");

    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
    for (int i = 0; i < 20; i++) {
      connection.sendChunk("down" + i);
      assertThat(client.readChunk()).isEqualTo("down" + i);
      client.sendChunk("up" + i);
      assertThat(connection.readChunk()).isEqualTo("up" + i);
    }
    client.sendChunk("");
    assertThat(connection.readChunk()).isEmpty();
    connection.sendChunk("");
    assertThat(client.readChunk()).isEmpty();
  }

  @Test
  void interimResponsesPassAtOnceAndOnlyToTheOneWhoseRequestWasSent() throws IOException {
    client.send("GET /x HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
    OriginConnection connection = origin.accept();
    connection.readRequest();
    connection.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
    RawClient.Message hints = client.readMessage();
    assertThat(hints.statusCode()).isEqualTo(103);
    assertThat(hints.field("Link")).isEqualTo("</a.css>; rel=preload");

    connection.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 142 Unknown\r\n\r\n");
    connection.send(ScriptedOrigin.ok("final", "Cache-Control: max-age=60"));
    assertThat(client.readMessage().statusCode()).isEqualTo(102);
    assertThat(client.readMessage().statusCode()).isEqualTo(142);
    assertThat(client.readMessage().content()).isEqualTo("final");

    client.send("GET /x HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
    RawClient.Message reused = client.readMessage();
    assertThat(reused.field("Cache-Status")).contains("hit");
    assertThat(reused.fields().has("Link")).isFalse();
  }

  @Test
  void aClientThatExpects100GetsItOnceAndTheOriginGetsTheContent() throws IOException {
    int length = 2 * 1024 * 1024;
    client.send(
        "PUT /x HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nExpect: 100-continue\r\nContent-Length: "
            + length
            + "\r\n\r\n");
    assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    OriginConnection connection = origin.accept();
    assertThat(connection.readHead().has("Expect")).isFalse();
    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
    client.send(new byte[length]);
    connection.skipOctets(length);
    connection.send(ScriptedOrigin.response(201, "Created", "stored"));
    RawClient.Message answer = client.readMessage();
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.content()).isEqualTo("stored");
  }

  @Test
  void theOriginIsToldOnWhoseBehalfAndOnlyWhatIsForIt() throws IOException {
    client.send(
        "GET / HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nConnection: x-mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=3\r\n"
            + "X-Forwarded-For: 6.6.6.6\r\nWhen-None: 1\r\n\r\n");
    OriginConnection connection = origin.accept();

    OriginRequest request = connection.readHead();

    assertThat(request.has("X-Mine")).isFalse();
    assertThat(request.has("Keep-Alive")).isFalse();
    assertThat(request.value("Host")).isEqualTo(gateway.authority());
    assertThat(request.value("Via")).startsWith("1.1 native-comet (");
    assertThat(request.value("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(request.value("X-Forwarded-Proto")).isEqualTo("http");
    assertThat(request.value("Forwarded")).contains("for=127.0.0.1").contains("proto=http");
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(client.readMessage().statusCode()).isEqualTo(204);
  }

  @Test
  void anOriginThatBreaksOffIsNeverPassedOnAsWhole() throws IOException {
    client.send("GET /big HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
    assertThat(client.readChunk()).isEqualTo("hello");

    connection.close();

    assertThat(client.readUntilClosed()).as("no last chunk").doesNotContain("0\r\n\r\n");
  }

  @Test
  void anOriginThatIsGarbledIsA502WithProblemDetails() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
    OriginConnection connection = origin.accept();
    connection.readHead();

    connection.send("HELLO THERE\r\n\r\n");

    RawClient.Message response = client.readMessage();
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.field("Proxy-Status"))
        .startsWith("native-comet; error=http_protocol_error");
    assertThat(response.content()).doesNotContain(String.valueOf(origin.port()));
  }

  @Test
  void anOriginThatIsDownIsA502AndNotReady() {
    ScriptedOrigin gone = ScriptedOrigin.byHand();
    gone.close();
    try (RunningGateway before = RunningGateway.before(gone.uri())) {
      HttpResponse<String> response = before.send("GET", "/", "");

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.headers().firstValue("Proxy-Status"))
          .contains("native-comet; error=connection_refused");
      assertThat(before.admin("/health/ready").statusCode()).isEqualTo(503);
      assertThat(before.admin("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anOriginThatIsSlowIsA504() throws IOException {
    try (RunningGateway impatient =
            RunningGateway.before(origin.uri(), "origins: {response-timeout: 300ms}");
        RawClient waiting = impatient.connect()) {
      waiting.send("GET / HTTP/1.1\r\nHost: " + impatient.authority() + "\r\n\r\n");
      OriginConnection connection = origin.accept();
      connection.readHead();

      RawClient.Message response = waiting.readMessage();

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.field("Proxy-Status")).contains("error=http_response_timeout");
    }
  }

  @Test
  void aClientThatLeavesMidUploadNeverLooksComplete() throws IOException {
    client.send(
        "PUT /x HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.sendChunk("half");
    OriginConnection connection = origin.accept();
    connection.readHead();
    assertThat(connection.readChunk()).isEqualTo("half");

    client.close();

    connection.awaitEnd();
    assertThat(connection.received()).endsWith("4\r\nhalf\r\n");
  }

  @Test
  void routesSendEachRequestToItsOrigin() {
    try (ScriptedOrigin special = ScriptedOrigin.answering(ScriptedOrigin.ok("special"));
        ScriptedOrigin general = ScriptedOrigin.answering(ScriptedOrigin.ok("general"));
        RunningGateway routed =
            RunningGateway.routing(
                "routes:",
                "  - {path: /v1, origin: \"" + special.uri() + "\"}",
                "  - {origin: \"" + general.uri() + "\"}")) {
      assertThat(routed.send("GET", "/v1/x", "").body()).isEqualTo("special");
      assertThat(routed.send("GET", "/v1x", "").body()).isEqualTo("general");
    }
  }
}
