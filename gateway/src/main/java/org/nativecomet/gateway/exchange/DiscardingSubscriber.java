package org.nativecomet.gateway.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Cancels what it subscribes to. */
final class DiscardingSubscriber implements Flow.Subscriber<ByteBuffer> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(ByteBuffer buffer) {}

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onComplete() {}
}
