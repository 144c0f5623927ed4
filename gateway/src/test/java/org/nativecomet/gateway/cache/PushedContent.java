package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/** Content that arrives when the test says so, on the thread of the test. */
final class PushedContent implements Content, Flow.Subscription {
  private final OptionalLong length;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private long demand;
  private boolean isCancelled;

  PushedContent() {
    this(OptionalLong.empty());
  }

  PushedContent(OptionalLong length) {
    this.length = length;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    demand += n;
    drain();
  }

  @Override
  public void cancel() {
    isCancelled = true;
  }

  boolean isCancelled() {
    return isCancelled;
  }

  /** Items that were asked for and have not come yet. */
  long demand() {
    return demand;
  }

  PushedContent push(String text) {
    waiting.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    drain();
    return this;
  }

  void complete() {
    subscriber().onComplete();
  }

  void fail() {
    subscriber().onError(new java.io.IOException("broken off"));
  }

  private void drain() {
    while (demand > 0 && !waiting.isEmpty() && !isCancelled) {
      demand--;
      subscriber().onNext(waiting.remove());
    }
  }

  private Flow.Subscriber<? super ByteBuffer> subscriber() {
    if (subscriber == null) {
      throw new AssertionError("nobody subscribed");
    }
    return subscriber;
  }
}
