package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Query parameters that do not tell two resources apart, because an operator says so. The request
 * goes to the origin as it is; only what names the stored response leaves them out.
 *
 * @param patterns names of parameters as they are written in the target; {@code *} at the end
 *     matches any continuation, alone every parameter
 */
public record IgnoredQuery(List<String> patterns) {
  /** Every octet of the query counts. */
  public static final IgnoredQuery NONE = new IgnoredQuery(List.of());

  public IgnoredQuery {
    patterns = List.copyOf(patterns);
  }

  /** The target without the ignored parameters; the others stay in their order, octet for octet. */
  public TargetUri strip(TargetUri target) {
    String stripped = strip(target.pathAndQuery());
    return stripped.equals(target.pathAndQuery()) ? target : target.at(stripped);
  }

  /** The same for a path with its query. */
  public String strip(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    if (mark < 0 || patterns.isEmpty()) {
      return pathAndQuery;
    }
    List<String> kept = new ArrayList<>();
    for (String parameter : pathAndQuery.substring(mark + 1).split("&", -1)) {
      if (!isIgnored(parameter)) {
        kept.add(parameter);
      }
    }
    String path = pathAndQuery.substring(0, mark);
    return kept.isEmpty() ? path : path + "?" + String.join("&", kept);
  }

  private boolean isIgnored(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
