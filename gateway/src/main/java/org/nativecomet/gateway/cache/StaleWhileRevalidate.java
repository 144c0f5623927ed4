package org.nativecomet.gateway.cache;

import java.time.Instant;

/**
 * Whether a stale response may be used while the origin is asked about it (RFC 5861, section 3).
 */
final class StaleWhileRevalidate {
  private StaleWhileRevalidate() {}

  /**
   * Whether it is within the window that its origin names. Whether any stale use is forbidden is
   * decided before.
   */
  static boolean allows(StoredResponse stored, Instant now) {
    return stored
        .directives()
        .seconds("stale-while-revalidate")
        .filter(window -> stored.staleness(now).compareTo(window) <= 0)
        .isPresent();
  }
}
