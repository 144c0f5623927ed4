package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks do what they say; once each, so that this measures nothing. */
class BenchmarksTest {
  private static final Set<String> HOT_PATHS =
      Set.of(
          "RequestParserBenchmark",
          "RequestHeadBenchmark",
          "FieldsBenchmark",
          "CacheHitBenchmark",
          "FanOutBenchmark",
          "UpdateBenchmark");

  @Test
  void everyBenchmarkRuns() throws RunnerException {
    // Another run on this machine is no reason not to look.
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    Set<String> classes = new TreeSet<>();
    results.forEach(result -> classes.add(classOf(result)));
    assertThat(classes).containsExactlyInAnyOrderElementsOf(HOT_PATHS);
  }

  private static String classOf(RunResult result) {
    return result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)\\.\\w+", "$1");
  }
}
