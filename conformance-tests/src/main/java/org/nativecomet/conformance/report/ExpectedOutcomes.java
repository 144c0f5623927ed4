package org.nativecomet.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Verdict;

/**
 * A file that says which verdict each case had when somebody last looked: a line for each case,
 * with its id and a verdict. {@code YES|NO} allows either, for what may differ from run to run.
 * Lines that begin with {@code #} are remarks.
 */
public final class ExpectedOutcomes {
  private static final Pattern LINE = Pattern.compile("(\\S+) +([A-Z_]+(?:\\|[A-Z_]+)*)");

  private final Map<String, Set<Verdict>> expected;
  private final List<String> remarks;

  private ExpectedOutcomes(Map<String, Set<Verdict>> expected, List<String> remarks) {
    this.expected = expected;
    this.remarks = remarks;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or a line is neither a case with verdicts nor a
   *     remark
   */
  public static ExpectedOutcomes read(Path file) throws IOException {
    Map<String, Set<Verdict>> expected = new LinkedHashMap<>();
    List<String> remarks = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        remarks.add(line);
        continue;
      }
      Matcher match = LINE.matcher(line.strip());
      if (!match.matches() || expected.containsKey(match.group(1))) {
        throw new IOException("not a line with a case and its verdicts: " + line);
      }
      expected.put(match.group(1), verdicts(match.group(2)));
    }
    return new ExpectedOutcomes(expected, remarks);
  }

  /** No expectations: what is written then has the verdicts of the run and nothing else. */
  public static ExpectedOutcomes none() {
    return new ExpectedOutcomes(Map.of(), List.of());
  }

  /** Writes what a run found; remarks stay, and so do alternatives that the run is among. */
  public void rewrite(Report report, Path file) throws IOException {
    List<String> lines = new ArrayList<>(remarks);
    for (CaseResult result : report.results()) {
      Set<Verdict> allowed = expected.getOrDefault(result.testCase().id(), Set.of());
      Set<Verdict> now = allowed.contains(result.verdict()) ? allowed : Set.of(result.verdict());
      lines.add(result.testCase().id() + " " + text(now));
    }
    Files.write(file, lines);
  }

  /** How a run differs; empty if it does not. A case that was not run differs. */
  public List<Difference> differences(Report report) {
    List<Difference> differences = new ArrayList<>();
    Map<String, Set<Verdict>> left = new LinkedHashMap<>(expected);
    for (CaseResult result : report.results()) {
      Set<Verdict> allowed = left.remove(result.testCase().id());
      if (allowed == null) {
        differences.add(difference(result, "nothing"));
      } else if (!allowed.contains(result.verdict())) {
        differences.add(difference(result, text(allowed)));
      }
    }
    left.forEach(
        (id, allowed) -> differences.add(new Difference(id, text(allowed), "not run", "")));
    return differences;
  }

  /**
   * A case whose verdict is another than the file says.
   *
   * @param reason of the actual verdict; empty where there is none, as for a case that passed
   */
  public record Difference(String id, String expected, String actual, String reason) {
    /** A few lines for people. */
    public String describe() {
      String lines = id + "\n    in the file  " + expected + "\n    now          " + actual;
      return reason.isEmpty() ? lines : lines + "\n    because      " + reason;
    }
  }

  private static Difference difference(CaseResult result, String expected) {
    String reason =
        result.expected().isEmpty()
            ? result.actual()
            : "expected " + result.expected() + ", but " + result.actual();
    return new Difference(
        result.testCase().id(), expected, result.verdict().name(), ConsoleReport.oneLine(reason));
  }

  private static Set<Verdict> verdicts(String words) throws IOException {
    Set<Verdict> verdicts = new TreeSet<>();
    for (String word : words.split("\\|", -1)) {
      try {
        verdicts.add(Verdict.valueOf(word));
      } catch (IllegalArgumentException e) {
        throw new IOException("not a verdict: " + word, e);
      }
    }
    return verdicts;
  }

  private static String text(Set<Verdict> verdicts) {
    return String.join("|", verdicts.stream().map(Verdict::name).toList());
  }
}
