package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.cache.ReuseDecision.Verdict;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.RangeSpecifier;

/** Whether a stored response may answer a GET or HEAD request (RFC 9111, section 4). */
final class ReusePolicy {
  /** What no stored response could answer, validated or not. */
  private static final Set<Reason> FOR_ORIGIN_ALONE =
      Set.of(Reason.RANGE, Reason.PARTIAL, Reason.PRECONDITION);

  private ReusePolicy() {}

  /**
   * Decides about a request.
   *
   * @param stored the stored responses with its target URI
   */
  static ReuseDecision decide(Fields request, Variants stored, Instant now) {
    CacheDirectives directives = CacheDirectives.of(request);
    Optional<StoredResponse> selected = stored.select(request);
    if (selected.isEmpty()) {
      Reason reason = stored.isEmpty() ? Reason.URI_MISS : Reason.VARY_MISS;
      return passOn(Verdict.FORWARD, reason, selected, directives);
    }
    StoredResponse candidate = selected.get();
    boolean isFresh = candidate.isFresh(now);
    Optional<Reason> refusal = refusal(request, directives, candidate, isFresh, now);
    if (refusal.isEmpty()) {
      Reason reason = isFresh ? Reason.FRESH : reasonForStale(directives, candidate, now);
      return new ReuseDecision(Verdict.REUSE, reason, selected);
    }
    boolean isForOriginAlone = FOR_ORIGIN_ALONE.contains(refusal.get());
    boolean canValidate = !isForOriginAlone && canBeValidated(candidate);
    // RFC 9211, section 2.2: the request is to blame only where the stored response was fresh.
    Reason reason = isFresh || refusal.get() == Reason.PARTIAL ? refusal.get() : Reason.STALE;
    return passOn(canValidate ? Verdict.VALIDATE : Verdict.FORWARD, reason, selected, directives);
  }

  private static ReuseDecision passOn(
      Verdict verdict,
      Reason reason,
      Optional<StoredResponse> selected,
      CacheDirectives requestDirectives) {
    boolean mayNot = requestDirectives.has("only-if-cached");
    return new ReuseDecision(mayNot ? Verdict.GATEWAY_TIMEOUT : verdict, reason, selected);
  }

  /** A part of what is only equivalent by its tag may be of another version, octet for octet. */
  private static boolean canBeValidated(StoredResponse candidate) {
    return Validation.isPossible(candidate)
        && (candidate.part().isEmpty() || PartialStorage.hasStrongTag(candidate.fields()));
  }

  /** Why the stored response may not be used without asking; empty where it may. */
  private static Optional<Reason> refusal(
      Fields request,
      CacheDirectives directives,
      StoredResponse candidate,
      boolean isFresh,
      Instant now) {
    if (!request.combined("Range").map(RangeSpecifier::isInBytes).orElse(true)) {
      return Optional.of(Reason.RANGE);
    }
    if (request.has("If-Match") || request.has("If-Unmodified-Since")) {
      return Optional.of(Reason.PRECONDITION);
    }
    if (!candidate.covers(request)) {
      return Optional.of(Reason.PARTIAL);
    }
    // Of the qualified form nothing is left here: its fields are not stored.
    if (candidate.directives().has("no-cache")) {
      return Optional.of(Reason.NO_CACHE);
    }
    if (wantsValidation(request, directives)) {
      return Optional.of(Reason.REQUEST_NO_CACHE);
    }
    if (!isFresh && !acceptsStale(directives, candidate, now)) {
      return Optional.of(Reason.STALE);
    }
    if (!mayAnswerCredentials(request, candidate)) {
      return Optional.of(Reason.CREDENTIALS);
    }
    return refusalByAge(directives, candidate, now);
  }

  /**
   * RFC 9111, section 3.5, would let whatever an anonymous request has brought answer anybody. That
   * may be a page to log in, so it takes the same word of the origin as the other way round.
   */
  private static boolean mayAnswerCredentials(Fields request, StoredResponse candidate) {
    CacheDirectives response = candidate.directives();
    return !request.has("Authorization")
        || response.has("public")
        || response.hasSeconds("s-maxage")
        || response.hasUnqualified("must-revalidate");
  }

  private static boolean wantsValidation(Fields request, CacheDirectives directives) {
    if (request.has("Cache-Control")) {
      return directives.has("no-cache");
    }
    return request.lists("Pragma", "no-cache");
  }

  private static Reason reasonForStale(
      CacheDirectives directives, StoredResponse candidate, Instant now) {
    return acceptsMaxStale(directives, candidate, now)
        ? Reason.STALE_ACCEPTED
        : Reason.STALE_WHILE_REVALIDATE;
  }

  private static boolean acceptsStale(
      CacheDirectives directives, StoredResponse candidate, Instant now) {
    return !candidate.mustNotBeStale()
        && (acceptsMaxStale(directives, candidate, now)
            || StaleWhileRevalidate.allows(candidate, now));
  }

  /** {@code max-stale} without an argument accepts any age (RFC 9111, section 5.2.1.2). */
  private static boolean acceptsMaxStale(
      CacheDirectives directives, StoredResponse candidate, Instant now) {
    if (directives.hasUnqualified("max-stale")) {
      return true;
    }
    Optional<Duration> limit = directives.seconds("max-stale");
    return limit.isPresent() && candidate.staleness(now).compareTo(limit.get()) <= 0;
  }

  private static Optional<Reason> refusalByAge(
      CacheDirectives directives, StoredResponse candidate, Instant now) {
    Duration age = candidate.age().at(now);
    // RFC 8246, section 2.1: while it is fresh, only no-cache is a wish to have it validated.
    boolean isImmutable = candidate.directives().has("immutable") && candidate.isFresh(now);
    Optional<Duration> maxAge = directives.seconds("max-age");
    if (!isImmutable && maxAge.isPresent() && age.compareTo(maxAge.get()) > 0) {
      return Optional.of(Reason.REQUEST_MAX_AGE);
    }
    Optional<Duration> minFresh = directives.seconds("min-fresh");
    if (minFresh.isPresent()
        && candidate.freshness().lifetime().compareTo(age.plus(minFresh.get())) < 0) {
      return Optional.of(Reason.REQUEST_MIN_FRESH);
    }
    return Optional.empty();
  }
}
