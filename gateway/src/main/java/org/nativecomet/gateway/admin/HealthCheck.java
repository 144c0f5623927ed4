package org.nativecomet.gateway.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Something that must hold for the gateway to be ready.
 *
 * @param name as {@code /health/ready} shows it, such as {@code origin-reachable}
 */
public record HealthCheck(String name, Probe probe) {
  /** Finds out. Never blocks; the stage completes in bounded time. */
  @FunctionalInterface
  public interface Probe {
    CompletionStage<Boolean> holds();
  }

  /** A check that can be answered at once. */
  public static HealthCheck of(String name, BooleanSupplier probe) {
    return new HealthCheck(name, () -> CompletableFuture.completedFuture(probe.getAsBoolean()));
  }

  /** Whether it holds now; a probe that fails says no. */
  CompletableFuture<Boolean> run() {
    try {
      return probe.holds().toCompletableFuture().exceptionally(failure -> false);
    } catch (RuntimeException failure) {
      return CompletableFuture.completedFuture(false);
    }
  }
}
