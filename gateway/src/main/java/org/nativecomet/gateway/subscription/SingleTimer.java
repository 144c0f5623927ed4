package org.nativecomet.gateway.subscription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;

/** A wait that is begun once, however often it is asked for. Threading: guarded by its owner. */
final class SingleTimer {
  private Timers.@Nullable Scheduled waiting;

  /** Begins the wait, where it has not begun. It is over for good when {@link #cancel} says so. */
  void start(Timers timers, Duration delay, Runnable task) {
    if (waiting == null) {
      waiting = timers.after(delay, task);
    }
  }

  /** There is nothing to wait for, or the wait is over. */
  void cancel() {
    if (waiting != null) {
      waiting.cancel();
      waiting = null;
    }
  }
}
