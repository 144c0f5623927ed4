package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;

/**
 * So many starts a second, evenly, and after a pause as many at once as a second has.
 *
 * <p>Threading: guarded by its user.
 */
final class Pace {
  private static final Duration BURST = Duration.ofSeconds(1);

  private final Duration spacing;

  /** When the next start would be due if all had been even. */
  private Instant due = Instant.MIN;

  Pace(int startsPerSecond) {
    this.spacing = Duration.ofSeconds(1).dividedBy(startsPerSecond);
  }

  /** How long the next start has to wait; zero where it may be now. */
  Duration untilNext(Instant now) {
    Instant earliest = due.equals(Instant.MIN) ? now : due.minus(BURST).plus(spacing);
    return earliest.isAfter(now) ? Duration.between(now, earliest) : Duration.ZERO;
  }

  /** There is a start now. */
  void start(Instant now) {
    due = (due.isBefore(now) ? now : due).plus(spacing);
  }
}
