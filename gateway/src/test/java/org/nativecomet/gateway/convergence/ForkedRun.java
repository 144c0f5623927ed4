package org.nativecomet.gateway.convergence;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Runs plans in a process of its own, whose gateway may have a planted bug. */
final class ForkedRun {
  /** Fewer than this many octets are shown of what a process has said. */
  private static final int SHOWN = 6000;

  private static final long LONGEST_SECONDS = 120;

  /**
   * What came of it.
   *
   * @param exitCode 0 where every property held, 1 where one did not
   */
  record Outcome(int exitCode, String output) {
    /** Whether one of these properties was found broken. */
    boolean violates(List<Property> properties) {
      return exitCode == 1
          && properties.stream().anyMatch(one -> output.contains("violates " + one + ": "));
    }

    /** The end of what it said. */
    String tail() {
      return output.substring(Math.max(0, output.length() - SHOWN));
    }
  }

  private final Path folder;
  private final Path sources;

  /**
   * @param folder for what it makes; empty
   * @param sources of the gateway
   */
  ForkedRun(Path folder, Path sources) {
    this.folder = folder;
    this.sources = sources;
  }

  /** Puts a changed class before the gateway's own. */
  ForkedRun with(PlantedBug bug) throws IOException {
    Path changed = folder.resolve("source").resolve(bug.file());
    Files.createDirectories(changed.getParent());
    Files.createDirectories(folder.resolve("classes"));
    Files.writeString(changed, bug.plantIn(Files.readString(sources.resolve(bug.file()))));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path log = folder.resolve("compiler.txt");
    int result;
    try (var output = Files.newOutputStream(log)) {
      result =
          compiler.run(
              null,
              output,
              output,
              "-proc:none",
              "-nowarn",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              folder.resolve("classes").toString(),
              changed.toString());
    }
    if (result != 0) {
      throw new AssertionError(bug + " does not compile:\n" + Files.readString(log));
    }
    return this;
  }

  /**
   * Runs the plans of these seeds until one fails.
   *
   * @param patienceMillis how long each may take to settle
   */
  Outcome run(int patienceMillis, List<Long> seeds) throws IOException, InterruptedException {
    String classPath =
        folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Convergence.class.getName(),
                Integer.toString(patienceMillis)));
    seeds.forEach(seed -> command.add(Long.toString(seed)));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean hasEnded = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      return new Outcome(hasEnded ? process.exitValue() : -1, Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }
}
