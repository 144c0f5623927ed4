package org.nativecomet.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;

/** A file that says which verdict each case had when somebody last looked: a case id and a word. */
public final class ExpectedOutcomes {
  private ExpectedOutcomes() {}

  /** Writes what a run found. */
  public static void write(Report report, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    verdicts(report).forEach((id, verdict) -> lines.add(id + " " + verdict));
    Files.write(file, lines);
  }

  /** How a run differs from the file; empty if it does not. A case that was not run differs. */
  public static List<String> differences(Report report, Path file) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", 2);
      if (words.length == 2) {
        expected.put(words[0], words[1]);
      }
    }
    Map<String, String> actual = verdicts(report);
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (id, verdict) -> {
          String now = actual.getOrDefault(id, "not run");
          if (!now.equals(verdict)) {
            differences.add(id + ": expected " + verdict + ", now " + now);
          }
        });
    actual.forEach(
        (id, verdict) -> {
          if (!expected.containsKey(id)) {
            differences.add(id + ": not expected, now " + verdict);
          }
        });
    return differences;
  }

  private static Map<String, String> verdicts(Report report) {
    Map<String, String> verdicts = new TreeMap<>();
    for (CaseResult result : report.results()) {
      verdicts.put(result.testCase().id(), result.verdict().name());
    }
    return verdicts;
  }
}
