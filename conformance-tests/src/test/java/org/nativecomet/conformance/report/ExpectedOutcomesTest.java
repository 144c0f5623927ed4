package org.nativecomet.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.conformance.scene.Declared;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Kind;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Verdict;

class ExpectedOutcomesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasWrittenIsExpected() throws IOException {
    Path file = folder.resolve("expected.txt");
    Report report = report(result("OUT-4/a", Verdict.PASS), result("SUB-1/b", Verdict.FAIL));
    ExpectedOutcomes.write(report, file);

    assertThat(ExpectedOutcomes.differences(report, file)).isEmpty();
  }

  @Test
  void anotherVerdictAMissingCaseAndANewOneDiffer() throws IOException {
    Path file = folder.resolve("expected.txt");
    Files.writeString(file, "OUT-4/a PASS\nSUB-1/b PASS\n");

    assertThat(
            ExpectedOutcomes.differences(
                report(result("OUT-4/a", Verdict.FAIL), result("ORD-1/c", Verdict.PASS)), file))
        .containsExactly(
            "OUT-4/a: expected PASS, now FAIL",
            "SUB-1/b: expected PASS, now not run",
            "ORD-1/c: not expected, now PASS");
  }

  @Test
  void aRunThatJudgedNothingConcludesNothing() {
    assertThat(report(result("OUT-4/a", Verdict.NOT_APPLICABLE)).conclusion(false))
        .isEqualTo(Report.Conclusion.COULD_NOT_TEST);
    assertThat(
            report(result("OUT-4/a", Verdict.PASS), result("SUB-1/b", Verdict.SETUP_FAILED))
                .conclusion(false))
        .isEqualTo(Report.Conclusion.COULD_NOT_TEST);
  }

  @Test
  void aWarningCountsWhereTheRunIsStrict() {
    Report report = report(result("OUT-4/a", Verdict.PASS), result("SUB-1/b", Verdict.WARN));

    assertThat(report.conclusion(false)).isEqualTo(Report.Conclusion.CONFORMANT);
    assertThat(report.conclusion(true)).isEqualTo(Report.Conclusion.NOT_CONFORMANT);
  }

  private static CaseResult result(String id, Verdict verdict) {
    return new CaseResult(
        Case.of(id, "…").build(), Kind.REQUIRED, verdict, "", "", "", Duration.ZERO, List.of());
  }

  private static Report report(CaseResult... results) {
    return new Report(
        new Target(URI.create("http://localhost"), "", Declared.usual(), Set.of(), 1),
        Instant.EPOCH,
        Duration.ZERO,
        Arrays.asList(results),
        Map.of());
  }
}
