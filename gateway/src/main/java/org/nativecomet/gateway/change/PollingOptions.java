package org.nativecomet.gateway.change;

import java.time.Duration;

/**
 * How often resources with subscribers are checked (section {@code polling} of the configuration).
 *
 * @param minInterval the shortest time between two checks of a resource
 * @param maxInterval the longest, while its origin answers: the bound on how late a change made
 *     behind the gateway's back is seen
 * @param jitter by which part of itself an interval is varied at random, 0 to 1, so that resources
 *     do not fall into step
 * @param maxBackoff the longest time between two checks while the origin fails
 * @param maxRetryAfter the longest time that an origin is left alone because it asks to be
 * @param safetyInterval the time between two checks of what the origin sends by itself
 */
public record PollingOptions(
    Duration minInterval,
    Duration maxInterval,
    double jitter,
    Duration maxBackoff,
    Duration maxRetryAfter,
    Duration safetyInterval) {
  public static final PollingOptions DEFAULTS =
      new PollingOptions(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          0.1,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5));

  public PollingOptions {
    if (minInterval.isNegative()
        || minInterval.isZero()
        || maxInterval.compareTo(minInterval) < 0) {
      throw new IllegalArgumentException(
          "polling.max-interval must not be below polling.min-interval");
    }
    if (jitter < 0 || jitter > 1) {
      throw new IllegalArgumentException("polling.jitter must be from 0 to 1");
    }
  }
}
