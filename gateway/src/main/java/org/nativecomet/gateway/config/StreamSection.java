package org.nativecomet.gateway.config;

import java.time.Duration;
import java.util.List;
import org.nativecomet.gateway.http.Authority;

/**
 * The request stream.
 *
 * @param maxHead octets of an enclosed request's head
 * @param maxTarget octets
 * @param maxContent octets of an enclosed request's content
 * @param maxResponse octets of an enclosed response's content
 * @param allowedAuthorities as written
 */
public record StreamSection(
    String path,
    int maxInFlight,
    int maxSubscriptions,
    int maxHead,
    int maxFields,
    int maxTarget,
    int maxContent,
    int maxResponse,
    int maxBlankOctets,
    Duration idleTimeout,
    List<String> allowedAuthorities) {
  public StreamSection {
    allowedAuthorities = List.copyOf(allowedAuthorities);
  }

  static StreamSection read(OptionReader options) throws ConfigException {
    return new StreamSection(
        options.parsed("path", "a path that starts with /", RouteSection::path),
        options.count("max-in-flight", 1, Bounds.MANY),
        options.count("max-subscriptions", 0, Bounds.MANY),
        options.octets("max-head", Bounds.SMALLEST_HEAD, Bounds.LARGEST_HEAD),
        options.count("max-fields", 1, Bounds.MOST_FIELDS),
        options.octets("max-target", Bounds.SMALLEST_TARGET, Bounds.LARGEST_HEAD),
        options.octets("max-content", 0, Bounds.LARGEST_MESSAGE),
        options.octets("max-response", Bounds.SMALLEST_HEAD, Bounds.LARGEST_MESSAGE),
        options.octets("max-blank-octets", 2, Bounds.LARGEST_HEAD),
        options.duration("idle-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.list(
            "allowed-authorities",
            "an authority such as api.example or api.example:8443",
            text -> Authority.normalize("http", text).map(normal -> text)));
  }
}
