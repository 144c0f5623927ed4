package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

class UploadIT {
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String WITH_LENGTH =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";

  private final Waiting waiting = new Waiting();

  @Test
  void contentIsPublishedAsItArrivesAndCompletesOnce() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(CHUNKED)) {
        Waiting.Exchange exchange = waiting.next();
        assertThat(exchange.request.content().length()).isEmpty();
        Upload upload = Upload.of(exchange.request.content());
        client.sendChunk("abc");
        TestServer.await(() -> upload.text().equals("abc"));
        client.sendChunk("def").send("0\r\nTrailer: ignored\r\n\r\n");
        upload.awaitCompleted();
        assertThat(upload.text()).isEqualTo("abcdef");
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theLengthOfContentIsKnownWhereTheClientSaysIt() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(WITH_LENGTH.formatted(3) + "abc")) {
        Waiting.Exchange exchange = waiting.next();
        assertThat(exchange.request.content().length()).hasValue(3);
        Upload upload = Upload.onDemand(exchange.request.content());
        upload.request(1);
        upload.awaitCompleted();
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void truncatedContentNeverLooksComplete() {
    try (TestServer server = TestServer.with(waiting)) {
      for (String head : new String[] {CHUNKED + "a\r\nabc", WITH_LENGTH.formatted(10) + "abc"}) {
        RawClient client = server.connect().send(head);
        Upload upload = Upload.of(waiting.next().request.content());
        TestServer.await(() -> upload.text().equals("abc"));
        client.close();
        upload.awaitFailed();
        assertThat(upload.completed.getCount()).isOne();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleAbandonsItsExchange() {
    try (TestServer server = TestServer.with(waiting)) {
      RawClient client = server.connect().send(CHUNKED).sendChunk("abc");
      Waiting.Exchange exchange = waiting.next();
      Upload upload = Upload.of(exchange.request.content());
      client.reset();
      upload.awaitFailed();
      exchange.awaitAbandoned();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aRequestThatWaitsForItsResponseIsAbandonedWhenTheClientLeaves() {
    try (TestServer server = TestServer.with(waiting)) {
      RawClient without = server.connect().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      Waiting.Exchange first = waiting.next();
      without.close();
      first.awaitAbandoned();

      RawClient with = server.connect().send(WITH_LENGTH.formatted(3) + "abc");
      Waiting.Exchange second = waiting.next();
      Upload.of(second.request.content()).awaitCompleted();
      with.close();
      second.awaitAbandoned();
      second.respond(200, "too late");
      server.assertNothingIsOpen();
      assertThat(server.statusCodes).containsExactly(0, 0);
    }
  }

  @Test
  void aSubscriberThatAsksForNothingStopsTheClient() {
    try (TestServer server = TestServer.with(waiting)) {
      int length = 64 * 1024 * 1024;
      try (RawClient client = server.connect().send(WITH_LENGTH.formatted(length))) {
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.onDemand(exchange.request.content());
        byte[] piece = new byte[1024 * 1024];
        Thread sender =
            new Thread(
                () -> {
                  for (int sent = 0; sent < length; sent += piece.length) {
                    client.send(piece);
                  }
                });
        sender.start();
        upload.request(2);
        TestServer.await(() -> upload.octets.get() > 0);
        assertThat(client.isSilentFor(Duration.ofMillis(300))).isTrue();
        assertThat(sender.isAlive()).isTrue();
        assertThat(upload.octets.get()).isLessThanOrEqualTo(2 * 64 * 1024);
        upload.request(Long.MAX_VALUE);
        upload.awaitCompleted();
        assertThat(upload.octets).hasValue(length);
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void leaveToSendIsGivenWhenTheContentIsFirstAskedFor() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send(
            "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.onDemand(exchange.request.content());
        assertThat(client.isSilentFor(Duration.ofMillis(100))).isTrue();
        upload.request(1);
        assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        client.send("abc");
        upload.awaitCompleted();
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
        server.assertNoExchangeIsOpen();
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        waiting.next().respond(200, "again");
        assertThat(client.readMessage().content()).isEqualTo("again");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aFinalResponseInsteadOfLeaveToSendEndsTheConnection() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send(
            "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        waiting.next().respond(417, "no");
        assertThat(client.readMessage().statusCode()).isEqualTo(417);
        assertThat(client.readToEnd()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anEarlyResponseReachesAClientThatIsStillSending() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(CHUNKED).sendChunk("a")) {
        Waiting.Exchange exchange = waiting.next();
        exchange.respond(413, "too large");
        assertThat(client.readMessage().content()).isEqualTo("too large");
        sendUntilRefused(client);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aResponseIsNotLostWhenTheClientSendsFirstAndReadsThen() {
    try (TestServer server = TestServer.with(waiting)) {
      int length = 4 * 1024 * 1024;
      try (RawClient client = server.connect().send(WITH_LENGTH.formatted(length))) {
        waiting.next().respond(413, "too large");
        client.send(new byte[length]);
        assertThat(client.readMessage().content()).isEqualTo("too large");
        assertThat(client.readUntilClosed()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aLittleUnwantedContentDoesNotCostTheConnection() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(WITH_LENGTH.formatted(6) + "abc")) {
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.of(exchange.request.content());
        TestServer.await(() -> upload.text().equals("abc"));
        exchange.respond(403, "no");
        assertThat(client.readMessage().content()).isEqualTo("no");
        upload.cancel();
        client.send("def").send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        waiting.next().respond(200, "next");
        assertThat(client.readMessage().content()).isEqualTo("next");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aResponseMayBeCompleteBeforeARequestThatSomebodyReads() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(CHUNKED).sendChunk("a")) {
        Waiting.Exchange exchange = waiting.next();
        Upload upload = Upload.of(exchange.request.content());
        exchange.respond(200, "early");
        assertThat(client.readMessage().content()).isEqualTo("early");
        client.sendChunk("b").send("0\r\n\r\n");
        upload.awaitCompleted();
        assertThat(upload.text()).isEqualTo("ab");
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        waiting.next().respond(200, "next");
        assertThat(client.readMessage().content()).isEqualTo("next");
        server.assertNoExchangeIsOpen();
      }
      server.assertNothingIsOpen();
    }
  }

  private static void sendUntilRefused(RawClient client) {
    try {
      byte[] piece = new byte[64 * 1024];
      for (int i = 0; i < 100_000; i++) {
        client.send(Integer.toHexString(piece.length) + "\r\n").send(piece).send("\r\n");
      }
      throw new AssertionError("the server still reads");
    } catch (UncheckedIOException closed) {
      assertThat(closed).isNotNull();
    }
  }
}
