package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/**
 * What an operator says of freshness in the origin's place. It is only for responses whose status
 * code may be cached without being told to: a failure is never made fresh.
 *
 * @param otherwise the lifetime of a response for which the origin names none
 * @param override the lifetime of every response, whatever the origin names
 * @param ignored directives of the origin that are taken as absent
 */
public record FreshnessRule(
    Optional<Duration> otherwise, Optional<Duration> override, Set<String> ignored) {
  /** The origin alone decides. */
  public static final FreshnessRule NONE =
      new FreshnessRule(Optional.empty(), Optional.empty(), Set.of());

  /** What an override takes the place of, besides Expires. */
  private static final List<String> LIFETIMES = List.of("s-maxage", "max-age");

  public FreshnessRule {
    ignored = Set.copyOf(ignored);
  }

  /** The fields of a response as this rule has it. Only Cache-Control and Expires may differ. */
  Fields apply(int statusCode, Fields response) {
    if (equals(NONE) || !Freshness.isHeuristicallyCacheable(statusCode)) {
      return response;
    }
    CacheDirectives received = CacheDirectives.of(response);
    CacheDirectives directives = received.without(ignored);
    if (override.isPresent()) {
      return with(
          response.without("Expires"), lasting(directives.without(LIFETIMES), override.get()));
    }
    boolean isExplicit =
        response.has("Expires") || LIFETIMES.stream().anyMatch(name -> directives.has(name));
    if (otherwise.isPresent() && !isExplicit) {
      return with(response, lasting(directives, otherwise.get()));
    }
    return ignored.isEmpty() ? response : with(response, directives);
  }

  private static CacheDirectives lasting(CacheDirectives directives, Duration lifetime) {
    return directives.with("max-age", Long.toString(lifetime.toSeconds()));
  }

  private static Fields with(Fields response, CacheDirectives directives) {
    Fields others = response.without("Cache-Control");
    return directives.isEmpty() ? others : others.plus("Cache-Control", directives.toString());
  }
}
