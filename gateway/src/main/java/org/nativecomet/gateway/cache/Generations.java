package org.nativecomet.gateway.cache;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the invalidations of targets, in bounded space: targets share counters, so one may see an
 * invalidation of another, which only costs it one chance to be stored.
 */
final class Generations {
  /** A power of two; with as many requests in progress, few of them share a counter. */
  private static final int COUNTERS = 4096;

  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

  long current(String pathAndQuery) {
    return counters.get(counterOf(pathAndQuery));
  }

  /** Ends the current generation. */
  void advance(String pathAndQuery) {
    counters.incrementAndGet(counterOf(pathAndQuery));
  }

  private static int counterOf(String pathAndQuery) {
    int hash = pathAndQuery.hashCode();
    return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
  }
}
