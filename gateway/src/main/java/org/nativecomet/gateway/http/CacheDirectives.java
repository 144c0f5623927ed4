package org.nativecomet.gateway.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directives of a Cache-Control field (RFC 9111, section 5.2), of a request or a response.
 * Names are compared without regard to case; of a repeated directive the first one counts, except
 * where a later one restricts more.
 */
public final class CacheDirectives {
  /** The arguments of each directive, in the order received; an empty one where it has none. */
  private final Map<String, List<String>> directives;

  private CacheDirectives(Map<String, List<String>> directives) {
    this.directives = Collections.unmodifiableMap(directives);
  }

  public static CacheDirectives of(Fields fields) {
    Map<String, List<String>> directives = new LinkedHashMap<>();
    for (String element : elements(fields)) {
      int equals = element.indexOf('=');
      String name = equals < 0 ? element : element.substring(0, equals);
      String argument =
          equals < 0 ? "" : Tokens.unquote(Tokens.trim(element.substring(equals + 1)));
      directives
          .computeIfAbsent(Tokens.lowerCase(Tokens.trim(name)), absent -> new ArrayList<>(1))
          .add(argument);
    }
    return new CacheDirectives(directives);
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
    return argument(name).filter(String::isEmpty).isPresent();
  }

  /** The argument, unquoted; empty where the directive is absent. */
  public Optional<String> argument(String name) {
    return Optional.ofNullable(directives.get(name)).map(arguments -> arguments.get(0));
  }

  /**
   * Whether the directive is about the whole response: it is present, and one of its occurrences
   * does not name the fields that it is about (RFC 9111, sections 5.2.2.4 and 5.2.2.7). An argument
   * that is no list of field names might have meant anything.
   */
  public boolean isAboutAll(String name) {
    return directives.getOrDefault(name, List.of()).stream()
        .map(Tokens::list)
        .anyMatch(names -> names.isEmpty() || !names.stream().allMatch(Tokens::isToken));
  }

  /** The field names that the occurrences of a directive list, in lower case. */
  public Set<String> fieldNames(String name) {
    Set<String> names = new LinkedHashSet<>();
    for (String argument : directives.getOrDefault(name, List.of())) {
      Tokens.list(argument).forEach(listed -> names.add(Tokens.lowerCase(listed)));
    }
    return names;
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

  /** Without the directives of these names. */
  public CacheDirectives without(Collection<String> names) {
    Map<String, List<String>> kept = new LinkedHashMap<>(directives);
    kept.keySet().removeAll(names);
    return new CacheDirectives(kept);
  }

  /** With this directive in place of every one of its name; an empty argument is none. */
  public CacheDirectives with(String name, String argument) {
    Map<String, List<String>> changed = new LinkedHashMap<>(directives);
    changed.put(name, List.of(argument));
    return new CacheDirectives(changed);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return directives.isEmpty();
  }

  /** As a Cache-Control field has them; arguments that are no tokens are quoted. */
  @Override
  public String toString() {
    List<String> elements = new ArrayList<>();
    directives.forEach(
        (name, arguments) -> arguments.forEach(argument -> elements.add(element(name, argument))));
    return String.join(", ", elements);
  }

  private static String element(String name, String argument) {
    return argument.isEmpty() ? name : name + "=" + Tokens.tokenOrQuoted(argument);
  }
}
