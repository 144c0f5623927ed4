package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/** Whether a stale response may stand in for an origin that fails (RFC 5861, section 4). */
final class StaleIfError {
  private static final Set<Integer> ERRORS = Set.of(500, 502, 503, 504);

  private StaleIfError() {}

  /**
   * Decides about an answer that came in place of a newer representation. Either side may allow it,
   * but neither against a directive that wants the origin asked.
   */
  static boolean allows(Fields request, StoredResponse stored, int statusCode, Instant now) {
    CacheDirectives directives = CacheDirectives.of(request);
    if (!ERRORS.contains(statusCode)
        || !stored.covers(request)
        || stored.mustNotBeStale()
        || directives.has("no-cache")) {
      return false;
    }
    Duration staleness = stored.staleness(now);
    return isWithin(staleness, directives) || isWithin(staleness, stored.directives());
  }

  private static boolean isWithin(Duration staleness, CacheDirectives directives) {
    return directives
        .seconds("stale-if-error")
        .filter(window -> staleness.compareTo(window) <= 0)
        .isPresent();
  }
}
