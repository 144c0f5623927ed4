package org.nativecomet.samples.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, of which no event can be had. */
public final class Deadline {
  /** Long enough for a busy machine with two processors; nothing waits this long that succeeds. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Deadline() {}

  /** Returns when the condition holds; fails when it has not held in time. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
