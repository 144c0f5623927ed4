package org.nativecomet.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the responses of one origin are cached, beyond what they say themselves.
 *
 * @param defaultFreshness of a response that does not say how long it is fresh
 * @param overrideFreshness of every response, whatever it says
 * @param ignoreDirectives of responses, in lower case
 * @param ignoreQuery names of parameters, with {@code *} for any continuation
 */
public record RouteCachingSection(
    boolean bypass,
    Optional<Duration> defaultFreshness,
    Optional<Duration> overrideFreshness,
    List<String> ignoreDirectives,
    List<String> ignoreQuery,
    boolean publicCookies) {
  private static final Duration LEFT_TO_THE_ORIGIN = Duration.ofSeconds(-1);

  private static final List<String> IGNORABLE =
      List.of("no-cache", "no-store", "private", "must-revalidate", "proxy-revalidate");

  /** What a parameter's name has in a target; a star may only be the last character. */
  private static final Pattern PARAMETER =
      Pattern.compile("[A-Za-z0-9._~!$'()+,;:@%/?\\[\\]-]*\\*?");

  public RouteCachingSection {
    ignoreDirectives = List.copyOf(ignoreDirectives);
    ignoreQuery = List.copyOf(ignoreQuery);
  }

  /** What is said for every route; each option is there. */
  static RouteCachingSection read(OptionReader options) throws ConfigException {
    return new RouteCachingSection(
        options.flag("bypass"),
        lifetime(options, "default-freshness"),
        lifetime(options, "override-freshness"),
        directives(options),
        parameters(options),
        options.flag("public-cookies"));
  }

  /** What is said for one route; an option that is not there is as it is for every route. */
  static RouteCachingSection read(OptionReader options, RouteCachingSection otherwise)
      throws ConfigException {
    return new RouteCachingSection(
        options.given("bypass") ? options.flag("bypass") : otherwise.bypass,
        options.given("default-freshness")
            ? lifetime(options, "default-freshness")
            : otherwise.defaultFreshness,
        options.given("override-freshness")
            ? lifetime(options, "override-freshness")
            : otherwise.overrideFreshness,
        options.given("ignore-directives") ? directives(options) : otherwise.ignoreDirectives,
        options.given("ignore-query") ? parameters(options) : otherwise.ignoreQuery,
        options.given("public-cookies") ? options.flag("public-cookies") : otherwise.publicCookies);
  }

  private static Optional<Duration> lifetime(OptionReader options, String key)
      throws ConfigException {
    Duration lifetime =
        options.parsed(
            key,
            "whole seconds such as 30s, 5m or 1h, or origin to leave it to the origin",
            text ->
                text.equals("origin")
                    ? Optional.of(LEFT_TO_THE_ORIGIN)
                    : Quantity.duration(text).filter(RouteCachingSection::isWhole));
    return Optional.of(lifetime).filter(named -> !named.isNegative());
  }

  private static boolean isWhole(Duration lifetime) {
    return lifetime.toMillisPart() == 0;
  }

  private static List<String> directives(OptionReader options) throws ConfigException {
    return options.list(
        "ignore-directives",
        "one of " + String.join(", ", IGNORABLE),
        text -> Optional.of(text).filter(IGNORABLE::contains));
  }

  private static List<String> parameters(OptionReader options) throws ConfigException {
    return options.list(
        "ignore-query",
        "the name of a query parameter, such as fbclid or utm_*",
        text ->
            Optional.of(text).filter(name -> !name.isEmpty() && PARAMETER.matcher(name).matches()));
  }
}
