package org.nativecomet.samples.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The enclosed responses of one stream, in the order they came.
 *
 * <p>Threading: a thread of its own reads the stream; the test's takes.
 */
public final class ResponseQueue {
  private static final Object END = "the stream has ended";

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  public ResponseQueue(InputStream stream) {
    Thread reader = new Thread(() -> read(stream), "response-queue");
    reader.setDaemon(true);
    reader.start();
  }

  /** The next response; fails where the stream ends or stays silent. */
  public EnclosedResponse next() throws InterruptedException {
    Object event = poll();
    if (event instanceof EnclosedResponse response) {
      return response;
    }
    throw new AssertionError("expected a response, but " + event);
  }

  /**
   * The first response from here on that is as wanted. Those before it are passed over: updates are
   * states, and which of them a subscriber sees on the way is a matter of time.
   */
  public EnclosedResponse await(String what, Predicate<EnclosedResponse> wanted)
      throws InterruptedException {
    StringBuilder seen = new StringBuilder();
    long end = System.nanoTime() + Deadline.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Object event = poll();
      if (event instanceof EnclosedResponse response) {
        if (wanted.test(response)) {
          return response;
        }
        seen.append("\n  ").append(response);
      } else {
        throw new AssertionError("expected " + what + ", but " + event + " after" + seen);
      }
    }
    throw new AssertionError("expected " + what + ", but saw only" + seen);
  }

  /** Fails unless the stream now ends properly. */
  public void expectEnd() throws InterruptedException {
    Object event = poll();
    if (event != END) {
      throw new AssertionError("expected the end, but " + event);
    }
  }

  private Object poll() throws InterruptedException {
    Object event = events.poll(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return event == null ? "nothing came in " + Deadline.PATIENCE.toSeconds() + " s" : event;
  }

  private void read(InputStream stream) {
    try (stream) {
      Optional<EnclosedResponse> response = EnclosedResponse.read(stream);
      while (response.isPresent()) {
        events.add(response.get());
        response = EnclosedResponse.read(stream);
      }
      events.add(END);
    } catch (IOException | RuntimeException broken) {
      events.add(broken);
    }
  }
}
