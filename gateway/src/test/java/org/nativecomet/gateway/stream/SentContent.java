package org.nativecomet.gateway.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/** Content that a test sends piece by piece, as far as its reader asks for it. */
final class SentContent implements Content, Flow.Subscription {
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private long demand;
  private boolean isComplete;
  private boolean isCancelled;

  /** One more buffer, sent as soon as it is asked for. */
  void send(String text) {
    unsent.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    emit();
  }

  void complete() {
    isComplete = true;
    emit();
  }

  void fail() {
    if (subscriber != null) {
      subscriber.onError(new IOException("the client has gone"));
    }
  }

  int unsent() {
    return unsent.size();
  }

  boolean isCancelled() {
    return isCancelled;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
    if (subscriber != null) {
      throw new AssertionError("subscribed to twice");
    }
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
    emit();
  }

  @Override
  public void request(long n) {
    demand += n;
    emit();
  }

  @Override
  public void cancel() {
    isCancelled = true;
  }

  private void emit() {
    if (subscriber == null || isCancelled) {
      return;
    }
    while (demand > 0 && !unsent.isEmpty()) {
      demand--;
      subscriber.onNext(unsent.remove());
    }
    if (isComplete && unsent.isEmpty()) {
      isCancelled = true;
      subscriber.onComplete();
    }
  }
}
