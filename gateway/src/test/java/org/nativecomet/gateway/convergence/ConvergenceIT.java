package org.nativecomet.gateway.convergence;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, every client ends with the origin's final representation. */
class ConvergenceIT {
  /** Some twenty times what a busy machine needs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static List<Long> seeds() {
    List<Long> seeds = Seeds.asked();
    System.out.println("convergence: seeds " + seeds);
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPropertyHolds(long seed) {
    Plan plan = PlanGenerator.plan(seed);
    try {
      Scenario.run(plan, PATIENCE);
    } catch (Violation violation) {
      // The seed gives the same plan again, not the same interleaving: it may take several runs.
      throw violation.with(plan + "\nreplay: " + Seeds.replay(seed));
    }
  }
}
