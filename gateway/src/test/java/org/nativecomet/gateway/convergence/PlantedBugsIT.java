package org.nativecomet.gateway.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The convergence test finds what it is there to find: each planted bug breaks a property within a
 * few seeds, and without one none is broken. A bug that is not found wants a harder plan.
 */
class PlantedBugsIT {
  /** With a bug nothing comes, however long one waits; a machine that is busy may take a second. */
  private static final int PATIENCE_WITH_BUG = 3000;

  private static final int PATIENCE = 10_000;
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path SOURCES = MODULE.resolve("src/main/java");
  private static final Path BUGS =
      MODULE.resolve("src/test/resources/org/nativecomet/gateway/convergence/planted-bugs");

  @TempDir Path folder;

  static List<PlantedBug> bugs() {
    try (Stream<Path> files = Files.list(BUGS)) {
      return files.sorted().map(PlantedBug::read).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void aPlantedBugIsFound(PlantedBug bug) throws IOException, InterruptedException {
    ForkedRun.Outcome outcome =
        new ForkedRun(folder, SOURCES).with(bug).run(PATIENCE_WITH_BUG, bug.seeds());

    assertThat(outcome).as(outcome.tail()).matches(known -> known.violates(bug.violates()));
  }

  @Test
  void theGatewayAsItIsSurvivesTheSame() throws IOException, InterruptedException {
    List<Long> seeds = LongStream.rangeClosed(1, 12).boxed().toList();

    ForkedRun.Outcome outcome = new ForkedRun(folder, SOURCES).run(PATIENCE, seeds);

    assertThat(outcome.exitCode()).as(outcome.tail()).isZero();
  }
}
