package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.RawClient;

class TlsIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x:443\r\n\r\n";

  @TempDir static Path folder = Path.of("");
  private static Tls identity = new Tls(folder, folder);

  private final Waiting waiting = new Waiting();
  private final Holding holding = new Holding();

  @BeforeAll
  static void generate() {
    identity = TestCertificate.ec(folder).pkcs8();
  }

  private static TestServer serving(Tls tls, ExchangeHandler handler) {
    return serving(tls, handler, TestOptions.twoThreads());
  }

  private static TestServer serving(Tls tls, ExchangeHandler handler, TestOptions options) {
    return TestServer.with(
        options.build(), new Listener(TestServer.anyPort(), Optional.of(tls), handler));
  }

  @Test
  void everyCommonFormOfKeyIsRead() {
    for (Tls tls :
        List.of(
            TestCertificate.ec(folder).traditional(),
            TestCertificate.rsa(folder).traditional(),
            TestCertificate.rsa(folder).pkcs8())) {
      try (TestServer server = serving(tls, waiting)) {
        try (RawClient client = RawClient.connectTls(server.address(), "http/1.1").send(GET)) {
          assertThat(client.chosenProtocol()).isEqualTo("http/1.1");
          Waiting.Exchange exchange = waiting.next();
          assertThat(exchange.request.target()).hasToString("https://x/");
          exchange.respond(200, "ok");
          assertThat(client.readMessage().content()).isEqualTo("ok");
        }
        server.assertNothingIsOpen();
      }
    }
  }

  @Test
  void aClientWithoutAlpnSpeaksHttp1() {
    try (TestServer server = serving(identity, new Echo())) {
      try (RawClient client = RawClient.connectTls(server.address())) {
        client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        for (String piece : new String[] {"a", "bc", "def"}) {
          client.sendChunk(piece);
          assertThat(client.readChunk()).isEqualTo(piece);
        }
        client.send("0\r\n\r\n");
        assertThat(client.readChunk()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void http2IsChosenWhereItIsOffered() {
    try (TestServer server = serving(identity, new Echo())) {
      RawClient connection = RawClient.connectTls(server.address(), "h2", "http/1.1");
      assertThat(connection.chosenProtocol()).isEqualTo("h2");
      try (RawHttp2 client = new RawHttp2(connection)) {
        client.requestWithContent(1, "POST", "/");
        assertThat(client.next(1).status()).isEqualTo(200);
        for (String piece : new String[] {"a", "bc", "def"}) {
          client.data(1, piece);
          assertThat(client.next(1).text()).isEqualTo(piece);
        }
        client.end(1);
        assertThat(client.content(1)).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void recordsOfTheLargestSizeAreRead() {
    try (TestServer server = serving(identity, waiting)) {
      int length = 8 * 1024 * 1024;
      try (RawClient client = RawClient.connectTls(server.address())) {
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.of(exchange.request.content());
        client.send(new byte[length]);
        upload.awaitCompleted();
        assertThat(upload.octets).hasValue(length);
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHeldExchangeIsWrittenAndItsEndIsNoticed() {
    try (TestServer server = serving(identity, holding)) {
      RawClient client = RawClient.connectTls(server.address()).send(GET);
      client.readHead();
      Holding.Held held = holding.next();
      held.send("one");
      assertThat(client.readChunk()).isEqualTo("one");
      String large = "0123456789abcdef".repeat(64 * 1024);
      held.send(large);
      held.send("after");
      assertThat(client.readChunk()).isEqualTo(large);
      assertThat(client.readChunk()).isEqualTo("after");
      client.close();
      held.awaitClosed();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void piecesOfASlowClientKeepTheirPlaceInTheFrame() {
    try (TestServer server = serving(identity, holding)) {
      try (RawClient client = RawClient.connectTls(server.address()).send(GET)) {
        client.readHead();
        Holding.Held held = holding.next();
        String large = "0123456789abcdef".repeat(32 * 1024);
        for (int i = 0; i < 8; i++) {
          held.send(octets("head"), octets(large), octets("tail"));
        }
        String message = "head" + large + "tail";
        StringBuilder received = new StringBuilder();
        while (received.length() < 8 * message.length()) {
          received.append(client.readChunk());
        }
        held.release();
        assertThat(received).hasToString(message.repeat(8));
        assertThat(client.readChunk()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aWaitingRequestIsAbandonedWhenItsClientLeaves() {
    try (TestServer server = serving(identity, waiting)) {
      RawClient client = RawClient.connectTls(server.address()).send(GET);
      Waiting.Exchange exchange = waiting.next();
      client.close();
      exchange.awaitAbandoned();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHandshakeThatDoesNotEndIsNotWaitedForLongerThanTheLimit() {
    TestOptions options = TestOptions.twoThreads().headTimeout(Duration.ofMillis(200));
    try (TestServer server = serving(identity, waiting, options)) {
      try (RawClient client = server.connect().send("\u0016\u0003\u0001")) {
        assertThat(client.readUntilClosed()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void whatIsWrongWithTheFilesIsSaidInOneSentence() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> start(new Tls(missing, identity.key())))
        .hasMessage("the TLS certificate " + missing + " does not exist");
    assertThatThrownBy(() -> start(new Tls(empty, identity.key())))
        .hasMessage("the TLS certificate " + empty + " holds no certificate");
    assertThatThrownBy(() -> start(new Tls(identity.certificate(), empty)))
        .hasMessage("the TLS key " + empty + " holds no unencrypted private key");
  }

  @Test
  void aTakenPortIsSaidInOneSentence() {
    try (TestServer server = TestServer.with(waiting)) {
      assertThatThrownBy(
              () ->
                  GatewayServer.start(
                      ServerOptions.defaults(),
                      List.of(Listener.cleartext(server.address(), waiting)),
                      GatewayEvents.NONE))
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith(
              "cannot listen on 127.0.0.1:" + server.address().getPort() + ": ");
    }
  }

  private void start(Tls tls) throws ServerStartException {
    GatewayServer.start(
            ServerOptions.defaults(),
            List.of(new Listener(TestServer.anyPort(), Optional.of(tls), waiting)),
            GatewayEvents.NONE)
        .close();
  }
}
