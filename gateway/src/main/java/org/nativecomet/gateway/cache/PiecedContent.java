package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Content made of pieces of arrays that are in memory anyway: however many clients read parts of a
 * stored response, there is one copy of it.
 *
 * <p>Threading: immutable; each subscription serialises its own signals.
 */
final class PiecedContent implements Content {
  private final List<ByteBuffer> pieces;
  private final long length;

  /** Takes the pieces in order; what is behind them must not change. */
  PiecedContent(List<ByteBuffer> pieces) {
    List<ByteBuffer> small = new ArrayList<>();
    for (ByteBuffer piece : pieces) {
      for (int start = piece.position(); start < piece.limit(); start += MAX_BUFFER) {
        int octets = Math.min(MAX_BUFFER, piece.limit() - start);
        small.add(piece.slice(start, octets).asReadOnlyBuffer());
      }
    }
    this.pieces = small;
    this.length = small.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Pieces subscription = new Pieces(subscriber);
    subscriber.onSubscribe(subscription);
    subscription.request(0);
  }

  /** Hands out one piece for each item asked for. */
  private final class Pieces implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private int next;
    private long demand;
    private boolean emitting;
    private boolean done;

    Pieces(Flow.Subscriber<? super ByteBuffer> subscriber) {
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
      for (ByteBuffer piece = next(); piece != null; piece = next()) {
        if (piece.hasRemaining()) {
          subscriber.onNext(piece);
        } else {
          subscriber.onComplete();
        }
      }
    }

    /** The next piece, an empty one at the end, null when there is nothing to signal now. */
    private synchronized @Nullable ByteBuffer next() {
      boolean isAtEnd = next == pieces.size();
      if (done || (demand == 0 && !isAtEnd)) {
        emitting = false;
        return null;
      }
      if (isAtEnd) {
        done = true;
        return ByteBuffer.allocate(0);
      }
      demand--;
      return pieces.get(next++).duplicate();
    }

    @Override
    public synchronized void cancel() {
      done = true;
    }
  }
}
