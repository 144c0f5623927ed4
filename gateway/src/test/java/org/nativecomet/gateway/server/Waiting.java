package org.nativecomet.gateway.server;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** Lets every request wait until the test answers it. */
final class Waiting implements ExchangeHandler {
  /** One request that waits. */
  static final class Exchange {
    final Request request;
    final ResponseSink sink;
    final CountDownLatch abandoned = new CountDownLatch(1);

    Exchange(Request request, ResponseSink sink) {
      this.request = request;
      this.sink = sink;
      sink.onAbandoned(abandoned::countDown);
    }

    void respond(int statusCode, String content) {
      sink.respond(
          Response.of(statusCode, Fields.empty(), content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    void awaitAbandoned() {
      Holding.awaitLatch(abandoned);
    }
  }

  private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();

  @Override
  public void handle(Request request, ResponseSink sink) {
    exchanges.add(new Exchange(request, sink));
  }

  /** The next request that came. */
  Exchange next() {
    try {
      Exchange next = exchanges.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no request came");
      }
      return next;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Whether no request waits to be looked at. */
  boolean isEmpty() {
    return exchanges.isEmpty();
  }
}
