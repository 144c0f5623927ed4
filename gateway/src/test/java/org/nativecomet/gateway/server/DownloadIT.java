package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

class DownloadIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String GET_10 = "GET / HTTP/1.0\r\nHost: x\r\n\r\n";

  /** Content that counts what is taken from it. */
  private static final class Counted implements Content, Flow.Subscription {
    final AtomicLong published = new AtomicLong();
    final CountDownLatch cancelled = new CountDownLatch(1);
    private final long total;
    private Flow.Subscriber<? super ByteBuffer> subscriber = UnwantedSubscriber.INSTANCE;

    Counted(long total) {
      this.total = total;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
      subscriber = newSubscriber;
      newSubscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      for (long i = 0; i < n && published.get() < total; i++) {
        published.addAndGet(MAX_BUFFER);
        subscriber.onNext(ByteBuffer.allocate(MAX_BUFFER));
        if (published.get() >= total) {
          subscriber.onComplete();
        }
      }
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }
  }

  /** Stands for nobody. */
  private enum UnwantedSubscriber implements Flow.Subscriber<ByteBuffer> {
    INSTANCE;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }

  private static TestServer serving(Content content) {
    return serving(TestOptions.twoThreads(), content);
  }

  private static TestServer serving(TestOptions options, Content content) {
    return TestServer.with(
        options.build(),
        (request, sink) -> sink.respond(new Response(200, Fields.empty(), content)));
  }

  @Test
  void muchContentPassesAndOnlyAsFastAsTheClientReads() throws IOException {
    long total = 100L * 1024 * 1024;
    Counted content = new Counted(total);
    try (TestServer server = serving(content)) {
      try (RawClient client = RawClient.connect(server.address(), 64 * 1024).send(GET)) {
        client.readHead();
        assertThat(client.isSilentFor(Duration.ofMillis(100))).isFalse();
        long published;
        do {
          published = content.published.get();
        } while (hasMovedOn(content, published));
        assertThat(content.published.get()).isLessThan(4 * 1024 * 1024);
        long read = 0;
        for (int size = chunkSize(client); size > 0; size = chunkSize(client)) {
          client.input().skipNBytes(size);
          read += size;
          assertThat(client.readLine()).isEmpty();
        }
        assertThat(client.readLine()).isEmpty();
        assertThat(read).isEqualTo(total);
      }
      server.assertNothingIsOpen();
    }
  }

  private static boolean hasMovedOn(Counted content, long published) {
    long deadline = System.nanoTime() + 200_000_000L;
    while (System.nanoTime() < deadline) {
      if (content.published.get() > published) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private static int chunkSize(RawClient client) {
    return Integer.parseInt(client.readLine(), 16);
  }

  @Test
  void contentIsCancelledWhenItsReaderLeaves() {
    Counted content = new Counted(Long.MAX_VALUE);
    try (TestServer server = serving(content)) {
      RawClient client = server.connect().send(GET);
      client.readHead();
      client.readChunk();
      client.reset();
      Holding.awaitLatch(content.cancelled);
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aReaderThatStopsReadingIsClosed() {
    Counted content = new Counted(Long.MAX_VALUE);
    TestOptions options = TestOptions.twoThreads().stallTimeout(Duration.ofMillis(200));
    try (TestServer server = serving(options, content)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        client.readHead();
        Holding.awaitLatch(content.cancelled);
        assertThat(server.limits).containsExactly("stall-timeout");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void contentThatBreaksOffIsNotTakenForWhole() {
    try (TestServer server = serving(new BreakingContent("abc", OptionalLong.empty()))) {
      try (RawClient client = server.connect().send(GET)) {
        client.readHead();
        assertThat(client.readUntilClosed()).endsWith("3\r\nabc\r\n");
      }
      try (RawClient close = server.connect()) {
        close.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(close.readHead()).contains("Transfer-Encoding: chunked\r\n");
        assertThat(close.readUntilClosed()).endsWith("3\r\nabc\r\n");
      }
      server.assertNothingIsOpen();
    }
    try (TestServer server = serving(new BreakingContent("abc", OptionalLong.of(10)))) {
      try (RawClient client = server.connect().send(GET)) {
        assertThat(client.readHead()).contains("Content-Length: 10\r\n");
        assertThat(client.readUntilClosed()).isEqualTo("abc");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anHttp10ClientSeesAResetWhereContentBreaksOffAndAnEndWhereItEnds() {
    try (TestServer server = serving(new BreakingContent("abc", OptionalLong.empty()))) {
      try (RawClient client = server.connect().send(GET_10)) {
        assertThat(client.endsWithReset()).isTrue();
      }
      server.assertNothingIsOpen();
    }
    try (TestServer server = serving(new Counted(Content.MAX_BUFFER))) {
      try (RawClient client = server.connect().send(GET_10)) {
        assertThat(client.readHead()).doesNotContain("chunked").contains("Connection: close\r\n");
        assertThat(client.readToEnd()).hasSize(Content.MAX_BUFFER);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void responsesWithoutContentKeepTheLengthTheyDescribe() {
    try (TestServer server =
        TestServer.with(
            (request, sink) ->
                sink.respond(
                    Response.of(
                        Integer.parseInt(request.target().path().substring(1)),
                        Fields.of("Content-Length", "1234"),
                        "never sent".getBytes(StandardCharsets.US_ASCII))))) {
      try (RawClient client = server.connect()) {
        client.send("HEAD /200 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessageWithoutContent().field("Content-Length")).isEqualTo("1234");
        client.send("GET /304 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessageWithoutContent().field("Content-Length")).isEqualTo("1234");
        client.send("GET /204 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessageWithoutContent().fields().has("Content-Length")).isFalse();
        client.send("GET /200 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessage().content()).isEqualTo("never sent");
      }
      server.assertNothingIsOpen();
    }
  }
}
