package org.nativecomet.gateway.change;

import java.time.Duration;

/**
 * When to ask again. What the origin calls fresh is not asked for sooner, within bounds; where it
 * says nothing the interval grows while nothing changes and falls back when something did; a
 * failing origin is left alone for longer and longer.
 */
public final class PollSchedule {
  private static final double GROWTH = 1.5;
  private static final double BACKOFF = 2;

  private final PollingOptions options;

  public PollSchedule(PollingOptions options) {
    this.options = options;
  }

  /** The interval before the first check, before jitter. */
  public Duration first(PollOutcome outcome) {
    return outcome.kind() == PollOutcome.Kind.FAILED
        ? afterFailure(options.minInterval(), outcome)
        : fresh(outcome);
  }

  private Duration fresh(PollOutcome outcome) {
    return outcome.freshness().map(this::bounded).orElse(options.minInterval());
  }

  /**
   * The next interval, before jitter.
   *
   * @param previous the interval that has just passed
   */
  public Duration next(Duration previous, PollOutcome outcome) {
    return switch (outcome.kind()) {
      case CHANGED -> atLeastRetryAfter(fresh(outcome), outcome);
      case UNCHANGED ->
          atLeastRetryAfter(
              outcome.freshness().filter(fresh -> !fresh.isZero()).isPresent()
                  ? fresh(outcome)
                  : bounded(times(previous, GROWTH)),
              outcome);
      case FAILED -> afterFailure(times(previous, BACKOFF), outcome);
    };
  }

  private Duration afterFailure(Duration interval, PollOutcome outcome) {
    return atLeastRetryAfter(min(interval, options.maxBackoff()), outcome);
  }

  /**
   * The interval with its jitter, which never takes it beyond the longest one: that is a promise to
   * subscribers. A failing origin's interval is beyond it already.
   *
   * @param random from 0 to 1, evenly distributed
   */
  public Duration jittered(Duration interval, double random) {
    Duration varied = times(interval, 1 + options.jitter() * (2 * random - 1));
    boolean isBound = interval.compareTo(options.maxInterval()) <= 0;
    return isBound ? min(varied, options.maxInterval()) : varied;
  }

  private Duration atLeastRetryAfter(Duration interval, PollOutcome outcome) {
    Duration wish = outcome.retryAfter().orElse(Duration.ZERO);
    return wish.compareTo(interval) > 0 ? min(wish, options.maxBackoff()) : interval;
  }

  private Duration bounded(Duration interval) {
    return interval.compareTo(options.minInterval()) < 0
        ? options.minInterval()
        : min(interval, options.maxInterval());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }
}
