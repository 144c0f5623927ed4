package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.WholeContent;

/**
 * Content whose beginning is stored and whose rest comes from the origin. The rest is not asked for
 * before the beginning has been taken.
 *
 * <p>Threading: as {@link Content} has it; the lock guards which of the two is being read.
 */
final class CompletedContent implements Content {
  private final Content beginning;
  private final Content rest;
  private final long length;

  /**
   * Both together.
   *
   * @param missing how many octets the rest has
   */
  CompletedContent(WholeContent beginning, Content rest, long missing) {
    byte[] octets = beginning.octets();
    this.beginning = new PiecedContent(List.of(ByteBuffer.wrap(octets)));
    this.rest = rest;
    this.length = octets.length + missing;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public void discard() {
    rest.discard();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Joined joined = new Joined(subscriber);
    subscriber.onSubscribe(joined);
    beginning.subscribe(joined);
  }

  /** Passes on what the client asks for to the one that is being read. */
  private final class Joined implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> client;
    private Flow.@Nullable Subscription current;
    private long demand;
    private boolean isInRest;
    private boolean isCancelled;

    Joined(Flow.Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    @Override
    public void request(long n) {
      Flow.Subscription source;
      synchronized (this) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        source = current;
      }
      if (source != null) {
        source.request(n);
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription source;
      boolean isRestUnread;
      synchronized (this) {
        if (isCancelled) {
          return;
        }
        isCancelled = true;
        source = current;
        isRestUnread = !isInRest;
      }
      if (source != null) {
        source.cancel();
      }
      if (isRestUnread) {
        rest.discard();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      long wanted;
      boolean isUnwanted;
      synchronized (this) {
        current = subscription;
        wanted = demand;
        isUnwanted = isCancelled;
      }
      if (isUnwanted) {
        subscription.cancel();
      } else if (wanted > 0) {
        subscription.request(wanted);
      }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      synchronized (this) {
        demand--;
      }
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      client.onError(cause);
    }

    @Override
    public void onComplete() {
      boolean isRestNext;
      synchronized (this) {
        isRestNext = !isInRest && !isCancelled;
        if (isRestNext) {
          isInRest = true;
          current = null;
        }
      }
      if (isRestNext) {
        rest.subscribe(this);
      } else {
        client.onComplete();
      }
    }
  }
}
