package org.nativecomet.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    ExpectedOutcomes.none().rewrite(report, file);

    assertThat(file).content().isEqualTo("OUT-4/a PASS\nSUB-1/b FAIL\n");
    assertThat(ExpectedOutcomes.read(file).differences(report)).isEmpty();
  }

  @Test
  void anotherVerdictAMissingCaseAndANewOneDiffer() throws IOException {
    Path file = file("OUT-4/a PASS", "SUB-1/b PASS");

    assertThat(
            ExpectedOutcomes.read(file)
                .differences(
                    report(result("OUT-4/a", Verdict.FAIL), result("ORD-1/c", Verdict.PASS))))
        .extracting(ExpectedOutcomes.Difference::describe)
        .containsExactly(
            "OUT-4/a\n    in the file  PASS\n    now          FAIL\n    because      it was so",
            "ORD-1/c\n    in the file  nothing\n    now          PASS",
            "SUB-1/b\n    in the file  PASS\n    now          not run");
  }

  @Test
  void oneOfSeveralVerdictsCanBeExpected() throws IOException {
    Path file = file("SUB-39/a YES|NO");

    assertThat(ExpectedOutcomes.read(file).differences(report(result("SUB-39/a", Verdict.YES))))
        .isEmpty();
    assertThat(ExpectedOutcomes.read(file).differences(report(result("SUB-39/a", Verdict.NO))))
        .isEmpty();
    assertThat(
            ExpectedOutcomes.read(file)
                .differences(report(result("SUB-39/a", Verdict.NOT_APPLICABLE))))
        .hasSize(1);
  }

  @Test
  void rewritingKeepsRemarksAndAlternatives() throws IOException {
    Path file = file("# why", "OUT-4/a PASS", "SUB-39/a YES|NO", "SUB-39/b YES|NO");
    Report report =
        report(
            result("OUT-4/a", Verdict.FAIL),
            result("SUB-39/a", Verdict.NO),
            result("SUB-39/b", Verdict.NOT_APPLICABLE));
    ExpectedOutcomes.read(file).rewrite(report, file);

    assertThat(file)
        .content()
        .isEqualTo("# why\nOUT-4/a FAIL\nSUB-39/a YES|NO\nSUB-39/b NOT_APPLICABLE\n");
  }

  @Test
  void aLineThatSaysNothingIsAnError() throws IOException {
    for (String line : List.of("OUT-4/a", "OUT-4/a GOOD", "", "OUT-4/a PASS|")) {
      Path file = file("SUB-1/b PASS", line);

      assertThatThrownBy(() -> ExpectedOutcomes.read(file)).isInstanceOf(IOException.class);
    }
    Path twice = file("SUB-1/b PASS", "SUB-1/b FAIL");
    assertThatThrownBy(() -> ExpectedOutcomes.read(twice)).isInstanceOf(IOException.class);
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

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("expected.txt"), List.of(lines));
  }

  private static CaseResult result(String id, Verdict verdict) {
    return new CaseResult(
        Case.of(id, "…").build(),
        Kind.REQUIRED,
        verdict,
        "",
        "",
        verdict == Verdict.FAIL ? "it was so" : "",
        Duration.ZERO,
        List.of());
  }

  private static Report report(CaseResult... results) {
    return new Report(
        new Target(
            URI.create("http://localhost"), "", Declared.usual(), Set.of(), 1, Optional.empty()),
        Instant.EPOCH,
        Duration.ZERO,
        Arrays.asList(results),
        Map.of());
  }
}
