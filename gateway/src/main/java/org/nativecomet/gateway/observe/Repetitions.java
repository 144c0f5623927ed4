package org.nativecomet.gateway.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;

/** Lets the first of many equal events through, then one each interval. */
final class Repetitions {
  /** More kinds of trouble than there are origins, errors and limits in a sane configuration. */
  static final int MAX_KINDS = 1000;

  /** When a kind was last let through, and how many were held back since. */
  private static final class Kind {
    private Instant last = Instant.MIN;
    private long heldBack;

    /** How many were held back before this one, or -1 where it is held back itself. */
    private synchronized long count(Instant now, Duration interval) {
      if (!last.equals(Instant.MIN) && now.isBefore(last.plus(interval))) {
        heldBack++;
        return -1;
      }
      long before = heldBack;
      heldBack = 0;
      last = now;
      return before;
    }
  }

  private final ConcurrentMap<String, Kind> kinds = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration interval;

  Repetitions(Clock clock, Duration interval) {
    this.clock = clock;
    this.interval = interval;
  }

  /** Calls {@code through} with the number held back before it, unless it is too soon for that. */
  void count(String kind, LongConsumer through) {
    Kind known = kinds.get(kind);
    if (known == null) {
      known = kinds.computeIfAbsent(kinds.size() < MAX_KINDS ? kind : "", name -> new Kind());
    }
    long before = known.count(clock.instant(), interval);
    if (before >= 0) {
      through.accept(before);
    }
  }
}
