package org.nativecomet.gateway.server;

import java.util.concurrent.TimeUnit;

/** Counts what happens within 30 seconds, and says when it happens too often. */
final class EventsInWindow {
  /** The window that gateway.yaml names beside the limit. */
  static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int limit;
  private long start;
  private int count;

  EventsInWindow(int limit) {
    this.limit = limit;
  }

  /**
   * Counts one more.
   *
   * @param now on the scale of {@link System#nanoTime}
   */
  boolean isTooMany(long now) {
    if (count == 0 || now - start >= WINDOW_NANOS) {
      start = now;
      count = 0;
    }
    count++;
    return count > limit;
  }
}
