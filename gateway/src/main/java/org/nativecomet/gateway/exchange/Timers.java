package org.nativecomet.gateway.exchange;

import java.time.Duration;

/** Runs tasks later. Tests hold one that moves only when told. */
public interface Timers {
  /** A task that waits for its time. */
  @FunctionalInterface
  interface Scheduled {
    /** Does nothing where the task has run or was cancelled. */
    void cancel();
  }

  /**
   * Runs the task once, after the delay, on a thread of the timers. The task must be short and must
   * not block; where it belongs to a connection it moves to that connection's thread itself.
   */
  Scheduled after(Duration delay, Runnable task);
}
