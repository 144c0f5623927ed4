package org.nativecomet.gateway.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directives of a Cache-Control field (RFC 9111, section 5.2), of a request or a response.
 * Names are compared without regard to case; of a repeated directive the first one counts.
 */
public final class CacheDirectives {
  private final Map<String, String> directives;

  private CacheDirectives(Map<String, String> directives) {
    this.directives = directives;
  }

  public static CacheDirectives of(Fields fields) {
    Map<String, String> directives = new LinkedHashMap<>();
    for (String element : elements(fields)) {
      int equals = element.indexOf('=');
      String name = equals < 0 ? element : element.substring(0, equals);
      String argument =
          equals < 0 ? "" : Tokens.unquote(Tokens.trim(element.substring(equals + 1)));
      directives.putIfAbsent(Tokens.lowerCase(Tokens.trim(name)), argument);
    }
    return new CacheDirectives(Map.copyOf(directives));
  }

  /**
   * A quoted string that never ends would hide every directive behind it. It is split like the
   * rest: a no-store too many does no harm.
   */
  private static List<String> elements(Fields fields) {
    List<String> elements = new ArrayList<>();
    for (String line : fields.values("Cache-Control")) {
      boolean isClosed = Tokens.hasClosedQuotes(line);
      elements.addAll(isClosed ? Tokens.list(line) : List.of(line.split(",", -1)));
    }
    return elements;
  }

  /** Whether the directive is present, with or without an argument. */
  public boolean has(String name) {
    return directives.containsKey(name);
  }

  /** Whether the directive is present without an argument, so that it means the whole response. */
  public boolean hasUnqualified(String name) {
    return "".equals(directives.get(name));
  }

  /** The argument, unquoted; empty where the directive is absent. */
  public Optional<String> argument(String name) {
    return Optional.ofNullable(directives.get(name));
  }

  /**
   * The delta-seconds argument of a directive.
   *
   * @return empty where the directive is absent; zero where its argument is no number, which is the
   *     reading of RFC 9111, section 4.2.1, that errs towards asking the origin
   */
  public Optional<Duration> seconds(String name) {
    return argument(name).map(CacheDirectives::parseSeconds);
  }

  /** Whether the directive is present and its argument is a number, as it should be. */
  public boolean hasSeconds(String name) {
    return argument(name).flatMap(DeltaSeconds::parse).isPresent();
  }

  /** A delta-seconds (RFC 9111, section 1.2.2); zero where the text is none. */
  public static Duration parseSeconds(String argument) {
    return DeltaSeconds.parse(argument).orElse(Duration.ZERO);
  }
}
