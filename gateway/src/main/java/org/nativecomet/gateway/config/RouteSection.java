package org.nativecomet.gateway.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nativecomet.gateway.http.Authority;

/**
 * Which requests go to which origin.
 *
 * @param host the authority that requests must name, normalised for http; any where empty
 * @param path the path that requests must be at or below, on whole segments; any where empty
 */
public record RouteSection(Optional<String> host, Optional<String> path, URI origin) {
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*");

  static RouteSection everythingTo(URI origin) {
    return new RouteSection(Optional.empty(), Optional.empty(), origin);
  }

  static RouteSection read(OptionReader options) throws ConfigException {
    return new RouteSection(
        options.optional("host", "a host name", text -> Authority.normalize("http", text)),
        options.optional("path", "a path that starts with /", RouteSection::path),
        options.origin("origin"));
  }

  /** The text itself where it is an absolute path without query. */
  static Optional<String> path(String text) {
    return PATH.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
