package org.nativecomet.conformance.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Verdict;

/** Progress and conclusion for a person at a terminal. */
public final class ConsoleReport {
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean verbose;
  private final int total;
  private int done;

  /**
   * A report.
   *
   * @param verbose whether cases that say nothing remarkable are shown, too
   */
  public ConsoleReport(PrintWriter out, boolean verbose, int total) {
    this.out = out;
    this.verbose = verbose;
    this.total = total;
  }

  /** Shows a result as it comes. */
  public void finished(CaseResult result) {
    done++;
    if (verbose || isRemarkable(result.verdict())) {
      show(result);
    } else if (done % 25 == 0) {
      out.printf(Locale.ROOT, "… %d of %d%n", done, total);
    }
    out.flush();
  }

  /** Shows what it all means. */
  public void conclude(Report report, boolean strict) {
    Map<Verdict, Long> counts = report.counts();
    out.println();
    if (!report.unjudged().isEmpty()) {
      long beyond = report.unjudged().values().stream().filter("binds clients"::equals).count();
      out.printf(
          Locale.ROOT,
          "%d requirements were not judged, %d of them because they bind clients:%n",
          report.unjudged().size(),
          beyond);
      report
          .unjudged()
          .forEach(
              (id, reason) -> {
                if (!reason.equals("binds clients")) {
                  out.printf(Locale.ROOT, "  %-8s %s%n", id, shortened(reason));
                }
              });
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "%d cases in %.1f s: %s%n",
        report.results().size(),
        report.duration().toMillis() / 1000.0,
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", ")));
    out.println(
        switch (report.conclusion(strict)) {
          case CONFORMANT -> "The server conforms, as far as these cases tell.";
          case NOT_CONFORMANT -> "The server does not conform.";
          case COULD_NOT_TEST -> "Nothing can be said: cases could not be set up.";
        });
    out.flush();
  }

  private void show(CaseResult result) {
    out.printf(
        Locale.ROOT,
        "%-18s %-40s %s%n",
        result.verdict(),
        result.testCase().id(),
        result.testCase().sentence());
    if (!result.expected().isEmpty()) {
      out.println("    step      " + shortened(result.step()));
      out.println("    expected  " + shortened(result.expected()));
    }
    if (!result.actual().isEmpty()) {
      out.println("    actual    " + shortened(result.actual()));
    }
    if (!result.testCase().hint().isEmpty() && result.verdict() == Verdict.FAIL) {
      out.println("    hint      " + result.testCase().hint());
    }
  }

  private static boolean isRemarkable(Verdict verdict) {
    return verdict != Verdict.PASS
        && verdict != Verdict.YES
        && verdict != Verdict.NO
        && verdict != Verdict.DEPENDENCY_FAILED
        && verdict != Verdict.NOT_APPLICABLE;
  }

  private static String shortened(String text) {
    String line =
        text.replace("\r", "\\r").replace("\n", "\\n").replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "·");
    return line.length() > 4 * WIDTH ? line.substring(0, 4 * WIDTH) + "…" : line;
  }
}
