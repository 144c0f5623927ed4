package org.nativecomet.gateway.convergence;

import java.time.Duration;

/** Carries out plans by their seeds: for a process of its own. */
final class Convergence {
  private Convergence() {}

  /**
   * Exits 0 where every property held, and 1 where one did not, having said which.
   *
   * @param arguments the milliseconds that it may take to settle, and the seeds
   */
  public static void main(String... arguments) {
    Duration patience = Duration.ofMillis(Long.parseLong(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Plan plan = PlanGenerator.plan(Long.parseLong(arguments[i]));
      long begun = System.nanoTime();
      try {
        Scenario.run(plan, patience);
      } catch (Violation violation) {
        System.out.println(plan);
        System.out.println("seed " + plan.seed() + " " + violation.getMessage());
        System.exit(1);
      }
      System.out.println(
          "seed " + plan.seed() + " held, " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }
    System.exit(0);
  }
}
