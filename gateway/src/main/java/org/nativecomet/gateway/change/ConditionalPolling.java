package org.nativecomet.gateway.change;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;

/**
 * The change source that needs no help from the origin: what has subscribers is asked for again and
 * again, however many subscribers there are, and no longer than there are any.
 */
public final class ConditionalPolling {
  private final PollSchedule schedule;
  private final Timers timers;
  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1, evenly distributed; safe for use by several threads
   */
  public ConditionalPolling(PollingOptions options, Timers timers, DoubleSupplier random) {
    this.schedule = new PollSchedule(options);
    this.timers = timers;
    this.random = random;
  }

  /**
   * Starts to watch something.
   *
   * @param ask asks the origin; must lead to {@link Polled#answered} sooner or later
   */
  public Polled watch(Runnable ask) {
    return new Polled(ask);
  }

  /**
   * Something that is polled. Nothing is due until the first answer is there.
   *
   * <p>Threading: safe for use by several threads. The lock guards the wait for the next check, and
   * is never held while asking.
   */
  public final class Polled {
    private final Runnable ask;

    @GuardedBy("this")
    private @Nullable Duration interval;

    @GuardedBy("this")
    private Timers.@Nullable Scheduled next;

    @GuardedBy("this")
    private boolean stopped;

    private Polled(Runnable ask) {
      this.ask = ask;
    }

    /** The origin has answered, whoever asked: the next check is due an interval from now. */
    public synchronized void answered(PollOutcome outcome) {
      Duration previous = interval;
      double chance = random.getAsDouble();
      if (previous == null) {
        Duration first = schedule.first(outcome);
        interval = first;
        askAfter(schedule.firstDelay(first, outcome, chance));
      } else {
        Duration next = schedule.next(previous, outcome);
        interval = next;
        askAfter(schedule.delay(next, outcome, chance));
      }
    }

    /** Changes come by themselves: a check now and then shows that they all do. */
    public synchronized void rest() {
      askAfter(schedule.atRest(random.getAsDouble()));
    }

    @GuardedBy("this")
    private void askAfter(Duration delay) {
      cancelNext();
      if (!stopped) {
        next = timers.after(delay, ask);
      }
    }

    /** Nobody cares any more. */
    public synchronized void stop() {
      stopped = true;
      cancelNext();
    }

    @GuardedBy("this")
    private void cancelNext() {
      if (next != null) {
        next.cancel();
        next = null;
      }
    }
  }
}
