package org.nativecomet.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nativecomet.gateway.http.Authority;

/**
 * Which requests go to which origin.
 *
 * @param host the authority that requests must name, normalised for http; any where empty
 * @param path the path that requests must be at or below, on whole segments; any where empty
 * @param caching with what the cache section says for every route where this one does not
 * @param authorizeEach how often the origin is asked about each subscriber with credentials, where
 *     they share what it shows them alike; they share nothing where empty
 */
public record RouteSection(
    Optional<String> host,
    Optional<String> path,
    URI origin,
    RouteCachingSection caching,
    Optional<Duration> authorizeEach) {
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*");

  static RouteSection everythingTo(URI origin, RouteCachingSection caching) {
    return new RouteSection(Optional.empty(), Optional.empty(), origin, caching, Optional.empty());
  }

  static RouteSection read(OptionReader options, RouteCachingSection otherwise)
      throws ConfigException {
    return new RouteSection(
        options.optional("host", "a host name", text -> Authority.normalize("http", text)),
        options.optional("path", "a path that starts with /", RouteSection::path),
        options.origin("origin"),
        options
            .optionalSection("cache", section -> RouteCachingSection.read(section, otherwise))
            .orElse(otherwise),
        options.optional(
            "authorize-each", "a duration such as 5m, not above 168h", RouteSection::interval));
  }

  private static Optional<Duration> interval(String text) {
    return Quantity.duration(text)
        .filter(interval -> interval.compareTo(Bounds.SHORTEST) >= 0)
        .filter(interval -> interval.compareTo(Bounds.LONGEST) <= 0);
  }

  /** The text itself where it is an absolute path without query. */
  static Optional<String> path(String text) {
    return PATH.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
