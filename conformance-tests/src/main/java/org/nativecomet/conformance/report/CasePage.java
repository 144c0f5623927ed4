package org.nativecomet.conformance.report;

import java.util.List;
import java.util.Locale;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Step;
import org.nativecomet.conformance.wire.Transcript;
import org.nativecomet.spec.Requirement;
import org.nativecomet.spec.Specification;

/** What one case is about, what came of it, and what went over the wire. */
final class CasePage {
  private final CaseResult result;
  private final Specification specification;
  private final CaseResult before;
  private final CaseResult after;
  private final StringBuilder body = new StringBuilder();

  CasePage(CaseResult result, Specification specification, CaseResult before, CaseResult after) {
    this.result = result;
    this.specification = specification;
    this.before = before;
    this.after = after;
  }

  String body() {
    head();
    requirement();
    outcome();
    steps();
    transcript();
    return body.toString();
  }

  private void head() {
    body.append("<p class=\"neighbours\">")
        .append(Html.link(Cells.file(before), "← " + before.testCase().id()))
        .append(' ')
        .append(Html.link(Cells.file(after), after.testCase().id() + " →"))
        .append("</p>\n<h1>")
        .append(result.testCase().id())
        .append("</h1>\n<p class=\"sentence\">")
        .append(Cells.badge(result.verdict()))
        .append(' ')
        .append(Html.text(result.testCase().sentence()))
        .append(String.format(Locale.ROOT, " <small>%.3f s</small></p>\n", seconds()));
  }

  private double seconds() {
    return result.duration().toNanos() / 1e9;
  }

  private void requirement() {
    Requirement requirement =
        specification.requirement(result.testCase().requirement()).orElseThrow();
    body.append("<blockquote><p>")
        .append(Html.link("../specification.html#" + requirement.id(), requirement.id()))
        .append(' ')
        .append(Markdown.inline(requirement.sentence()))
        .append("</p><p><em>Intent:</em> ")
        .append(Markdown.inline(requirement.intent()))
        .append("</p></blockquote>\n");
  }

  private void outcome() {
    if (!result.expected().isEmpty()) {
      body.append("<dl class=\"outcome\"><dt>Expected</dt><dd>")
          .append(Html.text(result.expected()))
          .append("</dd><dt>Actual</dt><dd>")
          .append(Html.text(result.actual()))
          .append("</dd></dl>\n");
    } else if (!result.actual().isEmpty()) {
      body.append("<dl class=\"outcome\"><dt>Because</dt><dd>")
          .append(Html.text(result.actual()))
          .append("</dd></dl>\n");
    }
    if (!result.testCase().hint().isEmpty()) {
      body.append("<p>If it fails: ").append(Html.text(result.testCase().hint())).append("</p>\n");
    }
  }

  private void steps() {
    body.append("<h2>Steps</h2>\n<ol>\n");
    boolean over = false;
    for (Step step : result.testCase().steps()) {
      boolean failed = !over && step.says().equals(result.step());
      body.append(failed ? "<li class=\"failed\">" : over ? "<li class=\"not-done\">" : "<li>")
          .append(Html.text(step.says()))
          .append(failed ? " ✗" : "")
          .append("</li>\n");
      over |= failed;
    }
    body.append("</ol>\n");
  }

  private void transcript() {
    List<Transcript.Entry> entries = result.transcript();
    if (entries.isEmpty()) {
      return;
    }
    body.append("<h2>On the wire</h2>\n<div class=\"scroll\"><table class=\"wire\">\n");
    body.append(
        "<tr><th scope=\"col\">s</th><th scope=\"col\">connection</th>"
            + "<th scope=\"col\">direction</th><th scope=\"col\">octets</th></tr>\n");
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
    body.append("</table></div>\n");
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
    if (entry.direction() == Transcript.Direction.NOTE) {
      return entry.octets();
    }
    String octets =
        entry
            .octets()
            .replace("\r\n", "↵\n")
            .replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]", "·");
    return entry.omitted() > 0 ? octets + "\n… and " + entry.omitted() + " octets more" : octets;
  }
}
