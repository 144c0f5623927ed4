package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nativecomet.samples.testing.FrontGateway;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.Tool;

/**
 * http-cache-tests, unmodified: the suite behind cache-tests.fyi judges the gateway's cache.
 *
 * <p>Its outcomes are on record in {@code http-cache-tests.txt}, each that is no pass with the
 * reason: the package is older than RFC 9111 and wants some of what that has changed. Run with
 * {@code -Dgolden.update=true} to write the record anew; new outcomes then still lack a reason.
 */
class HttpCacheTestsIT {
  private static final Path PEERS = Path.of("src/test/peers").toAbsolutePath();
  private static final Path RECORD =
      Path.of("src/test/resources/org/nativecomet/samples/peer/http-cache-tests.txt");
  private static final String REASON = " # ";

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyOutcomeIsTheOneOnRecord() throws Exception {
    Map<String, String> recorded = record();
    Map<String, String> outcomes = run(List.of());
    List<String> differing =
        outcomes.keySet().stream()
            .filter(test -> !outcomes.get(test).equals(outcomeOf(recorded, test)))
            .collect(Collectors.toCollection(ArrayList::new));
    // The tests pause for real seconds beside each other, which a busy machine makes longer, and a
    // write that falls into the fetch of another resource may keep that from being stored once.
    if (!differing.isEmpty() && differing.size() < outcomes.size() / 2) {
      outcomes.putAll(run(differing));
    }
    if (Boolean.getBoolean("golden.update")) {
      write(outcomes, recorded);
    }
    assertThat(asText(outcomes)).isEqualTo(asText(withoutReasons(record())));
  }

  @Test
  void whatIsNotPassedHasAReason() throws IOException {
    assertThat(record())
        .allSatisfy(
            (test, outcome) ->
                assertThat(outcome)
                    .as(test)
                    .matches("(required|optimal|check) pass|check .*|.*" + REASON + ".{10,}"));
  }

  /** The outcome of each test, by its name. */
  private static Map<String, String> run(List<String> tests) throws Exception {
    String node = Tool.require("nodejs", "node");
    Tool.requireFile(
        PEERS.resolve("node_modules/http-cache-tests/package.json"),
        "npm ci --prefix samples/src/test/peers");
    try (Peer suite = Peer.start(PEERS, node, "--no-warnings", "http-cache-tests.mjs")) {
      String origin = suite.line(line -> line.startsWith("origin "));
      URI uri = URI.create("http://127.0.0.1:" + origin.substring("origin ".length()));
      try (FrontGateway gateway = FrontGateway.before(uri)) {
        OutputStream input = suite.input();
        String line = "http://127.0.0.1:" + gateway.port() + " " + String.join(" ", tests);
        input.write((line.strip() + "\n").getBytes(StandardCharsets.UTF_8));
        input.close();
        return outcomes(suite);
      }
    }
  }

  private static Map<String, String> outcomes(Peer suite) throws IOException {
    Map<String, String> outcomes = new TreeMap<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(suite.output(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("end")) {
      String[] words = line.split(" ", 4);
      outcomes.put(words[0], words[1] + " " + words[2]);
      line = lines.readLine();
    }
    assertThat(line).as(suite.errors()).isEqualTo("end");
    return outcomes;
  }

  private static Map<String, String> record() throws IOException {
    Map<String, String> record = new TreeMap<>();
    for (String line : Files.exists(RECORD) ? Files.readAllLines(RECORD) : List.<String>of()) {
      String[] parts = line.split(" ", 2);
      record.put(parts[0], parts[1]);
    }
    return record;
  }

  private static void write(Map<String, String> outcomes, Map<String, String> recorded)
      throws IOException {
    Map<String, String> lines = new TreeMap<>(outcomes);
    lines.replaceAll(
        (test, outcome) ->
            outcome.equals(outcomeOf(recorded, test)) ? recorded.get(test) : outcome);
    Files.writeString(RECORD, asText(lines));
  }

  private static String outcomeOf(Map<String, String> recorded, String test) {
    return recorded.getOrDefault(test, "").split(REASON, 2)[0];
  }

  private static Map<String, String> withoutReasons(Map<String, String> recorded) {
    Map<String, String> outcomes = new TreeMap<>(recorded);
    outcomes.replaceAll((test, line) -> outcomeOf(recorded, test));
    return outcomes;
  }

  private static String asText(Map<String, String> lines) {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
