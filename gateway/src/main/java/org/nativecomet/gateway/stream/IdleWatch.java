package org.nativecomet.gateway.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Timers;

/**
 * Notices that nothing has happened for long. One timer is set for the whole time and set again for
 * what is left, so activity costs no more than a look at the clock.
 *
 * <p>Threading: confined to the given thread.
 */
final class IdleWatch {
  private final Timers timers;
  private final Clock clock;
  private final IoThread thread;
  private final Duration timeout;
  private final BooleanSupplier isBusy;
  private final Runnable whenIdle;
  private Instant lastActivity;
  private Timers.Scheduled scheduled = () -> {};
  private boolean isStopped;

  IdleWatch(StreamContext context, IoThread thread, BooleanSupplier isBusy, Runnable whenIdle) {
    this.timers = context.timers();
    this.clock = context.clock();
    this.thread = thread;
    this.timeout = context.options().idleTimeout();
    this.isBusy = isBusy;
    this.whenIdle = whenIdle;
    this.lastActivity = clock.instant();
  }

  void start() {
    schedule(timeout);
  }

  /**
   * Something has happened.
   *
   * @return how long nothing had
   */
  Duration touch() {
    Instant now = clock.instant();
    Duration silence = Duration.between(lastActivity, now);
    lastActivity = now;
    return silence;
  }

  void stop() {
    isStopped = true;
    scheduled.cancel();
  }

  private void schedule(Duration delay) {
    scheduled = timers.after(delay, () -> thread.execute(this::check));
  }

  private void check() {
    if (isStopped) {
      return;
    }
    Duration left = timeout.minus(Duration.between(lastActivity, clock.instant()));
    if (isBusy.getAsBoolean()) {
      schedule(timeout);
    } else if (left.isNegative() || left.isZero()) {
      whenIdle.run();
    } else {
      schedule(left);
    }
  }
}
