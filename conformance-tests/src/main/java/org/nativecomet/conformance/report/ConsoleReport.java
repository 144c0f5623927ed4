package org.nativecomet.conformance.report;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Runner;
import org.nativecomet.conformance.suite.Verdict;

/**
 * Progress and conclusion for a person at a terminal, or for a log.
 *
 * <p>Threading: its own thread says every few seconds what is going on, so that a run that waits is
 * not mistaken for one that hangs; everything else is called by one thread at a time. All of it is
 * guarded by this object.
 */
public final class ConsoleReport implements Runner.Listener, AutoCloseable {
  private static final int WIDTH = 100;
  private static final long PROGRESS_SECONDS = 5;

  /** Cases named in a line of progress. */
  private static final int NAMED = 3;

  private final PrintWriter out;
  private final boolean verbose;
  private final int total;
  private final long start = System.nanoTime();
  private final Set<String> running = new LinkedHashSet<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(ConsoleReport::daemon);
  private final ScheduledFuture<?> progress;
  private int done;
  private boolean concluded;

  /**
   * A report.
   *
   * @param verbose whether cases that say nothing remarkable are shown, too
   */
  public ConsoleReport(PrintWriter out, boolean verbose, int total) {
    this.out = out;
    this.verbose = verbose;
    this.total = total;
    this.progress =
        clock.scheduleAtFixedRate(
            this::progress, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void started(Case testCase) {
    running.add(testCase.id());
  }

  /** Shows a result that somebody will want to see. */
  @Override
  public synchronized void finished(CaseResult result) {
    done++;
    running.remove(result.testCase().id());
    if (verbose || isRemarkable(result.verdict())) {
      show(result);
      out.flush();
    }
  }

  @Override
  public void close() {
    progress.cancel(false);
    clock.shutdownNow();
  }

  private synchronized void progress() {
    if (concluded) {
      return;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    String names = running.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = running.size() > NAMED ? " and " + (running.size() - NAMED) + " more" : "";
    out.printf(
        Locale.ROOT, "… %d of %d after %d s; running %s%s%n", done, total, seconds, names, more);
    out.flush();
  }

  /** Shows what it all means. */
  public synchronized void conclude(Report report, boolean strict) {
    concluded = true;
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
                  out.printf(Locale.ROOT, "  %-8s %s%n", id, oneLine(reason));
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
    out.println(sentence(report.conclusion(strict)));
    out.flush();
  }

  /** The end of a run in words. */
  static String sentence(Report.Conclusion conclusion) {
    return switch (conclusion) {
      case CONFORMANT -> "The server conforms, as far as these cases tell.";
      case NOT_CONFORMANT -> "The server does not conform.";
      case COULD_NOT_TEST -> "Nothing can be said: no case, or not every case, could be set up.";
    };
  }

  private void show(CaseResult result) {
    out.printf(
        Locale.ROOT,
        "%-18s %-40s %s%n",
        result.verdict(),
        result.testCase().id(),
        result.testCase().sentence());
    if (!result.expected().isEmpty()) {
      out.println("    step      " + oneLine(result.step()));
      out.println("    expected  " + oneLine(result.expected()));
    }
    if (!result.actual().isEmpty()) {
      out.println("    actual    " + oneLine(result.actual()));
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

  /** Text on one line, without octets that a terminal would act on, and not without end. */
  static String oneLine(String text) {
    String line =
        text.replace("\r", "\\r").replace("\n", "\\n").replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "·");
    return line.length() > 4 * WIDTH ? line.substring(0, 4 * WIDTH) + "…" : line;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }
}
