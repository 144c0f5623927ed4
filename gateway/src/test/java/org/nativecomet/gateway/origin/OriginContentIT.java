package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.impatient;
import static org.nativecomet.gateway.origin.OriginFixture.request;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.PacedSink;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class OriginContentIT {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int MEBI = 1024 * 1024;
  private static final long LARGE = 100L * MEBI;

  /** What may be between two ends besides our own buffers: what the kernel takes of a socket. */
  private static final long KERNEL = 16L * MEBI;

  private static ScriptedOrigin thenClosing(String octets) {
    return ScriptedOrigin.start(
        connection -> {
          connection.readHead();
          connection.send(octets);
          connection.closeOutput();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        CHUNKED + "5\r\nshort\r\n",
        CHUNKED + "a\r\nshort",
        CHUNKED
      })
  void contentThatBreaksOffIsNeverComplete(String octets) {
    try (ScriptedOrigin origin = thenClosing(octets);
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.statusCode()).isEqualTo(200);
      assertThat(sink.failure()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-5\r\nhello\r\n0\r\n\r\n",
        "-1\r\n5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5;a=b\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhelloGARBAGE\r\n0\r\n\r\n",
        "1000000000000005\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\n\n",
        "5\r\nhello\r\n0\r\nT: 1\n\r\n",
      })
  void malformedChunksBreakTheContentOffAndNothingElse(String chunks) {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(CHUNKED + chunks);
        OriginFixture gateway = OriginFixture.of(origin)) {
      assertThat(gateway.get("/").await().failure()).isNotNull();
      origin.serveWith(ScriptedOrigin.always(ScriptedOrigin.ok("fine")));
      assertThat(gateway.get("/").await().text()).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nhello\r\n0\r\n\r\n",
        "005;a=\"b\";c\r\nhello\r\n0;d\r\n\r\n",
        "2 \r\nhe\r\n3\r\nllo\r\n000\r\nT: 1\r\nU: 2\r\n\r\n",
      })
  void chunksAreReadWhereverThePacketsSplit(String chunks) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink whole = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(CHUNKED + chunks);
      assertThat(whole.await().text()).isEqualTo("hello");
      gateway.awaitNothingLeased();
      RecordingSink split = gateway.get("/");
      connection.readHead();
      for (byte octet : (CHUNKED + chunks).getBytes(StandardCharsets.ISO_8859_1)) {
        connection.send(new byte[] {octet});
      }
      assertThat(split.await().text()).isEqualTo("hello");
    }
  }

  @Test
  void trailersBeyondTheLimitBreakTheContentOff() {
    String trailers = "T: 1\r\n".repeat(20_000);
    try (ScriptedOrigin origin =
            ScriptedOrigin.answering(CHUNKED + "5\r\nhello\r\n0\r\n" + trailers + "\r\n");
        OriginFixture gateway = OriginFixture.of(origin)) {
      assertThat(gateway.get("/").await().failure()).isNotNull();
    }
  }

  @Test
  void contentThatTheCloseDelimitsIsComplete() {
    try (ScriptedOrigin origin = thenClosing("HTTP/1.1 200 OK\r\n\r\nall of it");
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.text()).isEqualTo("all of it");
      assertThat(sink.response().content().length()).isEmpty();
    }
  }

  @Test
  void contentThatAResetDelimitsIsNotComplete() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PacedSink sink = gateway.getPaced("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send("HTTP/1.1 200 OK\r\n\r\npart");
      sink.awaitResponse();
      sink.request(10).awaitOctets(4);
      connection.reset();
      sink.awaitFailure();
    }
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 200 OK", "GET, 304 Not Modified"})
  void aDescribedLengthIsKept(String method, String status) {
    try (ScriptedOrigin origin =
            ScriptedOrigin.answering("HTTP/1.1 " + status + "\r\nContent-Length: 42\r\n\r\n");
        OriginFixture gateway = OriginFixture.of(origin)) {
      for (int i = 0; i < 2; i++) {
        RecordingSink sink = gateway.send(request(method, "/", Content.empty())).await();
        assertThat(sink.fields().values("Content-Length")).containsExactly("42");
        assertThat(sink.text()).isEmpty();
      }
    }
  }

  @Test
  void repeatedEqualLengthsAreOne() {
    try (ScriptedOrigin origin =
            ScriptedOrigin.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok");
        OriginFixture gateway = OriginFixture.of(origin)) {
      assertThat(gateway.get("/").await().text()).isEqualTo("ok");
    }
  }

  @Test
  void hopByHopFieldsAndTrailersOfTheResponseAreDropped() {
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Connection: X-Hop, keep-alive",
            "X-Hop: 1",
            "Keep-Alive: timeout=5",
            "Via: 1.0 inner",
            "Transfer-Encoding: chunked",
            "Trailer: T",
            "",
            "");
    try (ScriptedOrigin origin = ScriptedOrigin.answering(head + "2\r\nok\r\n0\r\nT: 1\r\n\r\n");
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.text()).isEqualTo("ok");
      assertThat(sink.fields().toString())
          .isEqualTo("Via: 1.0 inner\nVia: " + gateway.handler.via().element("1.1") + "\n");
    }
  }

  @Test
  void aSlowReaderStopsTheOrigin() {
    AtomicLong sent = new AtomicLong();
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(
                connection -> {
                  connection.readHead();
                  sendLarge(connection, sent);
                });
        OriginFixture gateway = OriginFixture.of(origin)) {
      PacedSink sink = gateway.getPaced("/");
      sink.awaitResponse();
      awaitStandstill(sent);
      assertThat(sent.get()).isLessThan(KERNEL);
      assertThat(sink.received()).isZero();
      sink.request(Long.MAX_VALUE);
      eventually("all octets are here", () -> sink.received() == LARGE);
      assertThat(sink.awaitComplete()).hasSize((int) LARGE);
    }
  }

  @Test
  void aSlowReaderStopsAnOriginThatSendsChunks() {
    AtomicLong sent = new AtomicLong();
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(
                connection -> {
                  connection.readHead();
                  sendInChunks(connection, sent);
                });
        OriginFixture gateway = OriginFixture.of(origin)) {
      PacedSink sink = gateway.getPaced("/");
      sink.awaitResponse();
      awaitStandstill(sent);
      assertThat(sent.get()).isLessThan(KERNEL);
      sink.request(Long.MAX_VALUE);
      assertThat(sink.awaitComplete()).hasSize(2 * (int) KERNEL);
    }
  }

  @Test
  void smallPiecesDoNotLetLargeOnesPileUp() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PacedSink sink = gateway.getPaced("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
      sink.awaitResponse();
      sink.request(1);
      for (int i = 1; i <= 64; i++) {
        connection.send(new byte[1]);
        sink.awaitOctets(1);
      }
      AtomicLong sent = new AtomicLong(64);
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> sendUntilClosed(connection, sent));
      for (int i = 0; i < 32; i++) {
        sink.request(1);
      }
      awaitStandstill(sent);
      assertThat(sent.get()).isLessThan(KERNEL);
      sink.cancel();
      sending.join();
    }
  }

  @Test
  void aSlowOriginStopsTheUpload() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content = PipedContent.ofLength(LARGE);
      RecordingSink sink = gateway.send(request("PUT", "/", content));
      OriginConnection connection = origin.accept();
      AtomicLong pushed = new AtomicLong();
      CompletableFuture<Void> pushing =
          CompletableFuture.runAsync(
              () -> {
                byte[] piece = new byte[Content.MAX_BUFFER];
                while (pushed.get() < LARGE) {
                  content.push(piece);
                  pushed.addAndGet(piece.length);
                }
                content.complete();
              });
      awaitStandstill(pushed);
      assertThat(pushed.get()).isLessThan(KERNEL);
      assertThat(content.demand()).isZero();
      connection.readHead();
      connection.skipOctets(LARGE);
      pushing.join();
      connection.send(ScriptedOrigin.ok("thanks"));
      assertThat(sink.await().text()).isEqualTo("thanks");
    }
  }

  @Test
  void silenceInTheContentBreaksItOff() throws Exception {
    OriginOptions options =
        impatient(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMillis(150));
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      PacedSink sink = gateway.getPaced("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(CHUNKED).sendChunk("some");
      sink.awaitResponse();
      sink.request(10);
      sink.awaitFailure();
      assertThat(sink.text()).isEqualTo("some");
      assertThat(connection.awaitEnd()).isEqualTo(OriginConnection.End.RESET);
    }
  }

  @Test
  void aReaderThatTakesItsTimeIsNotTheOriginsSilence() throws Exception {
    Duration idle = Duration.ofMillis(100);
    OriginOptions options = impatient(Duration.ofSeconds(3), Duration.ofSeconds(30), idle);
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      PacedSink sink = gateway.getPaced("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
      sink.awaitResponse();
      long begun = System.nanoTime();
      eventually("time passes", () -> System.nanoTime() - begun > 4 * idle.toNanos());
      connection.send("cd");
      assertThat(sink.request(2).awaitComplete()).isEqualTo("abcd");
    }
  }

  private static void sendLarge(OriginConnection connection, AtomicLong sent) throws Exception {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
    byte[] piece = new byte[64 * 1024];
    while (sent.get() < LARGE) {
      connection.send(piece);
      sent.addAndGet(piece.length);
    }
  }

  private static void sendInChunks(OriginConnection connection, AtomicLong sent) throws Exception {
    connection.send(CHUNKED);
    byte[] piece = new byte[Content.MAX_BUFFER];
    while (sent.get() < 2 * KERNEL) {
      connection.send(Integer.toHexString(piece.length) + "\r\n");
      connection.send(piece);
      connection.send("\r\n");
      sent.addAndGet(piece.length);
    }
    connection.send("0\r\n\r\n");
  }

  private static void sendUntilClosed(OriginConnection connection, AtomicLong sent) {
    byte[] piece = new byte[64 * 1024];
    try {
      while (sent.get() < LARGE - piece.length) {
        connection.send(piece);
        sent.addAndGet(piece.length);
      }
    } catch (IOException closed) {
      // The reader has cancelled.
    }
  }

  /** Waits until nothing has moved for a while. */
  private static void awaitStandstill(AtomicLong counter) {
    long[] seen = {-1, System.nanoTime()};
    eventually(
        "nothing moves",
        () -> {
          if (counter.get() != seen[0]) {
            seen[0] = counter.get();
            seen[1] = System.nanoTime();
          }
          return seen[0] > 0 && System.nanoTime() - seen[1] > 300_000_000;
        });
  }
}
