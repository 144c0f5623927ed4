package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/** Reads content as far as the test lets it. */
final class Upload implements Flow.Subscriber<ByteBuffer> {
  final AtomicLong octets = new AtomicLong();
  final CountDownLatch completed = new CountDownLatch(1);
  final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile String text = "";
  private final boolean isGreedy;
  private volatile Flow.@Nullable Subscription subscription;

  private Upload(boolean isGreedy) {
    this.isGreedy = isGreedy;
  }

  /** Reads everything as it comes. */
  static Upload of(Content content) {
    Upload upload = new Upload(true);
    content.subscribe(upload);
    return upload;
  }

  /** Reads what {@link #request} asks for. */
  static Upload onDemand(Content content) {
    Upload upload = new Upload(false);
    content.subscribe(upload);
    return upload;
  }

  void request(long n) {
    subscription().request(n);
  }

  void cancel() {
    subscription().cancel();
  }

  private Flow.Subscription subscription() {
    Holding.awaitLatch(subscribed);
    Flow.Subscription current = subscription;
    if (current == null) {
      throw new AssertionError("not subscribed");
    }
    return current;
  }

  /** What has been read so far. */
  String text() {
    return text;
  }

  void awaitCompleted() {
    Holding.awaitLatch(completed);
  }

  void awaitFailed() {
    Holding.awaitLatch(failed);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscribed.countDown();
    if (isGreedy) {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    octets.addAndGet(buffer.remaining());
    if (octets.get() < 100_000) {
      text = text.concat(StandardCharsets.ISO_8859_1.decode(buffer).toString());
    }
    if (isGreedy) {
      subscription().request(1);
    }
  }

  @Override
  public void onError(Throwable cause) {
    failed.countDown();
  }

  @Override
  public void onComplete() {
    completed.countDown();
  }
}
