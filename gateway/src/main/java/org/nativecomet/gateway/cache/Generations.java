package org.nativecomet.gateway.cache;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.nativecomet.gateway.change.ChangeClock;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Tells which invalidations have come since a moment, in bounded space: targets share counters, so
 * one may see an invalidation of another, which only costs it one chance to be stored.
 */
final class Generations {
  /** A power of two; with as many requests in progress, few of them share a counter. */
  private static final int COUNTERS = 4096;

  private final AtomicLongArray lastEnds = new AtomicLongArray(COUNTERS);
  private final ChangeClock clock = new ChangeClock();

  /** The generation that begins, or goes on, now. */
  long current() {
    return clock.now();
  }

  /** Ends the generation of everything that the extent covers. */
  void end(Extent extent) {
    if (extent instanceof Extent.OneTarget one) {
      lastEnds.accumulateAndGet(counterOf(one.pathAndQuery()), clock.tick(), Math::max);
    } else {
      clock.remember(extent);
    }
  }

  /** Whether the generation has ended for a response with this target and these groups. */
  boolean hasEnded(long generation, TargetUri target, Set<String> groups) {
    return lastEnds.get(counterOf(target.pathAndQuery())) > generation
        || clock.hasChangedSince(generation, target, groups);
  }

  /** The same for a response that is not here yet, and may be in any group. */
  boolean mayHaveEnded(long generation, TargetUri target) {
    return lastEnds.get(counterOf(target.pathAndQuery())) > generation
        || clock.mayHaveChangedSince(generation, target);
  }

  private static int counterOf(String pathAndQuery) {
    int hash = pathAndQuery.hashCode();
    return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
  }
}
