package org.nativecomet.gateway.config;

import java.time.Duration;

/** Between which values an option makes sense, where several share the answer. */
final class Bounds {
  /** Timers are no finer than this. */
  static final Duration SHORTEST = Duration.ofMillis(1);

  /** Longer than any connection lives; also keeps nanoseconds far from overflow. */
  static final Duration LONGEST = Duration.ofDays(7);

  /** A count that no machine reaches, small enough to be added to itself. */
  static final int MANY = 100_000_000;

  /** Room for the shortest requests that clients really send. */
  static final int SMALLEST_HEAD = 1024;

  /** A head is held in memory whole for every connection that sends one. */
  static final int LARGEST_HEAD = 1024 * 1024;

  static final int SMALLEST_TARGET = 64;

  static final int MOST_FIELDS = 10_000;

  /** What is held in memory whole must fit one array. */
  static final int LARGEST_MESSAGE = 1024 * 1024 * 1024;

  private Bounds() {}
}
