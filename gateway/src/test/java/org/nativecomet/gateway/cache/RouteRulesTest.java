package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.http.IgnoredQuery;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingSink;

class RouteRulesTest {
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

  private static CacheFixture with(FreshnessRule freshness) {
    return new CacheFixture(new RouteCaching(false, freshness, IgnoredQuery.NONE, false));
  }

  private static CacheFixture ignoring(String... parameters) {
    return new CacheFixture(
        new RouteCaching(false, FreshnessRule.NONE, new IgnoredQuery(List.of(parameters)), false));
  }

  private static CacheFixture withPublicCookies() {
    return new CacheFixture(new RouteCaching(false, FreshnessRule.NONE, IgnoredQuery.NONE, true));
  }

  @Test
  void aBypassedRouteIsNeitherStoredNorAnswered() {
    CacheFixture fixture =
        new CacheFixture(new RouteCaching(true, FreshnessRule.NONE, IgnoredQuery.NONE, false));
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get();
    assertThat(cacheStatus(fixture.get())).isEqualTo("native-comet; fwd=bypass; fwd-status=200");
    assertThat(fixture.origin.asked()).isEqualTo(2);
    assertThat(fixture.storedResponses).isZero();
  }

  @Test
  void aSuppliedLifetimeEndsLikeTheOriginsOwn() {
    CacheFixture fixture = with(new FreshnessRule(MINUTE, Optional.empty(), Set.of()));
    fixture.origin.answers(200, "one", "ETag", "\"1\"");
    RecordingSink first = fixture.get();
    assertThat(first.fields().has("Cache-Control")).isFalse();
    fixture.advance(59);
    assertThat(cacheStatus(fixture.get())).startsWith("native-comet; hit");
    fixture.advance(1);
    assertThat(cacheStatus(fixture.get())).contains("fwd=stale");
  }

  @Test
  void anOverrideOutlivesWhatTheOriginSaysAndIsNotSentToAnybody() {
    CacheFixture fixture = with(new FreshnessRule(Optional.empty(), MINUTE, Set.of()));
    fixture.origin.answers(200, "one", "Cache-Control", "s-maxage=1, max-age=2", "Expires", "0");
    fixture.get();
    fixture.advance(59);
    RecordingSink hit = fixture.get();
    assertThat(cacheStatus(hit)).startsWith("native-comet; hit");
    assertThat(hit.fields().values("Cache-Control")).containsExactly("s-maxage=1, max-age=2");
    assertThat(hit.fields().values("Expires")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store"})
  void anOverrideSharesNothingThatIsForbidden(String directive) {
    CacheFixture fixture = with(new FreshnessRule(MINUTE, MINUTE, Set.of()));
    fixture.origin.answers(200, "one", "Cache-Control", directive);
    fixture.get();
    assertThat(fixture.storedResponses).isZero();
  }

  @Test
  void anOverrideAppliesToWhatIsFreshenedToo() {
    CacheFixture fixture = with(new FreshnessRule(Optional.empty(), MINUTE, Set.of()));
    fixture.origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.get();
    fixture.advance(60);
    fixture.origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.get();
    fixture.advance(59);
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertThat(fixture.origin.asked()).isEqualTo(2);
  }

  @Test
  void targetsThatDifferInIgnoredParametersShareAStoredResponse() {
    CacheFixture fixture = ignoring("utm_*");
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get(TARGET.at("/a?utm_source=x&id=1"));
    assertThat(fixture.origin.lastRequest().target().pathAndQuery())
        .isEqualTo("/a?utm_source=x&id=1");
    assertThat(cacheStatus(fixture.get(TARGET.at("/a?id=1&utm_campaign=y")))).contains("hit");
    assertThat(cacheStatus(fixture.get(TARGET.at("/a?id=1")))).contains("hit");
    assertThat(cacheStatus(fixture.get(TARGET.at("/a?id=2")))).contains("fwd=uri-miss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a?utm_source=x", "/a?utm_other"})
  void aWriteToAnySpellingRemovesWhatAllOfThemShare(String written) {
    CacheFixture fixture = ignoring("utm_*");
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get(TARGET.at("/a?utm_source=x"));
    TargetUri elsewhere = new TargetUri("http", "other.example", "/a");
    fixture.get(elsewhere);
    fixture.origin.answers(204, "");
    fixture.send(Method.PUT, TARGET.at(written));
    assertThat(fixture.get(TARGET, "Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
    assertThat(fixture.get(elsewhere, "Cache-Control", "only-if-cached").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aChangeOfAnySpellingRemovesWhatAllOfThemShare() {
    CacheFixture fixture = ignoring("*");
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get(TARGET.at("/a?b=c"));
    fixture.cache.changed(Change.of("/a?x=y", target -> true, Change.Cause.NOTICE));
    assertThat(fixture.storedResponses).isZero();
  }

  @Test
  void aWriteDuringTheFetchOfAnotherSpellingKeepsItFromBeingStored() {
    CacheFixture fixture = ignoring("utm_*");
    fixture.origin.holds();
    fixture.get(TARGET.at("/a?utm_x=1"));
    fixture.send(Method.PUT, TARGET.at("/a?utm_y=2"));
    fixture.origin.release(1, response(204, ""));
    fixture.origin.release(0, response(200, "from before", "Cache-Control", "max-age=60"));
    assertThat(fixture.storedResponses).isZero();
  }

  @Test
  void publicCookiesDoNotKeepUsersApart() {
    CacheFixture fixture = withPublicCookies();
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60", "Set-Cookie", "s=1");
    RecordingSink first = fixture.get("Cookie", "s=1");
    assertThat(first.fields().values("Set-Cookie")).containsExactly("s=1");
    assertThat(fixture.origin.lastRequest().fields().values("Cookie")).containsExactly("s=1");
    RecordingSink second = fixture.get("Cookie", "s=2");
    assertThat(cacheStatus(second)).startsWith("native-comet; hit");
    assertThat(second.fields().has("Set-Cookie")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store"})
  void publicCookiesDoNotMakePublicWhatTheOriginCallsPrivate(String directive) {
    CacheFixture fixture = withPublicCookies();
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60, " + directive);
    fixture.get("Cookie", "s=1");
    assertThat(fixture.storedResponses).isZero();
  }

  @Test
  void publicCookiesSelectWhereTheOriginSaysThatItVariesByThem() {
    CacheFixture fixture = withPublicCookies();
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60", "Vary", "Cookie");
    fixture.get("Cookie", "s=1");
    assertThat(cacheStatus(fixture.get("Cookie", "s=2"))).contains("fwd=vary-miss");
  }

  @Test
  void publicCookiesSayNothingOfAuthorization() {
    CacheFixture fixture = withPublicCookies();
    fixture.origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get("Authorization", "Basic YTpi", "Cookie", "s=1");
    assertThat(fixture.storedResponses).isZero();
  }
}
