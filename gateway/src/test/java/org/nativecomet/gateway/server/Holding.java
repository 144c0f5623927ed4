package org.nativecomet.gateway.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.Fields;

/** Holds every exchange open and lets the test send messages on it. */
final class Holding implements ExchangeHandler {
  /** One held exchange. */
  static final class Held implements Turn {
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger taken = new AtomicInteger();
    private final Outlet outlet;
    private final Queue<Octets[]> messages = new ArrayDeque<>();

    Held(Outlet outlet) {
      this.outlet = outlet;
      outlet.thread().execute(() -> outlet.onClosed(closed::countDown));
    }

    /** Sends a message, given in pieces, as soon as the client can take one. */
    void send(Octets... message) {
      outlet
          .thread()
          .execute(
              () -> {
                messages.add(message);
                if (messages.size() == 1) {
                  outlet.request(this);
                }
              });
    }

    void send(String message) {
      send(Octets.of(message.getBytes(StandardCharsets.ISO_8859_1)));
    }

    IoThread thread() {
      return outlet.thread();
    }

    void release() {
      outlet.thread().execute(outlet::release);
    }

    @Override
    public Octets[] take() {
      taken.incrementAndGet();
      Octets[] message = messages.remove();
      if (!messages.isEmpty()) {
        outlet.request(this);
      }
      return message;
    }

    void awaitClosed() {
      awaitLatch(closed);
    }
  }

  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

  @Override
  public void handle(Request request, ResponseSink sink) {
    held.add(new Held(sink.hold(Fields.of("Content-Type", "message/http; msgtype=response"))));
  }

  /** The next exchange that came to be held. */
  Held next() {
    try {
      Held next = held.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was held");
      }
      return next;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("not within 10 s");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
