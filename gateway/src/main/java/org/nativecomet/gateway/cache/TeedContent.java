package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Content that goes to the client at the client's pace, and of which a copy is kept on the way. The
 * copy is handed over before the client sees the end, and only if the content was complete: a
 * client that leaves ends both.
 */
final class TeedContent implements Content {
  private final Content source;
  private final KeptOctets kept;
  private final Consumer<byte[]> whenComplete;

  /**
   * Nothing happens until the client subscribes.
   *
   * @param whenComplete takes the whole content, unless it was too large or broke off
   */
  TeedContent(Content source, KeptOctets kept, Consumer<byte[]> whenComplete) {
    this.source = source;
    this.kept = kept;
    this.whenComplete = whenComplete;
  }

  @Override
  public OptionalLong length() {
    return source.length();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
    source.subscribe(new Tee(client));
  }

  private boolean isWhole(byte[] octets) {
    return octets.length == length().orElse(octets.length);
  }

  /** Stands between the source and the client, in both directions. */
  private final class Tee implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> client;
    private Flow.@Nullable Subscription subscription;

    Tee(Flow.Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      client.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      kept.add(buffer);
      client.onNext(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      kept.giveUp();
      client.onError(cause);
    }

    @Override
    public void onComplete() {
      kept.complete().filter(TeedContent.this::isWhole).ifPresent(whenComplete);
      client.onComplete();
    }

    @Override
    public void request(long n) {
      Objects.requireNonNull(subscription).request(n);
    }

    @Override
    public void cancel() {
      kept.giveUp();
      Objects.requireNonNull(subscription).cancel();
    }
  }
}
