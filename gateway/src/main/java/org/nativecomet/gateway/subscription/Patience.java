package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;

/**
 * With an origin that fails: it is hidden for a while from those who were shown a state.
 *
 * <p>Threading: guarded by its variant.
 */
final class Patience {
  private final Timers timers;
  private final SingleTimer end = new SingleTimer();
  private @Nullable Instant failingSince;

  Patience(Timers timers) {
    this.timers = timers;
  }

  /** The origin has answered, or nobody waits for it any more. */
  void restore() {
    failingSince = null;
    end.cancel();
  }

  boolean isTried() {
    return failingSince != null;
  }

  /**
   * The origin has failed.
   *
   * @param hidden for so long since it began to
   * @param atItsEnd runs when that time is over, unless it recovers before or fails once more: the
   *     next poll may be due much later, where the origin has asked to be left alone
   * @return whether the time is over already
   */
  boolean isOver(Instant now, Duration hidden, Runnable atItsEnd) {
    Instant since = failingSince == null ? now : failingSince;
    failingSince = since;
    end.cancel();
    Duration left = hidden.minus(Duration.between(since, now));
    if (left.isZero() || left.isNegative()) {
      return true;
    }
    end.start(timers, left, atItsEnd);
    return false;
  }
}
