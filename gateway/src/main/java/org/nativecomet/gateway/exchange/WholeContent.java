package org.nativecomet.gateway.exchange;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * Content that is wholly in memory. Unlike other content it may be subscribed to many times.
 *
 * <p>Threading: immutable; each subscription serialises its own signals.
 */
public final class WholeContent implements Content {
  static final WholeContent EMPTY = new WholeContent(new byte[0]);

  private final byte[] octets;

  WholeContent(byte[] octets) {
    this.octets = octets;
  }

  /** The octets themselves, not to be changed. */
  public byte[] octets() {
    return octets;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(octets.length);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Slices(octets, subscriber));
  }

  /** Hands out slices of at most {@link #MAX_BUFFER} octets, one for each item asked for. */
  private static final class Slices implements Flow.Subscription {
    private final byte[] octets;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private int position;
    private long demand;
    private boolean emitting;
    private boolean done;

    Slices(byte[] octets, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.octets = octets;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        if (emitting) {
          return;
        }
        emitting = true;
      }
      // Only one thread is here at a time; a request made from within onNext returns above.
      for (ByteBuffer slice = next(); slice != null; slice = next()) {
        if (slice.hasRemaining()) {
          subscriber.onNext(slice);
        } else {
          subscriber.onComplete();
        }
      }
    }

    /** The next slice, an empty one at the end, null when there is nothing to signal now. */
    private synchronized @org.jspecify.annotations.Nullable ByteBuffer next() {
      if (done || (demand == 0 && position < octets.length)) {
        emitting = false;
        return null;
      }
      int length = Math.min(MAX_BUFFER, octets.length - position);
      if (length == 0) {
        done = true;
      } else {
        demand--;
      }
      ByteBuffer slice = ByteBuffer.wrap(octets, position, length).slice().asReadOnlyBuffer();
      position += length;
      return slice;
    }

    @Override
    public synchronized void cancel() {
      done = true;
    }
  }
}
