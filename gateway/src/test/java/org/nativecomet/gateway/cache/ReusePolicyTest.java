package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.StoredResponses.stored;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.cache.ReuseDecision.Verdict;
import org.nativecomet.gateway.http.Fields;

class ReusePolicyTest {
  private static final Instant START = CacheFixture.START;
  private static final Fields PLAIN = Fields.empty();

  /** With a validator, so that VALIDATE is possible. */
  private static Variants with(String cacheControl) {
    StoredResponse response =
        stored(START, PLAIN, "", "ETag", "\"1\"", "Cache-Control", cacheControl);
    return Variants.NONE.with(response);
  }

  private static void assertDecision(
      Fields request, Variants stored, long age, Verdict verdict, Reason reason) {
    ReuseDecision decision = ReusePolicy.decide(request, stored, START.plusSeconds(age));
    assertThat(decision.verdict()).isEqualTo(verdict);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void nothingStoredIsAMissOfTheUri() {
    assertDecision(PLAIN, Variants.NONE, 0, Verdict.FORWARD, Reason.URI_MISS);
  }

  @Test
  void nothingThatMatchesIsAMissByVary() {
    Variants german =
        Variants.NONE.with(
            stored(
                START,
                Fields.of("Accept-Language", "de"),
                "",
                "Vary",
                "Accept-Language",
                "Cache-Control",
                "max-age=60"));
    assertDecision(
        Fields.of("Accept-Language", "en"), german, 0, Verdict.FORWARD, Reason.VARY_MISS);
    assertDecision(PLAIN, german, 0, Verdict.FORWARD, Reason.VARY_MISS);
    assertDecision(Fields.of("accept-language", "de"), german, 0, Verdict.REUSE, Reason.FRESH);
  }

  @Test
  void freshEndsWhenTheAgeReachesTheLifetime() {
    assertDecision(PLAIN, with("max-age=60"), 59, Verdict.REUSE, Reason.FRESH);
    assertDecision(PLAIN, with("max-age=60"), 60, Verdict.VALIDATE, Reason.STALE);
  }

  @Test
  void whatIsStaleAndHasNoValidatorIsFetchedWhole() {
    Variants stored = Variants.NONE.with(stored(START, PLAIN, "", "Cache-Control", "max-age=1"));
    assertDecision(PLAIN, stored, 60, Verdict.FORWARD, Reason.STALE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // request | stored | age | verdict | reason
        "no-cache|max-age=60|0|VALIDATE|REQUEST_NO_CACHE",
        "no-cache, max-stale|max-age=60|90|VALIDATE|STALE",
        "max-age=10|max-age=60|10|REUSE|FRESH",
        "max-age=10|max-age=60|11|VALIDATE|REQUEST_MAX_AGE",
        "max-age=0|max-age=60|0|REUSE|FRESH",
        "max-age=x|max-age=60|1|VALIDATE|REQUEST_MAX_AGE",
        "max-age=10, max-stale|max-age=5|10|REUSE|STALE_ACCEPTED",
        "max-age=10, max-stale|max-age=5|11|VALIDATE|STALE",
        "min-fresh=10|max-age=60|50|REUSE|FRESH",
        "min-fresh=10|max-age=60|51|VALIDATE|REQUEST_MIN_FRESH",
        "max-stale|max-age=60|100000|REUSE|STALE_ACCEPTED",
        "max-stale=30|max-age=60|90|REUSE|STALE_ACCEPTED",
        "max-stale=30|max-age=60|91|VALIDATE|STALE",
        "max-stale=x|max-age=60|61|VALIDATE|STALE",
        "max-stale|max-age=60, must-revalidate|61|VALIDATE|STALE",
        "max-stale|max-age=60, proxy-revalidate|61|VALIDATE|STALE",
        "max-stale|s-maxage=60|61|VALIDATE|STALE",
        "max-stale|max-age=60, no-cache|1|VALIDATE|NO_CACHE",
        "x|no-cache, max-age=60|0|VALIDATE|NO_CACHE",
        "max-age=0|max-age=60, immutable|59|REUSE|FRESH",
        "max-age=0|max-age=60, immutable|60|VALIDATE|STALE",
        "no-cache|max-age=60, immutable|1|VALIDATE|REQUEST_NO_CACHE",
        "min-fresh=30|max-age=60, immutable|31|VALIDATE|REQUEST_MIN_FRESH",
        "x|max-age=60, must-revalidate|59|REUSE|FRESH",
        "only-if-cached|max-age=60|59|REUSE|FRESH",
        "only-if-cached|max-age=60|60|GATEWAY_TIMEOUT|STALE",
        "only-if-cached, max-stale|max-age=60|60|REUSE|STALE_ACCEPTED",
        "only-if-cached, no-cache|max-age=60|0|GATEWAY_TIMEOUT|REQUEST_NO_CACHE",
        "no-store|max-age=60|0|REUSE|FRESH"
      })
  void theDirectivesOfBothSidesDecide(
      String request, String stored, long age, Verdict verdict, Reason reason) {
    assertDecision(Fields.of("Cache-Control", request), with(stored), age, verdict, reason);
  }

  @Test
  void onlyIfCachedIsAnsweredForAMissToo() {
    Fields request = Fields.of("Cache-Control", "only-if-cached");
    assertDecision(request, Variants.NONE, 0, Verdict.GATEWAY_TIMEOUT, Reason.URI_MISS);
  }

  @Test
  void pragmaCountsOnlyWithoutCacheControl() {
    Fields pragma = Fields.of("Pragma", "no-cache");
    assertDecision(pragma, with("max-age=60"), 0, Verdict.VALIDATE, Reason.REQUEST_NO_CACHE);
    Fields both = pragma.plus("Cache-Control", "max-age=30");
    assertDecision(both, with("max-age=60"), 0, Verdict.REUSE, Reason.FRESH);
  }

  @ParameterizedTest
  @CsvSource({
    "Range,items=0-1,RANGE",
    "If-Match,*,PRECONDITION",
    "If-Unmodified-Since,x,PRECONDITION"
  })
  void whatTheOriginMustJudgeIsForwardedUnvalidated(String name, String value, Reason reason) {
    Fields request = Fields.of(name, value);
    assertDecision(request, with("max-age=60"), 0, Verdict.FORWARD, reason);
    assertDecision(request, with("max-age=60"), 90, Verdict.FORWARD, Reason.STALE);
    assertDecision(request, Variants.NONE, 0, Verdict.FORWARD, Reason.URI_MISS);
  }
}
