package org.nativecomet.gateway.convergence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, every client ends with the origin's final representation. */
class ConvergenceIT {
  /** Some twenty times what a busy machine needs. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Each plan has a gateway and an origin of its own, and spends most of its time waiting. */
  private static final int SIDE_BY_SIDE = 4;

  private static final ExecutorService STAGES = Executors.newFixedThreadPool(SIDE_BY_SIDE);

  /** A plan that is carried out, or will be as soon as there is room for it. */
  record Run(long seed, Future<?> outcome) {
    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  static List<Run> runs() {
    List<Long> seeds = Seeds.asked();
    System.out.println("convergence: seeds " + seeds);
    return seeds.stream().map(ConvergenceIT::begin).toList();
  }

  private static Run begin(long seed) {
    return new Run(
        seed, STAGES.submit(() -> Scenario.run(PlanGenerator.plan(seed), PATIENCE), seed));
  }

  @AfterAll
  static void clear() {
    STAGES.shutdownNow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void everyPropertyHolds(Run run) throws InterruptedException {
    try {
      run.outcome().get();
    } catch (ExecutionException failed) {
      // The seed gives the same plan again, not the same interleaving: it may take several runs.
      String circumstances =
          PlanGenerator.plan(run.seed()) + "\nreplay: " + Seeds.replay(run.seed());
      if (failed.getCause() instanceof Violation violation) {
        throw violation.with(circumstances);
      }
      throw new AssertionError(circumstances, failed.getCause());
    }
  }
}
