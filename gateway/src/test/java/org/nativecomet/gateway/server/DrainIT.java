package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

class DrainIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String GET_HELD = "GET /held HTTP/1.1\r\nHost: x\r\n";

  private final Waiting waiting = new Waiting();
  private final Holding holding = new Holding();

  private TestServer server() {
    return TestServer.with(
        (request, sink) -> {
          if (request.target().path().equals("/held")) {
            holding.handle(request, sink);
          } else {
            waiting.handle(request, sink);
          }
        });
  }

  private static Thread drain(TestServer server, Duration grace) {
    Thread draining = new Thread(() -> server.server().drain(grace));
    draining.start();
    return draining;
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void heldExchangesEndAtAMessageBoundaryAndTheirHoldersAreTold() throws IOException {
    try (TestServer server = server();
        RawClient plain = server.connect().send(GET_HELD + "\r\n");
        RawClient gzip = server.connect().send(GET_HELD + "Accept-Encoding: gzip\r\n\r\n");
        RawHttp2 http2 = new RawHttp2(server.connect())) {
      http2.request(1, "GET", "/held");
      plain.readHead();
      gzip.readHead();
      http2.next(1);
      for (int i = 0; i < 3; i++) {
        holding.next().send("message");
      }
      assertThat(plain.readChunk()).isEqualTo("message");
      assertThat(http2.next(1).text()).isEqualTo("message");
      String wire = gzip.readChunk() + gzip.readChunk();
      Thread draining = drain(server, Duration.ofSeconds(10));
      assertThat(plain.readChunk()).isEmpty();
      assertThat(plain.readToEnd()).isEmpty();
      wire += gzip.readChunks();
      assertThat(gzip.readToEnd()).isEmpty();
      assertThat(http2.content(1)).isEmpty();
      assertThat(http2.next(0).errorCode()).isZero();
      join(draining);
      byte[] all = wire.getBytes(StandardCharsets.ISO_8859_1);
      try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(all))) {
        assertThat(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1))
            .isEqualTo("message");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void whatIsInFlightIsAnsweredAndNothingNewIsAccepted() {
    try (TestServer server = server();
        RawClient idle = server.connect().send(GET)) {
      waiting.next().respond(200, "before");
      assertThat(idle.readMessage().content()).isEqualTo("before");
      try (RawClient busy = server.connect().send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        Thread draining = drain(server, Duration.ofSeconds(10));
        assertThat(idle.readUntilClosed()).isEmpty();
        assertThatThrownBy(server::connect).isInstanceOf(UncheckedIOException.class);
        assertThat(draining.isAlive()).isTrue();
        exchange.respond(200, "in time");
        RawClient.Message response = busy.readMessage();
        assertThat(response.content()).isEqualTo("in time");
        assertThat(response.field("Connection")).isEqualTo("close");
        assertThat(busy.readToEnd()).isEmpty();
        join(draining);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theGraceEnds() {
    try (TestServer server = server();
        RawClient client = server.connect().send(GET)) {
      Waiting.Exchange exchange = waiting.next();
      Thread draining = drain(server, Duration.ofMillis(100));
      assertThat(client.readUntilClosed()).isEmpty();
      exchange.awaitAbandoned();
      join(draining);
      server.assertNothingIsOpen();
    }
  }
}
