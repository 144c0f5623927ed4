package org.nativecomet.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.report.ExpectedOutcomes;
import org.nativecomet.conformance.report.HtmlReport;
import org.nativecomet.conformance.report.JUnitReport;
import org.nativecomet.conformance.report.JsonReport;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.spec.Specification;
import picocli.CommandLine.Option;

/** The options that say what becomes of the results. */
final class ReportOptions {
  @Option(names = "--strict", description = "A warning makes the server not conformant.")
  private boolean strict;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON.")
  private @Nullable Path json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes the results as JUnit XML.")
  private @Nullable Path junit;

  @Option(
      names = "--html",
      paramLabel = "DIR",
      description = "Writes pages with transcripts and the specification coloured by result.")
  private @Nullable Path html;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "Compares the verdicts with this file; a difference is exit status 1.")
  private @Nullable Path expected;

  @Option(names = "--update-expected", description = "Writes that file instead.")
  private boolean updateExpected;

  private ExpectedOutcomes outcomes = ExpectedOutcomes.none();

  boolean strict() {
    return strict;
  }

  /**
   * Makes sure, before a run, that its results will have somewhere to go.
   *
   * @throws UsageException if they will not
   */
  void prepare() {
    folder("--json", json == null ? null : json.toAbsolutePath().getParent());
    folder("--junit", junit == null ? null : junit.toAbsolutePath().getParent());
    folder("--html", html);
    if (updateExpected && expected == null) {
      throw new UsageException("--update-expected needs --expected FILE");
    }
    if (expected != null && !(updateExpected && Files.notExists(expected))) {
      outcomes = read(expected);
    }
  }

  /** Writes what was asked for, and says how the run ended: the exit status. */
  int conclude(Report report, Specification specification, PrintWriter out) throws IOException {
    if (json != null) {
      JsonReport.write(report, strict, json);
    }
    if (junit != null) {
      JUnitReport.write(report, junit);
    }
    if (html != null) {
      HtmlReport.write(report, specification, strict, html);
      out.println("Pages: " + html.resolve("index.html"));
    }
    return expected == null
        ? report.conclusion(strict).exitStatus()
        : compare(report, expected, out);
  }

  private int compare(Report report, Path file, PrintWriter out) throws IOException {
    if (updateExpected) {
      outcomes.rewrite(report, file);
      return 0;
    }
    List<ExpectedOutcomes.Difference> differences = outcomes.differences(report);
    out.println(
        differences.isEmpty()
            ? "Every verdict is as in " + file + "."
            : differences.size() + " verdicts differ from " + file + ":");
    differences.forEach(difference -> out.println(difference.describe()));
    return differences.isEmpty() ? 0 : 1;
  }

  private static ExpectedOutcomes read(Path file) {
    try {
      return ExpectedOutcomes.read(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("--expected " + file + ": there is no such file");
    } catch (IOException e) {
      throw new UsageException("--expected " + file + ": " + e.getMessage());
    }
  }

  private static void folder(String option, @Nullable Path folder) {
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UsageException(option + ": cannot make the folder " + folder);
    }
  }
}
