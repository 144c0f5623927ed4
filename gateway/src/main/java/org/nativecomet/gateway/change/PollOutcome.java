package org.nativecomet.gateway.change;

import java.time.Duration;
import java.util.Optional;

/**
 * What asking the origin has brought.
 *
 * @param freshness how long the origin calls its answer fresh, where it says so
 * @param retryAfter how long the origin asks to be left alone, where it does
 */
public record PollOutcome(Kind kind, Optional<Duration> freshness, Optional<Duration> retryAfter) {
  /** The three outcomes that matter for when to ask again. */
  public enum Kind {
    CHANGED,
    UNCHANGED,
    FAILED
  }
}
