package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

/**
 * How old a response may become before the origin must be asked (RFC 9111, section 4.2.1).
 *
 * @param lifetime zero where it is stale from the start; never negative
 * @param basis what says so
 */
record Freshness(Duration lifetime, Basis basis) {
  /** What a freshness lifetime was taken from. */
  enum Basis {
    S_MAXAGE,
    MAX_AGE,
    EXPIRES,
    /** The origin says nothing; guessed from how long the representation has not changed. */
    HEURISTIC,
    /** The origin says nothing, and there is nothing to guess from. */
    NONE
  }

  /** A tenth of the time without a change, as RFC 9111, section 4.2.2, suggests. */
  private static final int HEURISTIC_DIVISOR = 10;

  /** What has not changed for years is still asked for once a day. */
  private static final Duration LONGEST_HEURISTIC = Duration.ofDays(1);

  /** RFC 9110, section 15.1. */
  private static final Set<Integer> HEURISTICALLY_CACHEABLE =
      Set.of(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501);

  private static final Freshness NEVER = new Freshness(Duration.ZERO, Basis.NONE);

  /** The freshness of a response that was received at this time. */
  static Freshness of(int statusCode, Fields response, Instant responseTime) {
    CacheDirectives directives = CacheDirectives.of(response);
    Optional<Duration> sharedMaxAge = directives.seconds("s-maxage");
    if (sharedMaxAge.isPresent()) {
      return new Freshness(sharedMaxAge.get(), Basis.S_MAXAGE);
    }
    Optional<Duration> maxAge = directives.seconds("max-age");
    if (maxAge.isPresent()) {
      return new Freshness(maxAge.get(), Basis.MAX_AGE);
    }
    if (response.has("Expires")) {
      return new Freshness(untilExpires(response, responseTime), Basis.EXPIRES);
    }
    boolean mayGuess = isHeuristicallyCacheable(statusCode) || directives.has("public");
    return mayGuess ? guess(response, responseTime) : NEVER;
  }

  /** Whether a response with this status may be stored though it does not say for how long. */
  static boolean isHeuristicallyCacheable(int statusCode) {
    return HEURISTICALLY_CACHEABLE.contains(statusCode);
  }

  /** What is no date has expired (RFC 9111, section 5.3). */
  private static Duration untilExpires(Fields response, Instant responseTime) {
    Instant date = HttpDate.of(response, "Date", responseTime).orElse(responseTime);
    return HttpDate.of(response, "Expires", responseTime)
        .map(expires -> notNegative(Duration.between(date, expires)))
        .orElse(Duration.ZERO);
  }

  private static Freshness guess(Fields response, Instant responseTime) {
    Instant date = HttpDate.of(response, "Date", responseTime).orElse(responseTime);
    Optional<Instant> modified = HttpDate.of(response, "Last-Modified", responseTime);
    if (modified.isEmpty() || !modified.get().isBefore(date)) {
      return NEVER;
    }
    Duration share = Duration.between(modified.get(), date).dividedBy(HEURISTIC_DIVISOR);
    boolean isLong = share.compareTo(LONGEST_HEURISTIC) > 0;
    return new Freshness(isLong ? LONGEST_HEURISTIC : share, Basis.HEURISTIC);
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
