package org.nativecomet.gateway.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path in which variables stand for segments or parts of them, such as {@code /items/{id}}: the
 * first level of RFC 6570, read backwards. A variable is at least one octet, and never a slash; its
 * value is used as it was received, still percent-encoded. At the end, {@code /*} stands for
 * whatever is below.
 */
public final class PathTemplate {
  /** Variables as a template writes them. */
  static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()+,;=:@%/-]*");

  private final String text;
  private final List<String> variables;
  private final Pattern pattern;

  private PathTemplate(String text, List<String> variables, Pattern pattern) {
    this.text = text;
    this.variables = variables;
    this.pattern = pattern;
  }

  /**
   * Reads a template.
   *
   * @return empty where the text is none: no slash at its beginning, a query, a variable twice or
   *     two in one segment, which could be told apart in several ways
   */
  public static Optional<PathTemplate> parse(String text) {
    boolean isOpen = text.endsWith("/*");
    String path = isOpen ? text.substring(0, text.length() - 1) : text;
    boolean isPath = path.startsWith("/") && isLiteral(VARIABLE.matcher(path).replaceAll(""));
    Set<String> variables = new LinkedHashSet<>();
    StringBuilder pattern = new StringBuilder();
    for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
      Matcher variable = VARIABLE.matcher(segment);
      int end = 0;
      pattern.append('/');
      if (variable.find()) {
        isPath &= variables.add(variable.group(1));
        pattern.append(Pattern.quote(segment.substring(0, variable.start()))).append("([^/]+)");
        end = variable.end();
        isPath &= !variable.find();
      }
      pattern.append(Pattern.quote(segment.substring(end)));
    }
    pattern.append(isOpen ? ".*" : "");
    return isPath
        ? Optional.of(
            new PathTemplate(text, List.copyOf(variables), Pattern.compile(pattern.toString())))
        : Optional.empty();
  }

  /** Whether the text has only what a path may have, and no variable. */
  static boolean isLiteral(String text) {
    return LITERAL.matcher(text).matches();
  }

  /** The names of the variables, in order. */
  public List<String> variables() {
    return variables;
  }

  /**
   * What the variables are in this path.
   *
   * @param path without query, octet for octet
   * @return empty where it does not match
   */
  public Optional<Map<String, String>> match(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      values.put(variables.get(i), matcher.group(i + 1));
    }
    return Optional.of(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathTemplate template && text.equals(template.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
