package org.nativecomet.gateway.origin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;

/**
 * Notices that nothing has happened for a while. What happens only notes the time; the timer finds
 * out how much is left when it runs, so that busy exchanges do not move timers about.
 *
 * <p>Threading: any thread.
 */
final class SilenceTimer {
  private final Timers timers;
  private final Clock clock;
  private final Runnable onSilence;
  private volatile Instant last;
  private Duration limit = Duration.ZERO;
  private Timers.@Nullable Scheduled scheduled;
  private boolean stopped;

  SilenceTimer(Timers timers, Clock clock, Runnable onSilence) {
    this.timers = timers;
    this.clock = clock;
    this.onSilence = onSilence;
    this.last = clock.instant();
  }

  /** Begins to wait, now and with this limit; what it waited for before is forgotten. */
  synchronized void start(Duration newLimit) {
    limit = newLimit;
    last = clock.instant();
    schedule(newLimit);
  }

  /** Something has happened. */
  void touch() {
    last = clock.instant();
  }

  synchronized void stop() {
    stopped = true;
    cancel();
  }

  private void check() {
    synchronized (this) {
      Duration left = limit.minus(Duration.between(last, clock.instant()));
      if (stopped) {
        return;
      }
      if (!left.isNegative() && !left.isZero()) {
        schedule(left);
        return;
      }
      schedule(limit);
    }
    onSilence.run();
  }

  private void schedule(Duration delay) {
    cancel();
    if (!stopped) {
      scheduled = timers.after(delay, this::check);
    }
  }

  private void cancel() {
    if (scheduled != null) {
      scheduled.cancel();
      scheduled = null;
    }
  }
}
