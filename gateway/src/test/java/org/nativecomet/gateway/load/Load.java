package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures a running gateway from outside: {@code java -cp gateway/target/test-classes
 * org.nativecomet.gateway.load.Load SCENARIO [name=value ...]}, after {@code mvn package}.
 *
 * <p>Everything is on this machine: the origin and the clients in this process, the gateway and its
 * peers in theirs. So times depend on what else runs, which is why the load is printed; processor
 * time and counts hardly do.
 */
public final class Load {
  /** One thing to measure. */
  interface Scenario {
    void run(Settings settings, PrintStream out) throws Exception;
  }

  private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

  static {
    SCENARIOS.put("fan-out", FanOut::run);
    SCENARIOS.put("private", PrivateFanOut::run);
    SCENARIOS.put("cache-hits", CacheHits::run);
    SCENARIOS.put("collapse", Collapse::run);
    SCENARIOS.put("large", LargeContent::run);
  }

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    Scenario scenario = arguments.length == 0 ? null : SCENARIOS.get(arguments[0]);
    if (scenario == null) {
      System.err.println("usage: Load SCENARIO [name=value ...]; one of " + SCENARIOS.keySet());
      System.exit(2);
      return;
    }
    Settings settings = Settings.parse(arguments);
    System.out.println(String.join(" ", arguments));
    System.out.println(circumstances());
    scenario.run(settings, System.out);
    System.out.println("load average at the end: " + loadAverage());
    // Threads of the origin that wait for connections are of no use any more.
    System.exit(0);
  }

  private static String circumstances() throws IOException {
    return Instant.now()
        + (", " + Runtime.getRuntime().availableProcessors() + " processors")
        + (", Java " + Runtime.version())
        + (", " + System.getProperty("os.name") + " " + System.getProperty("os.version"))
        + (", load average " + loadAverage());
  }

  private static String loadAverage() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).replaceFirst("^(\\S+ \\S+ \\S+).*\\s*", "$1");
  }
}
