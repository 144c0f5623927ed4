package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A path with an optional query, made of the values that a {@link PathTemplate} has found, such as
 * {@code /users/{id}/items?sort=name}.
 *
 * @param text without the asterisk
 * @param isPrefix whether everything that begins like this is meant: the text ended in an asterisk
 */
public record TargetTemplate(String text, boolean isPrefix) {
  /** Reads a template; empty where the text is none. */
  public static Optional<TargetTemplate> parse(String text) {
    boolean isPrefix = text.endsWith("*");
    String begin = isPrefix ? text.substring(0, text.length() - 1) : text;
    String literal = PathTemplate.VARIABLE.matcher(begin).replaceAll("");
    int query = literal.indexOf('?');
    boolean isTarget =
        begin.startsWith("/")
            && PathTemplate.isLiteral(query < 0 ? literal : literal.substring(0, query))
            && (query < 0 || PathTemplate.isLiteral(literal.substring(query + 1).replace("?", "")));
    return isTarget ? Optional.of(new TargetTemplate(begin, isPrefix)) : Optional.empty();
  }

  /** The names of the variables that it needs. */
  public List<String> variables() {
    List<String> names = new ArrayList<>();
    Matcher variable = PathTemplate.VARIABLE.matcher(text);
    while (variable.find()) {
      names.add(variable.group(1));
    }
    return names;
  }

  /** The path and query with these values, each put in as it is. */
  public String expand(Map<String, String> values) {
    return PathTemplate.VARIABLE
        .matcher(text)
        .replaceAll(
            variable -> Matcher.quoteReplacement(values.getOrDefault(variable.group(1), "")));
  }
}
