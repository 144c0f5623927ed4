package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.nativecomet.gateway.exchange.Content;

/** Abandons content that nobody will read, so that what stands behind it is freed. */
final class UnwantedContent implements Flow.Subscriber<ByteBuffer> {
  private UnwantedContent() {}

  static void cancel(Content content) {
    content.subscribe(new UnwantedContent());
  }

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
