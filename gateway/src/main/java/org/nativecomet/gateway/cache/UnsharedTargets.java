package org.nativecomet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The targets whose last answer could not be shared, so that their clients do not wait for each
 * other again: without this, each of them would wait for one answer that is not for it before it
 * may ask for its own.
 *
 * <p>Threading: any thread.
 */
final class UnsharedTargets {
  /**
   * After this one client's answer is tried once more, in case the resource has changed its mind.
   */
  static final Duration REMEMBERED = Duration.ofSeconds(60);

  /** Enough for what is busy; a target that is forgotten costs its clients one wait. */
  static final int MOST = 10_000;

  private final Cache<TargetUri, Boolean> targets;

  UnsharedTargets(Clock clock) {
    targets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> nanos(clock.instant()))
            .executor(Runnable::run)
            .build();
  }

  boolean contains(TargetUri target) {
    return targets.getIfPresent(target) != null;
  }

  /** Notes what became of the last answer. */
  void note(TargetUri target, boolean isShareable) {
    if (!isShareable) {
      targets.put(target, true);
    } else if (contains(target)) {
      targets.invalidate(target);
    }
  }

  /** A time as Caffeine counts it. */
  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
