package org.nativecomet.gateway.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads content whole, up to a limit. For responses that are stored, compared or enclosed: an
 * enclosed response is not begun before it can be finished.
 */
public final class ContentCollector implements Flow.Subscriber<ByteBuffer> {
  /** What became of the content. Exactly one method is called, once, from any thread. */
  public interface Result {
    void complete(byte[] octets);

    /** There were more octets than the limit; the content has been cancelled. */
    void tooLarge();

    /** The content ended before it was complete. */
    void incomplete(Throwable cause);
  }

  private static final int DEMAND = 4;

  private final long limit;
  private final Result result;
  private final ByteArrayOutputStream octets;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean done;

  private ContentCollector(long limit, int expected, Result result) {
    this.limit = limit;
    this.result = result;
    this.octets = new ByteArrayOutputStream(expected);
  }

  /**
   * Starts to read.
   *
   * @param limit the most octets to keep
   * @return abandons the content; the result is not told then. Does nothing once it was told
   */
  public static Runnable collect(Content content, long limit, Result result) {
    if (content instanceof WholeContent whole) {
      if (whole.octets().length > limit) {
        result.tooLarge();
      } else {
        result.complete(whole.octets());
      }
      return () -> {};
    }
    int expected = (int) Math.min(content.length().orElse(1024), Math.min(limit, 1 << 20));
    ContentCollector collector = new ContentCollector(limit, expected, result);
    content.subscribe(collector);
    return collector::abandon;
  }

  private void abandon() {
    Flow.Subscription current = subscription;
    if (!done && current != null) {
      done = true;
      current.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(DEMAND);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (done) {
      return;
    }
    Flow.Subscription current = Objects.requireNonNull(subscription);
    if (octets.size() + (long) buffer.remaining() > limit) {
      done = true;
      current.cancel();
      result.tooLarge();
      return;
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    octets.writeBytes(copy);
    current.request(1);
  }

  @Override
  public void onError(Throwable cause) {
    if (!done) {
      done = true;
      result.incomplete(cause);
    }
  }

  @Override
  public void onComplete() {
    if (!done) {
      done = true;
      result.complete(octets.toByteArray());
    }
  }
}
