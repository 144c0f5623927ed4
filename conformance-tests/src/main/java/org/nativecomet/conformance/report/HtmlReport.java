package org.nativecomet.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Step;
import org.nativecomet.conformance.suite.Verdict;
import org.nativecomet.conformance.wire.Transcript;
import org.nativecomet.spec.Requirement;
import org.nativecomet.spec.Specification;

/**
 * Pages that open without a network: a matrix of all cases, a page for each with what went over the
 * wire, and the specification with each requirement coloured by its result.
 */
public final class HtmlReport {
  private final Report report;
  private final Specification specification;
  private final boolean strict;
  private final Path directory;

  private HtmlReport(Report report, Specification specification, boolean strict, Path directory) {
    this.report = report;
    this.specification = specification;
    this.strict = strict;
    this.directory = directory;
  }

  /** Writes the pages. */
  public static void write(
      Report report, Specification specification, boolean strict, Path directory)
      throws IOException {
    Files.createDirectories(directory.resolve("case"));
    HtmlReport pages = new HtmlReport(report, specification, strict, directory);
    Files.writeString(directory.resolve("style.css"), resource("style.css"));
    pages.matrix();
    for (CaseResult result : report.results()) {
      pages.page(result);
    }
    pages.specification();
  }

  private void matrix() throws IOException {
    Map<String, List<CaseResult>> families =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.testCase().family(), LinkedHashMap::new, Collectors.toList()));
    StringBuilder body = new StringBuilder();
    body.append("<h1>").append(Html.text(report.target().base().toString())).append("</h1>\n<p>");
    body.append(report.conclusion(strict)).append("</p>\n<p>");
    body.append(
        report.counts().entrySet().stream()
            .map(count -> badge(count.getKey(), count.getValue() + " " + count.getKey()))
            .collect(Collectors.joining(" ")));
    body.append(
        String.format(
            Locale.ROOT,
            "</p>\n<p>%s, %.1f s. <a href=\"specification.html\">The specification with these"
                + " results</a></p>\n",
            report.started(),
            report.duration().toMillis() / 1000.0));
    body.append("<table class=\"matrix\">\n");
    families.forEach(
        (family, results) -> {
          body.append("<tr><th>").append(family).append("</th><td>");
          results.forEach(result -> body.append(cell(result, "")));
          body.append("</td></tr>\n");
        });
    body.append("</table>\n<h2>Not met</h2>\n<table class=\"list\">\n");
    report.results().stream()
        .filter(r -> r.verdict() != Verdict.PASS)
        .filter(r -> r.verdict() != Verdict.NOT_APPLICABLE)
        .filter(r -> r.verdict() != Verdict.DEPENDENCY_FAILED)
        .forEach(result -> body.append(row(result)));
    body.append("</table>\n<h2>Not judged</h2>\n<table class=\"list\">\n");
    report
        .unjudged()
        .forEach(
            (id, reason) ->
                body.append("<tr><td>")
                    .append(Html.link("specification.html#" + id, id))
                    .append("</td><td>")
                    .append(Html.text(reason))
                    .append("</td></tr>\n"));
    body.append("</table>\n");
    page("index.html", "Conformance", "", body.toString());
  }

  private void page(CaseResult result) throws IOException {
    StringBuilder body = new StringBuilder("<p><a href=\"../index.html\">All cases</a></p>\n");
    body.append("<h1>").append(result.testCase().id()).append("</h1>\n<p>");
    body.append(badge(result.verdict(), result.verdict().name())).append(' ');
    body.append(Html.text(result.testCase().sentence())).append("</p>\n");
    Requirement requirement =
        specification.requirement(result.testCase().requirement()).orElseThrow();
    body.append("<blockquote><p>")
        .append(Html.link("../specification.html#" + requirement.id(), requirement.id()))
        .append(' ')
        .append(Markdown.inline(requirement.sentence()))
        .append("</p><p><em>Intent:</em> ")
        .append(Markdown.inline(requirement.intent()))
        .append("</p></blockquote>\n<h2>Steps</h2>\n<ol>\n");
    for (Step step : result.testCase().steps()) {
      boolean failed = step.says().equals(result.step());
      body.append(failed ? "<li class=\"failed\">" : "<li>");
      body.append(Html.text(step.says())).append("</li>\n");
    }
    body.append("</ol>\n");
    if (!result.expected().isEmpty() || !result.actual().isEmpty()) {
      body.append("<dl><dt>expected</dt><dd>").append(Html.text(result.expected()));
      body.append("</dd><dt>actual</dt><dd>").append(Html.text(result.actual()));
      body.append("</dd></dl>\n");
    }
    if (!result.testCase().hint().isEmpty()) {
      body.append("<p>If it fails: ").append(Html.text(result.testCase().hint())).append("</p>\n");
    }
    body.append(transcript(result.transcript()));
    page("case/" + file(result), result.testCase().id(), "../", body.toString());
  }

  private static String transcript(List<Transcript.Entry> entries) {
    StringBuilder body = new StringBuilder("<h2>On the wire</h2>\n<table class=\"wire\">\n");
    for (Transcript.Entry entry : entries) {
      body.append("<tr class=\"")
          .append(entry.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .append("\"><td>")
          .append(String.format(Locale.ROOT, "%.3f", entry.at().toNanos() / 1e9))
          .append("</td><td>")
          .append(Html.text(entry.connection()))
          .append("</td><td>")
          .append(arrow(entry.direction()))
          .append("</td><td><pre>")
          .append(Html.text(shown(entry)))
          .append("</pre></td></tr>\n");
    }
    return body.append("</table>\n").toString();
  }

  private void specification() throws IOException {
    Map<String, List<CaseResult>> results =
        report.results().stream()
            .collect(Collectors.groupingBy(result -> result.testCase().requirement()));
    Markdown markdown =
        new Markdown(
            id -> {
              List<CaseResult> about = results.getOrDefault(id, List.of());
              Verdict worst =
                  about.stream()
                      .map(CaseResult::verdict)
                      .max(java.util.Comparator.comparingInt(HtmlReport::weight))
                      .orElse(Verdict.UNTESTED);
              String cells =
                  about.isEmpty()
                      ? Html.text(report.unjudged().getOrDefault(id, ""))
                      : about.stream().map(r -> cell(r, "")).collect(Collectors.joining());
              return new Markdown.Mark(css(worst), cells);
            });
    page(
        "specification.html",
        "Native Comet",
        "",
        "<p><a href=\"index.html\">All cases</a></p>\n" + markdown.render(specification.text()));
  }

  private void page(String file, String title, String root, String body) throws IOException {
    Files.writeString(
        directory.resolve(file),
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>"
            + Html.text(title)
            + "</title><link rel=\"stylesheet\" href=\""
            + root
            + "style.css\"></head><body>\n"
            + body
            + "</body></html>\n");
  }

  private static String row(CaseResult result) {
    return "<tr><td>"
        + badge(result.verdict(), result.verdict().name())
        + "</td><td>"
        + Html.link("case/" + file(result), result.testCase().id())
        + "</td><td>"
        + Html.text(result.testCase().sentence())
        + "<br><small>"
        + Html.text(
            result.actual().length() > 300
                ? result.actual().substring(0, 300) + "…"
                : result.actual())
        + "</small></td></tr>\n";
  }

  private static String cell(CaseResult result, String root) {
    return "<a class=\"cell "
        + css(result.verdict())
        + "\" href=\""
        + root
        + "case/"
        + file(result)
        + "\" title=\""
        + Html.text(result.testCase().id() + ": " + result.verdict())
        + "\"></a>";
  }

  private static String badge(Verdict verdict, String text) {
    return "<span class=\"badge " + css(verdict) + "\">" + Html.text(text) + "</span>";
  }

  private static String css(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String file(CaseResult result) {
    return result.testCase().id().replace('/', '.') + ".html";
  }

  private static int weight(Verdict verdict) {
    return switch (verdict) {
      case NOT_APPLICABLE, UNTESTED -> 0;
      case PASS, YES, NO -> 1;
      case DEPENDENCY_FAILED, SETUP_FAILED -> 2;
      case WARN -> 3;
      case HARNESS_ERROR, FAIL -> 4;
    };
  }

  private static String arrow(Transcript.Direction direction) {
    return switch (direction) {
      case TO_SERVER -> "client → server";
      case FROM_SERVER -> "client ← server";
      case TO_ORIGIN -> "server → origin";
      case FROM_ORIGIN -> "server ← origin";
      case NOTE -> "";
    };
  }

  /** Octets with their line ends made visible. */
  private static String shown(Transcript.Entry entry) {
    String octets =
        entry.omitted() > 0
            ? entry.octets() + "\n… and " + entry.omitted() + " octets more"
            : entry.octets();
    return entry.direction() == Transcript.Direction.NOTE
        ? octets
        : octets.replace("\r\n", "↵\n").replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]", "·");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
