package org.nativecomet.gateway.change;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nativecomet.gateway.exchange.Content;

/** Content that tells, once, when it has ended in any way: complete, broken off or cancelled. */
final class EndWatchedContent implements Content {
  private final Content content;
  private final Runnable onEnd;

  EndWatchedContent(Content content, Runnable onEnd) {
    this.content = content;
    this.onEnd = onEnd;
  }

  @Override
  public OptionalLong length() {
    return content.length();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    content.subscribe(new EndWatch(subscriber, onEnd));
  }

  private static final class EndWatch implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    EndWatch(Flow.Subscriber<? super ByteBuffer> subscriber, Runnable onEnd) {
      this.subscriber = subscriber;
      this.onEnd = onEnd;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              subscription.request(n);
            }

            @Override
            public void cancel() {
              subscription.cancel();
              end();
            }
          });
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      subscriber.onNext(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      subscriber.onError(cause);
      end();
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
      end();
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        onEnd.run();
      }
    }
  }
}
