package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.FakeTime;

/** A stream whose answers come from many threads at once. */
final class StreamThreadsTest {
  private static final int REQUESTS = 5_000;

  private final ExecutorService io = Executors.newSingleThreadExecutor();
  private final ExecutorService origins = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() {
    io.shutdownNow();
    origins.shutdownNow();
  }

  @Test
  void everyRequestIsAnsweredOnceWhicheverThreadItsAnswerComesFrom() throws Exception {
    FakeTime time = new FakeTime(StreamFixture.START);
    CountingOutlet outlet = new CountingOutlet(io);
    StreamHandler handler =
        new StreamHandler(
            StreamFixture.options(16, 9), this::answerElsewhere, time, time, GatewayEvents.NONE);
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < REQUESTS; i++) {
      requests.append(i % 7 == 0 ? "PUT /" : "GET /").append(i % 50).append(" HTTP/1.1\r\n");
      requests.append("Host: g.example\r\nExchange-Id: ").append(i).append("\r\n\r\n");
    }
    byte[] octets = requests.toString().getBytes(StandardCharsets.US_ASCII);
    handler.handle(StreamFixture.outer(Content.of(octets)), outlet);
    assertThat(outlet.released.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(outlet.ids).hasSize(REQUESTS);
    assertThat(outlet.messages).hasValue(REQUESTS);
  }

  private void answerElsewhere(Request request, ResponseSink sink) {
    origins.execute(() -> sink.respond(Response.of(200, Fields.empty(), new byte[0])));
  }

  /** A sink that is its own outlet, and reads what it is given. */
  private static final class CountingOutlet implements ResponseSink, Outlet, IoThread {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService io;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private final AtomicInteger messages = new AtomicInteger();

    CountingOutlet(ExecutorService io) {
      this.io = io;
    }

    @Override
    public void respond(Response response) {
      throw new AssertionError("not held");
    }

    @Override
    public Outlet hold(Fields outerFields) {
      return this;
    }

    @Override
    public void onAbandoned(Runnable action) {}

    @Override
    public IoThread thread() {
      return this;
    }

    @Override
    public void request(Turn turn) {
      turns.add(turn);
      execute(this::takeOne);
    }

    private void takeOne() {
      for (Octets octets : turns.remove().take()) {
        String text = StandardCharsets.ISO_8859_1.decode(octets.identity().duplicate()).toString();
        int id = text.indexOf("Exchange-Id: ") + "Exchange-Id: ".length();
        ids.add(text.substring(id, text.indexOf('\r', id)));
        messages.incrementAndGet();
      }
    }

    @Override
    public void release() {
      released.countDown();
    }

    @Override
    public void releaseAndClose() {
      release();
    }

    @Override
    public void onDraining(Runnable action) {}

    @Override
    public void onClosed(Runnable action) {}

    @Override
    public void execute(Runnable task) {
      io.execute(task);
    }

    @Override
    public void giveWay(Runnable task) {
      io.execute(task);
    }

    @Override
    public boolean isCurrent() {
      return false;
    }
  }
}
