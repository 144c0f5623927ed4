package org.nativecomet.gateway.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about, and fails when it does not come. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Eventually() {}

  /** Returns as soon as the condition holds. */
  public static void eventually(String fact, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + fact);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }
}
