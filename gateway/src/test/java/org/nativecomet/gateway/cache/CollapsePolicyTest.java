package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.START;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.request;
import static org.nativecomet.gateway.cache.StoredResponses.stored;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

class CollapsePolicyTest {
  private static final Attempt FIRST = Attempt.first(Variants.NONE);

  private static Fetch fetch(Method method, Optional<StoredResponse> selected, String... fields) {
    return new Fetch(
        request(method, TARGET, fields), Reason.URI_MISS, selected, false, START, 0, false);
  }

  private static Collapsing decide(Fetch fetch, Attempt attempt, boolean isUnshared) {
    return CollapsePolicy.decide(fetch, fetch.request().fields(), attempt, isUnshared);
  }

  private static Collapsing get(String... fields) {
    return decide(fetch(Method.GET, Optional.empty(), fields), FIRST, false);
  }

  private static Collapsing getWithStored(String cacheControl, String... fields) {
    StoredResponse stored = stored(START, Fields.empty(), "one", "Cache-Control", cacheControl);
    return decide(fetch(Method.GET, Optional.of(stored), fields), FIRST, false);
  }

  @Test
  void anOrdinaryGetIsShared() {
    assertThat(get()).isEqualTo(Collapsing.SHARED);
    assertThat(get("If-None-Match", "\"1\"")).isEqualTo(Collapsing.SHARED);
    assertThat(get("Cache-Control", "max-age=5")).isEqualTo(Collapsing.SHARED);
  }

  @Test
  void aHeadWaitsForAGetButNotTheOtherWayRound() {
    Collapsing head = decide(fetch(Method.HEAD, Optional.empty()), FIRST, false);
    assertThat(head.mayJoin()).isTrue();
    assertThat(head.mayLead()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Cache-Control, no-cache", "Cache-Control, max-age=0", "Pragma, no-cache"})
  void whoWantsAFreshAnswerWaitsForNobodyButOthersForIt(String name, String value) {
    assertThat(get(name, value)).isEqualTo(Collapsing.FRESH_WANTED);
    assertThat(Collapsing.FRESH_WANTED.mayJoin()).isFalse();
    assertThat(Collapsing.FRESH_WANTED.mayLead()).isTrue();
  }

  @Test
  void rangesAreSharedAndWhatMustNotBeStoredIsNot() {
    assertThat(get("Range", "bytes=0-1")).isEqualTo(Collapsing.SHARED);
    assertThat(get("Cache-Control", "no-store")).isEqualTo(Collapsing.NO_STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void credentialsAreNotSharedUnlessTheOriginHasSaidTheyMakeNoDifference(String name) {
    assertThat(get(name, "A")).isEqualTo(Collapsing.CREDENTIALS);
    assertThat(getWithStored("max-age=1", name, "A")).isEqualTo(Collapsing.CREDENTIALS);
    assertThat(getWithStored("public, max-age=1", name, "A")).isEqualTo(Collapsing.SHARED);
  }

  @Test
  void nobodyWaitsForWhatCouldNotBeSharedAShortWhileAgo() {
    assertThat(decide(fetch(Method.GET, Optional.empty()), FIRST, true))
        .isEqualTo(Collapsing.UNSHARED_BEFORE);
  }

  @Test
  void nobodyWaitsMoreThanTwice() {
    Attempt second = FIRST.amongItsLike(FIRST.vary());
    Fetch fetch = fetch(Method.GET, Optional.empty());
    assertThat(decide(fetch, second, false)).isEqualTo(Collapsing.SHARED);
    assertThat(decide(fetch, second.amongItsLike(FIRST.vary()), false))
        .isEqualTo(Collapsing.HAS_WAITED);
    assertThat(decide(fetch, FIRST.alone(), false)).isEqualTo(Collapsing.HAS_WAITED);
  }
}
