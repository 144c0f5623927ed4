package org.nativecomet.gateway.convergence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An answer that the origin has made and does not send before it is told to. */
final class HeldAnswer {
  /** Nobody is kept waiting for longer, whatever the plan forgot. */
  private static final long LONGEST_MILLIS = 600;

  /** Who asks does so at once; who has not asked by then has no reason to. */
  private static final long ASKED_WITHIN_MILLIS = 120;

  private final CountDownLatch made = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** It is made; returns when it may be sent. */
  void keep() throws InterruptedException {
    made.countDown();
    released.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  void release() {
    released.countDown();
  }

  /** Waits until it is made, but not for ever. */
  boolean awaitMade() {
    try {
      return made.await(ASKED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
