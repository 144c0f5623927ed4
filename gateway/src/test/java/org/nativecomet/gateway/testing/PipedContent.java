package org.nativecomet.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Content that a test pushes by hand. It shows the demand and the cancellation of its subscriber,
 * and never gives more than was asked for: {@link #push} waits for demand.
 */
public final class PipedContent implements Content, Flow.Subscription {
  private static final long PATIENCE_MILLIS = 10_000;

  private final OptionalLong length;
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private long demand;
  private boolean cancelled;

  private PipedContent(OptionalLong length) {
    this.length = length;
  }

  /** Of a length that is not known beforehand. */
  public static PipedContent chunked() {
    return new PipedContent(OptionalLong.empty());
  }

  /** Of this many octets, if the test keeps the promise. */
  public static PipedContent ofLength(long length) {
    return new PipedContent(OptionalLong.of(length));
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
    synchronized (this) {
      if (subscriber != null) {
        throw new AssertionError("subscribed twice");
      }
      subscriber = newSubscriber;
    }
    newSubscriber.onSubscribe(this);
  }

  @Override
  public synchronized void request(long count) {
    demand += count;
    notifyAll();
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** Gives these octets as one buffer once there is demand, and returns this. */
  public PipedContent push(String octets) {
    return push(octets.getBytes(ISO_8859_1));
  }

  /** Gives these octets as one buffer once there is demand, and returns this. */
  public PipedContent push(byte[] octets) {
    synchronized (this) {
      await(() -> demand > 0 || cancelled, "demand");
      if (cancelled) {
        throw new AssertionError("cancelled");
      }
      demand--;
    }
    subscriber().onNext(ByteBuffer.wrap(octets));
    return this;
  }

  /** Says that this was all. */
  public void complete() {
    subscriber().onComplete();
  }

  /** Breaks off. */
  public void fail(Throwable cause) {
    subscriber().onError(cause);
  }

  /** How many more buffers the subscriber asks for. */
  public synchronized long demand() {
    return demand;
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  public synchronized boolean isSubscribed() {
    return subscriber != null;
  }

  public synchronized void awaitCancelled() {
    await(() -> cancelled, "cancellation");
  }

  private synchronized Flow.Subscriber<? super ByteBuffer> subscriber() {
    await(() -> subscriber != null, "subscriber");
    if (subscriber == null) {
      throw new AssertionError("no subscriber");
    }
    return subscriber;
  }

  private synchronized void await(java.util.function.BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    try {
      while (!condition.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("no " + what + " within " + PATIENCE_MILLIS + " ms");
        }
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
