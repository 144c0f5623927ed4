package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.OPTIONS;
import static org.nativecomet.gateway.origin.OriginFixture.impatient;
import static org.nativecomet.gateway.origin.OriginFixture.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginConnection.End;
import org.nativecomet.gateway.testing.PacedSink;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class OriginFailureIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private static final String HEAD_START = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
  private static final OriginOptions HEAD_OF_1000 =
      new OriginOptions(LONG, LONG, LONG, LONG, 4, 1000, true);

  private static OriginFixture gatewayFor(String origin, OriginOptions options) {
    return new OriginFixture(
        URI.create(origin), options, GatewayEvents.NONE, SSLContexts.createSystemDefault());
  }

  private static void assertFailed(RecordingSink sink, int statusCode, String error) {
    sink.await();
    assertThat(sink.fields().first("Proxy-Status")).contains("native-comet; error=" + error);
    assertThat(sink.statusCode()).isEqualTo(statusCode);
    assertThat(sink.fields().first("Content-Type")).contains("application/problem+json");
    assertThat(sink.text()).doesNotContain("127.0.0.1");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aRefusedConnectionIs502() throws Exception {
    try (OriginFixture gateway = gatewayFor("http://127.0.0.1:" + unusedPort(), OPTIONS)) {
      assertFailed(gateway.get("/"), 502, "connection_refused");
    }
  }

  @Test
  void anUnknownNameIs502() {
    try (OriginFixture gateway = gatewayFor("http://nowhere.invalid:80", OPTIONS)) {
      assertFailed(gateway.get("/"), 502, "dns_error");
    }
  }

  @Test
  void aConnectionThatIsNotAcceptedInTimeIs504() throws Exception {
    List<Socket> fillers = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OriginFixture gateway =
            gatewayFor("http://127.0.0.1:" + full.getLocalPort(), impatient(SHORT, LONG, LONG))) {
      fillBacklog(full, fillers);
      assertFailed(gateway.get("/"), 504, "connection_timeout");
    } finally {
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  private static void fillBacklog(ServerSocket server, List<Socket> fillers) throws IOException {
    try {
      while (true) {
        Socket filler = new Socket();
        fillers.add(filler);
        filler.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 100);
      }
    } catch (SocketTimeoutException full) {
      // No connection more is accepted.
    }
  }

  @Test
  void aHeadThatDoesNotComeInTimeIs504() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, impatient(LONG, SHORT, LONG))) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      assertFailed(sink, 504, "http_response_timeout");
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
    }
  }

  @Test
  void theResponseTimeoutBeginsWhenTheRequestHasEnded() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, impatient(LONG, SHORT, LONG))) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < 3 * SHORT.toNanos()) {
        content.push("x");
        connection.readChunk();
      }
      assertThat(sink.isAnswered()).isFalse();
      content.complete();
      assertFailed(sink, 504, "http_response_timeout");
    }
  }

  @Test
  void aClientThatStopsInTheMiddleOfItsContentIs408() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, impatient(LONG, LONG, SHORT))) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      content.push("x");
      assertThat(sink.await().statusCode()).isEqualTo(408);
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
      content.awaitCancelled();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, http_protocol_error",
    "HTTP/1.1 abc OK, http_protocol_error",
    "HTTP/1.1 99 Low, http_protocol_error",
    "HTTP/1.1 600 High, http_protocol_error",
    "HTTP/2.0 200 OK, http_protocol_error",
    "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked, http_protocol_error",
    "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 3, http_protocol_error",
    "HTTP/1.1 200 OK|Content-Length: +2, http_protocol_error",
    "HTTP/1.1 200 OK|Content-Length: 99999999999999999999, http_protocol_error",
    "HTTP/1.1 200 OK|Transfer-Encoding: gzip, http_protocol_error",
    "HTTP/1.0 200 OK|Transfer-Encoding: chunked, http_protocol_error",
    "HTTP/1.1 200 OK|no colon, http_protocol_error",
    "HTTP/1.1 200 OK|b d: 1, http_protocol_error",
    "HTTP/1.1 101 Switching Protocols|Upgrade: x|Connection: upgrade, http_upgrade_failed",
  })
  void aMalformedHeadIs502AndEndsTheConnection(String head, String error) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(head.replace("|", "\r\n") + "\r\n\r\nok");
      assertFailed(sink, 502, error);
      connection.awaitEnd();
      assertThat(gateway.handler.available()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "HTT", "HTTP/1.1 200 OK|", "HTTP/1.1 200 OK|Content-Type: text/plain|", "' '"})
  void aConnectionClosedBeforeTheHeadIsCompleteIs502(String head) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(head.replace("|", "\r\n"));
      connection.closeOutput();
      assertFailed(sink, 502, "connection_terminated");
    }
  }

  private static String headOf(int octets) {
    return HEAD_START + "A: " + "x".repeat(octets - HEAD_START.length() - 7) + "\r\n\r\n";
  }

  @Test
  void aHeadWithinTheLimitIsRead() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(headOf(1000));
        OriginFixture gateway = OriginFixture.with(origin, HEAD_OF_1000)) {
      assertThat(gateway.get("/").await().statusCode()).isEqualTo(200);
      assertThat(gateway.get("/").await().statusCode()).isEqualTo(200);
    }
  }

  static List<String> largeHeads() {
    return List.of(headOf(1001), HEAD_START + "A: 1\r\n".repeat(180), "x".repeat(1001));
  }

  @ParameterizedTest
  @MethodSource("largeHeads")
  void aHeadBeyondTheLimitIs502(String head) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, HEAD_OF_1000)) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(head);
      assertFailed(sink, 502, "http_response_header_section_size");
      connection.awaitEnd();
    }
  }

  @Test
  void noFreeConnectionInTimeIs503() throws Exception {
    OriginOptions options = new OriginOptions(SHORT, LONG, LONG, LONG, 1, 1000, true);
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      PacedSink first = gateway.getPaced("/first");
      OriginConnection connection = origin.accept();
      connection.readHead();
      assertFailed(gateway.get("/second"), 503, "connection_limit_reached");
      connection.send(ScriptedOrigin.ok("first"));
      first.awaitResponse();
      assertThat(first.request(1).awaitComplete()).isEqualTo("first");
    }
  }

  @Test
  void aConnectionThatBecomesFreeInTimeIsUsed() throws Exception {
    OriginOptions options = new OriginOptions(LONG, LONG, LONG, LONG, 1, 1000, true);
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      RecordingSink first = gateway.get("/first");
      OriginConnection connection = origin.accept();
      connection.readHead();
      RecordingSink second = gateway.get("/second");
      connection.send(ScriptedOrigin.ok("first"));
      assertThat(first.await().text()).isEqualTo("first");
      assertThat(connection.readHead().target()).isEqualTo("/second");
      connection.send(ScriptedOrigin.ok("second"));
      assertThat(second.await().text()).isEqualTo("second");
    }
  }

  @Test
  void anOriginThatDoesNotSpeakTlsIs502() {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(connection -> connection.send("HTTP/1.1 400 Bad\r\n\r\n"));
        OriginFixture gateway = gatewayFor("https://127.0.0.1:" + origin.port(), OPTIONS)) {
      assertFailed(gateway.get("/"), 502, "tls_protocol_error");
    }
  }

  @Test
  void anOriginWithACertificateThatNobodyVouchesForIs502() throws Exception {
    try (TlsOrigin origin = TlsOrigin.start("localhost");
        OriginFixture gateway = gatewayFor("https://localhost:" + origin.port(), OPTIONS)) {
      assertFailed(gateway.get("/"), 502, "tls_certificate_error");
    }
  }

  @Test
  void anOriginWithACertificateForAnotherNameIs502() throws Exception {
    try (TlsOrigin origin = TlsOrigin.start("other.example");
        OriginFixture gateway =
            new OriginFixture(
                URI.create("https://localhost:" + origin.port()),
                OPTIONS,
                GatewayEvents.NONE,
                origin.trust())) {
      assertFailed(gateway.get("/"), 502, "tls_certificate_error");
    }
  }

  @Test
  void anOriginIsSpokenToOverTls() throws Exception {
    try (TlsOrigin origin = TlsOrigin.start("localhost");
        OriginFixture gateway =
            new OriginFixture(
                URI.create("https://localhost:" + origin.port() + "/base/"),
                OPTIONS,
                GatewayEvents.NONE,
                origin.trust())) {
      for (int i = 0; i < 2; i++) {
        assertThat(gateway.get("/x").await().text()).isEqualTo("GET /base/x HTTP/1.1");
        gateway.awaitNothingLeased();
      }
    }
  }

  @Test
  void anOriginIsReachableWhileItAcceptsConnections() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin);
        OriginFixture other = gatewayFor("http://127.0.0.1:" + unusedPort(), OPTIONS)) {
      assertThat(gateway.handler.isReachable().toCompletableFuture().get()).isTrue();
      assertThat(other.handler.isReachable().toCompletableFuture().get()).isFalse();
    }
  }
}
