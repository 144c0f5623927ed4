package org.nativecomet.conformance.report;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;

/** The first page: what it all means, the matrix, every case, and what was not judged. */
final class MatrixPage {
  private final Report report;
  private final boolean strict;
  private final StringBuilder body = new StringBuilder();

  MatrixPage(Report report, boolean strict) {
    this.report = report;
    this.strict = strict;
  }

  String body() {
    head();
    filter();
    matrix();
    cases();
    unjudged();
    return body.toString();
  }

  private void head() {
    Report.Conclusion conclusion = report.conclusion(strict);
    body.append("<h1>Conformance of ").append(Html.text(report.target().base().toString()));
    body.append("</h1>\n<p class=\"conclusion ")
        .append(conclusion.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .append("\">")
        .append(ConsoleReport.sentence(conclusion))
        .append("</p>\n");
    fact(
        "Run",
        String.format(
            Locale.ROOT,
            "%d cases in %.1f s, %s%s",
            report.results().size(),
            report.duration().toMillis() / 1000.0,
            report.started().truncatedTo(ChronoUnit.SECONDS),
            strict ? ", strict" : ""));
    fact(
        "The server offers",
        report.target().capabilities().stream()
            .sorted()
            .map(Capability::label)
            .collect(Collectors.joining(", ")));
    fact(
        "Declared values",
        report.target().declared().all().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", ")));
  }

  private void fact(String name, String value) {
    body.append("<p class=\"fact\"><b>")
        .append(name)
        .append("</b> <span>")
        .append(Html.text(value))
        .append("</span></p>\n");
  }

  private void filter() {
    body.append("<form class=\"filter\" role=\"search\"><fieldset><legend>Show</legend>\n");
    report
        .counts()
        .forEach(
            (verdict, count) ->
                body.append("<label><input type=\"checkbox\" checked value=\"")
                    .append(Cells.css(verdict))
                    .append("\"> ")
                    .append(Cells.badge(verdict, count + " " + Cells.word(verdict)))
                    .append("</label>\n"));
    body.append(
        """
        <label>with <input type="search" placeholder="words or an id"></label>
        </fieldset></form>
        """);
  }

  private void matrix() {
    Map<String, List<CaseResult>> families =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.testCase().family(), LinkedHashMap::new, Collectors.toList()));
    body.append("<table class=\"matrix\">\n");
    families.forEach(
        (family, results) -> {
          body.append("<tr><th scope=\"row\">").append(family).append("</th><td>");
          results.forEach(result -> body.append(Cells.cell(result, "")));
          body.append("</td></tr>\n");
        });
    body.append("</table>\n");
  }

  private void cases() {
    body.append("<h2 id=\"cases\">Cases</h2>\n<table class=\"list\">\n");
    report.results().forEach(result -> body.append(row(result)));
    body.append("</table>\n");
  }

  private void unjudged() {
    body.append("<h2 id=\"not-judged\">What could not be judged, and why</h2>\n");
    body.append("<table class=\"list\">\n");
    report
        .unjudged()
        .forEach(
            (id, reason) ->
                body.append("<tr><td>")
                    .append(Html.link("specification.html#" + id, id))
                    .append("</td><td>")
                    .append(Markdown.inline(reason))
                    .append("</td></tr>\n"));
    body.append("</table>\n");
  }

  private static String row(CaseResult result) {
    String reason =
        result.expected().isEmpty()
            ? result.actual()
            : "expected " + result.expected() + ", but " + result.actual();
    return "<tr data-verdict=\""
        + Cells.css(result.verdict())
        + "\"><td>"
        + Cells.badge(result.verdict())
        + "</td><td>"
        + Html.link("case/" + Cells.file(result), result.testCase().id())
        + "</td><td>"
        + Html.text(result.testCase().sentence())
        + (reason.isEmpty()
            ? ""
            : "<br><small>" + Html.text(ConsoleReport.oneLine(reason)) + "</small>")
        + "</td></tr>\n";
  }
}
