package org.nativecomet.conformance.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Renders the Markdown that the specification is written in: headings, paragraphs, lists, tables,
 * fenced blocks, emphasis, code and links. Requirement blocks get a mark.
 */
final class Markdown {
  /**
   * What is shown beside a requirement.
   *
   * @param css class of the block
   * @param html cells that link to its cases
   */
  record Mark(String css, String html) {}

  private static final Pattern REQUIREMENT = Pattern.compile("\\*\\*([A-Z]{2,4}-[0-9]+)\\*\\*.*");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final Function<String, Mark> marks;
  private final StringBuilder html = new StringBuilder();
  private List<String> lines = List.of();
  private int position;

  Markdown(Function<String, Mark> marks) {
    this.marks = marks;
  }

  /** The text as HTML. */
  String render(String text) {
    lines = text.lines().toList();
    while (position < lines.size()) {
      block();
    }
    return html.toString();
  }

  private void block() {
    String line = lines.get(position);
    if (line.isBlank()) {
      position++;
    } else if (line.startsWith("#")) {
      heading(line);
      position++;
    } else if (line.startsWith("```")) {
      fence();
    } else if (line.startsWith("* ")) {
      list();
    } else if (line.startsWith("|")) {
      table();
    } else {
      paragraph();
    }
  }

  private void heading(String line) {
    int level = line.indexOf(' ');
    String text = line.substring(level + 1);
    String id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    html.append(
        String.format(Locale.ROOT, "<h%d id=\"%s\">%s</h%d>%n", level, id, inline(text), level));
  }

  private void fence() {
    html.append("<pre>");
    for (position++; !lines.get(position).startsWith("```"); position++) {
      html.append(Html.text(lines.get(position))).append('\n');
    }
    position++;
    html.append("</pre>\n");
  }

  private void list() {
    html.append("<ul>\n");
    for (; position < lines.size() && lines.get(position).startsWith("* "); position++) {
      html.append("<li>").append(inline(lines.get(position).substring(2))).append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private void table() {
    html.append("<table class=\"text\">\n");
    for (; position < lines.size() && lines.get(position).startsWith("|"); position++) {
      String row = lines.get(position);
      if (!row.startsWith("|---")) {
        html.append("<tr>");
        Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
            .forEach(cell -> html.append("<td>").append(inline(cell.strip())).append("</td>"));
        html.append("</tr>\n");
      }
    }
    html.append("</table>\n");
  }

  private void paragraph() {
    int start = position;
    while (position < lines.size() && !lines.get(position).isBlank()) {
      position++;
    }
    List<String> text = lines.subList(start, position);
    Matcher requirement = REQUIREMENT.matcher(text.get(0));
    String content = text.stream().map(Markdown::inline).collect(Collectors.joining("<br>\n"));
    if (requirement.matches()) {
      Mark mark = marks.apply(requirement.group(1));
      html.append(
          String.format(
              Locale.ROOT,
              "<div id=\"%s\" class=\"requirement %s\"><p>%s</p><p class=\"cells\">%s</p></div>%n",
              requirement.group(1),
              mark.css(),
              content,
              mark.html()));
    } else {
      html.append("<p>").append(content).append("</p>\n");
    }
  }

  /**
   * Emphasis, code and links of one line. Only links within the text stay links: the pages are to
   * be complete without a network.
   */
  static String inline(String text) {
    String escaped = Html.text(text);
    String coded =
        CODE.matcher(escaped)
            .replaceAll(
                m ->
                    "<code>"
                        + Matcher.quoteReplacement(m.group(1).replace("*", "&#42;"))
                        + "</code>");
    String linked =
        LINK.matcher(coded)
            .replaceAll(
                m -> {
                  String href = m.group(2);
                  boolean here = href.startsWith("#");
                  return Matcher.quoteReplacement(
                      here ? "<a href=\"" + href + "\">" + m.group(1) + "</a>" : m.group(1));
                });
    return linked
        .replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>")
        .replaceAll("\\*([^*]+)\\*", "<em>$1</em>");
  }
}
