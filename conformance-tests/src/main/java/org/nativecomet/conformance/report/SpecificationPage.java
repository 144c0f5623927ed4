package org.nativecomet.conformance.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Verdict;
import org.nativecomet.spec.Specification;

/** The specification, with each requirement in the colour of the worst of its results. */
final class SpecificationPage {
  private final Report report;
  private final Specification specification;
  private final Map<String, List<CaseResult>> results;

  SpecificationPage(Report report, Specification specification) {
    this.report = report;
    this.specification = specification;
    this.results =
        report.results().stream()
            .collect(Collectors.groupingBy(result -> result.testCase().requirement()));
  }

  String body() {
    return new Markdown(this::mark).render(specification.text());
  }

  private Markdown.Mark mark(String id) {
    List<CaseResult> about = results.getOrDefault(id, List.of());
    Verdict worst =
        about.stream()
            .map(CaseResult::verdict)
            .max(Comparator.comparingInt(SpecificationPage::weight))
            .orElse(Verdict.UNTESTED);
    String cells =
        about.isEmpty()
            ? Cells.badge(Verdict.UNTESTED)
                + " "
                + Markdown.inline(report.unjudged().getOrDefault(id, ""))
            : about.stream().map(r -> Cells.cell(r, "")).collect(Collectors.joining());
    return new Markdown.Mark(Cells.css(worst), cells);
  }

  private static int weight(Verdict verdict) {
    return switch (verdict) {
      case UNTESTED -> 0;
      case NOT_APPLICABLE -> 1;
      case PASS -> 2;
      case YES, NO -> 3;
      case DEPENDENCY_FAILED -> 4;
      case SETUP_FAILED -> 5;
      case WARN -> 6;
      case FAIL -> 7;
      case HARNESS_ERROR -> 8;
    };
  }
}
