package org.nativecomet.gateway.change;

import java.time.Duration;

/**
 * When to ask again. The interval starts from what the origin calls fresh, becomes shorter where
 * changes are found and longer where there are none, within bounds; a failing origin is left alone
 * for longer and longer, and one that says for how long, for that long.
 */
public final class PollSchedule {
  private static final double GROWTH = 1.5;
  private static final double BACKOFF = 2;

  private final PollingOptions options;

  public PollSchedule(PollingOptions options) {
    this.options = options;
  }

  /** The interval that polling starts from. */
  public Duration first(PollOutcome outcome) {
    return outcome.kind() == PollOutcome.Kind.FAILED
        ? min(options.minInterval(), options.maxBackoff())
        : bounded(outcome.freshness().orElse(Duration.ZERO));
  }

  /**
   * The next interval.
   *
   * @param previous the interval that has just passed
   */
  public Duration next(Duration previous, PollOutcome outcome) {
    return switch (outcome.kind()) {
      case CHANGED -> faster(previous, outcome);
      case UNCHANGED -> bounded(max(times(previous, GROWTH), first(outcome)));
      case FAILED -> min(times(previous, BACKOFF), options.maxBackoff());
    };
  }

  /**
   * What changed within its freshness is asked for sooner than it promises; what promises nothing
   * is watched as closely as may be, for changes come in bursts.
   */
  private Duration faster(Duration previous, PollOutcome outcome) {
    boolean promises = outcome.freshness().filter(fresh -> !fresh.isZero()).isPresent();
    return promises
        ? bounded(times(min(previous, first(outcome)), 1 / BACKOFF))
        : options.minInterval();
  }

  /**
   * How long to wait: the interval with its jitter, and no less than the origin asks for. Jitter
   * never takes it beyond the longest interval, which is a promise to subscribers; a failing
   * origin's interval is beyond it already.
   *
   * @param random from 0 to 1, evenly distributed
   */
  public Duration delay(Duration interval, PollOutcome outcome, double random) {
    Duration varied = times(interval, 1 + options.jitter() * (2 * random - 1));
    boolean isBound = interval.compareTo(options.maxInterval()) <= 0;
    Duration chosen = isBound ? min(varied, options.maxInterval()) : varied;
    return max(chosen, retryAfter(outcome, random));
  }

  /**
   * How long to wait before the first check. What was subscribed together, as after a restart, is
   * spread over a whole interval, so that it is not polled together; a failure is followed soon.
   *
   * @param random from 0 to 1, evenly distributed
   */
  public Duration firstDelay(Duration interval, PollOutcome outcome, double random) {
    if (outcome.kind() == PollOutcome.Kind.FAILED) {
      return delay(interval, outcome, random);
    }
    Duration shortest = options.minInterval();
    Duration longest = min(max(interval, times(shortest, 2)), options.maxInterval());
    Duration chosen = shortest.plus(times(longest.minus(shortest), random));
    return max(chosen, retryAfter(outcome, random));
  }

  /** How long to wait while changes come by themselves. */
  public Duration atRest(double random) {
    return times(options.safetyInterval(), 1 - options.jitter() * random);
  }

  /** Those who were asked to wait do not come back all at once. */
  private Duration retryAfter(PollOutcome outcome, double random) {
    Duration wish = outcome.retryAfter().orElse(Duration.ZERO);
    return times(min(wish, options.maxRetryAfter()), 1 + options.jitter() * random);
  }

  private Duration bounded(Duration interval) {
    return interval.compareTo(options.minInterval()) < 0
        ? options.minInterval()
        : min(interval, options.maxInterval());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }
}
