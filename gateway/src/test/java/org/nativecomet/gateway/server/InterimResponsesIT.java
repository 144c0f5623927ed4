package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

/** What is said before the response, on its way to the client (RFC 9110, section 15.2). */
class InterimResponsesIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String EXPECTING =
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  private static final InterimResponse CONTINUE = new InterimResponse(100, Fields.empty());
  private static final InterimResponse HINTS =
      new InterimResponse(103, Fields.of("Link", "</a>", "X-Odd", "\u00e9"));

  private final Waiting waiting = new Waiting();

  @Test
  void theyComeAtOnceAndBeforeTheResponse() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        for (int i = 0; i < 2; i++) {
          client.send(GET);
          Waiting.Exchange exchange = waiting.next();
          exchange.sink.inform(HINTS);
          assertThat(client.readHead())
              .isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX-Odd: \u00e9\r\n\r\n");
          exchange.sink.inform(new InterimResponse(102, Fields.empty()));
          exchange.sink.inform(new InterimResponse(199, Fields.empty()));
          exchange.respond(200, "ok");
          assertThat(client.readHead()).isEqualTo("HTTP/1.1 102 Processing\r\n\r\n");
          assertThat(client.readHead()).isEqualTo("HTTP/1.1 199 \r\n\r\n");
          assertThat(client.readMessage().content()).isEqualTo("ok");
        }
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theyComeOverTls(@TempDir Path folder) {
    Tls identity = TestCertificate.ec(folder).pkcs8();
    try (TestServer server =
        TestServer.with(
            TestOptions.twoThreads().build(),
            new Listener(TestServer.anyPort(), Optional.of(identity), waiting))) {
      try (RawClient client = RawClient.connectTls(server.address(), "http/1.1").send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        exchange.sink.inform(HINTS);
        assertThat(client.readMessage().statusCode()).isEqualTo(103);
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theyComeOnTheStreamOfTheirRequest() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.request(1, "GET", "/");
        Waiting.Exchange first = waiting.next();
        client.request(3, "GET", "/");
        Waiting.Exchange second = waiting.next();
        second.sink.inform(HINTS);
        first.sink.inform(new InterimResponse(199, Fields.empty()));
        RawHttp2.Frame hints = client.next(3);
        assertThat(hints.status()).isEqualTo(103);
        assertThat(hints.fields().first("link")).hasValue("</a>");
        assertThat(hints.endsStream()).isFalse();
        assertThat(client.next(1).status()).isEqualTo(199);
        second.sink.inform(HINTS);
        second.respond(200, "two");
        first.respond(204, "");
        assertThat(client.next(3).status()).isEqualTo(103);
        assertThat(client.next(3).status()).isEqualTo(200);
        assertThat(client.content(3)).isEqualTo("two");
        assertThat(client.next(1).status()).isEqualTo(204);
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientOfHttp10GetsNone() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send("GET / HTTP/1.0\r\nHost: x\r\n\r\n")) {
        Waiting.Exchange exchange = waiting.next();
        exchange.sink.inform(HINTS);
        exchange.respond(200, "ok");
        assertThat(client.readMessage().statusCode()).isEqualTo(200);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void whatComesAfterTheResponseIsDropped() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        exchange.respond(200, "ok");
        exchange.sink.inform(HINTS);
        assertThat(client.readMessage().content()).isEqualTo("ok");
        client.send(GET);
        waiting.next().respond(200, "next");
        assertThat(client.readMessage().content()).isEqualTo("next");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatExpectsLeaveGetsItOnce() {
    try (TestServer server = TestServer.with(waiting)) {
      for (boolean originIsFirst : new boolean[] {true, false}) {
        try (RawClient client = server.connect().send(EXPECTING)) {
          Waiting.Exchange exchange = waiting.next();
          if (originIsFirst) {
            exchange.sink.inform(CONTINUE);
          }
          Upload upload = Upload.of(exchange.request.content());
          assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
          exchange.sink.inform(CONTINUE);
          client.send("abc");
          upload.awaitCompleted();
          exchange.sink.inform(CONTINUE);
          exchange.respond(200, "ok");
          assertThat(client.readMessage().content()).isEqualTo("ok");
          client.send(GET);
          waiting.next().respond(200, "next");
          assertThat(client.readMessage().content()).isEqualTo("next");
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientOfHttp2ThatExpectsLeaveGetsItOnce() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/", "expect", "100-continue");
        Waiting.Exchange exchange = waiting.next();
        exchange.sink.inform(CONTINUE);
        Upload upload = Upload.of(exchange.request.content());
        assertThat(client.next(1).status()).isEqualTo(100);
        client.data(1, "abc").end(1);
        upload.awaitCompleted();
        exchange.respond(200, "ok");
        assertThat(client.next(1).status()).isEqualTo(200);
        assertThat(client.content(1)).isEqualTo("ok");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aFinalResponseInsteadOfLeaveReachesAClientOfHttp2() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawHttp2 client = new RawHttp2(server.connect())) {
        client.requestWithContent(1, "POST", "/", "expect", "100-continue");
        waiting.next().respond(417, "no");
        assertThat(client.next(1).status()).isEqualTo(417);
        assertThat(client.content(1)).isEqualTo("no");
        RawHttp2.Frame reset = client.next(1);
        assertThat(reset.type()).isEqualTo(RawHttp2.RST_STREAM);
        assertThat(reset.errorCode()).as("NO_ERROR: the response is not to be discarded").isZero();
        client.request(3, "GET", "/");
        waiting.next().respond(200, "next");
        assertThat(client.next(3).status()).isEqualTo(200);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatExpectsNothingIsToldToContinueAllTheSame() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        exchange.sink.inform(CONTINUE);
        assertThat(client.readMessage().statusCode()).isEqualTo(100);
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theResponseWaitsUntilASlowClientHasTakenThem() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        InterimResponse large =
            new InterimResponse(103, Fields.of("X-Large", "x".repeat(60 * 1024)));
        int count = 200;
        for (int i = 0; i < count; i++) {
          exchange.sink.inform(large);
        }
        exchange.respond(200, "ok");
        for (int i = 0; i < count; i++) {
          assertThat(client.readMessage().field("X-Large")).hasSize(60 * 1024);
        }
        assertThat(client.readMessage().content()).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatDoesNotTakeThemIsClosed() {
    ServerOptions options = TestOptions.twoThreads().stallTimeout(Duration.ofMillis(200)).build();
    try (TestServer server = TestServer.with(options, waiting)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        InterimResponse large =
            new InterimResponse(103, Fields.of("X-Large", "x".repeat(60 * 1024)));
        for (int i = 0; i < 200; i++) {
          exchange.sink.inform(large);
        }
        exchange.awaitAbandoned();
        server.assertNothingIsOpen();
        assertThat(server.limits).contains("stall-timeout");
        client.readUntilClosed();
      }
    }
  }

  @Test
  void aResponseThatWaitsForThemIsDroppedWhenTheClientGoes() {
    try (TestServer server = TestServer.with(waiting)) {
      RawClient client = RawClient.connect(server.address(), 4096).send(GET);
      Waiting.Exchange exchange = waiting.next();
      InterimResponse large = new InterimResponse(103, Fields.of("X", "x".repeat(60 * 1024)));
      for (int i = 0; i < 200; i++) {
        exchange.sink.inform(large);
      }
      exchange.respond(200, "ok");
      client.reset();
      server.assertNothingIsOpen();
    }
  }
}
