package org.nativecomet.gateway.config;

import java.time.Duration;

/**
 * How resources with subscribers are checked for changes.
 *
 * @param jitter a fraction of the interval, either way
 */
public record PollingSection(
    Duration minInterval,
    Duration maxInterval,
    double jitter,
    Duration maxBackoff,
    Duration maxRetryAfter,
    Duration safetyInterval) {
  /** With all of the interval as jitter, two checks could fall together. */
  private static final double MOST_JITTER = 0.5;

  static PollingSection read(OptionReader options) throws ConfigException {
    PollingSection section =
        new PollingSection(
            options.duration("min-interval", Bounds.SHORTEST, Bounds.LONGEST),
            options.duration("max-interval", Bounds.SHORTEST, Bounds.LONGEST),
            options.fraction("jitter", 0, MOST_JITTER),
            options.duration("max-backoff", Bounds.SHORTEST, Bounds.LONGEST),
            options.duration("max-retry-after", Duration.ZERO, Bounds.LONGEST),
            options.duration("safety-interval", Bounds.SHORTEST, Bounds.LONGEST));
    if (section.minInterval.compareTo(section.maxInterval) > 0) {
      throw options.conflict("min-interval", "is longer than", "max-interval");
    }
    return section;
  }
}
