package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.testing.RecordingSink;

/** Never a representation to someone it was not fetched for. */
class CachePrivacyTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  /** Each answer names the credentials and preferences it was made for. */
  private static Response personal(Request request, String... fields) {
    String content =
        Stream.of("Authorization", "Cookie", "Accept-Language", "Accept")
            .map(name -> request.fields().combined(name).orElse("-"))
            .reduce("", (all, value) -> all + "[" + value + "]");
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "ETag";
    all[fields.length + 1] = "\"" + Integer.toHexString(content.hashCode()) + "\"";
    return response(200, content, all);
  }

  private void assertFetchedFor(String content, String... requestFields) {
    assertThat(fixture.get(requestFields).await().text()).contains(content);
  }

  private void assertNothingIsStored() {
    assertThat(fixture.get("Cache-Control", "only-if-cached, max-stale").statusCode())
        .isEqualTo(504);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60", "max-age=60, proxy-revalidate", "max-age=60, s-maxage=x"})
  void twoAuthorizationsGetWhatWasFetchedForEach(String cacheControl) {
    origin.answers(request -> personal(request, "Cache-Control", cacheControl));
    assertFetchedFor("[A]", "Authorization", "A");
    assertFetchedFor("[B]", "Authorization", "B");
    assertFetchedFor("[-]");
    assertThat(origin.asked()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60, public", "s-maxage=60", "max-age=60, must-revalidate"})
  void anAuthorizedResponseIsSharedWhereTheOriginAllowsIt(String cacheControl) {
    origin.answers(request -> personal(request, "Cache-Control", cacheControl));
    fixture.get("Authorization", "A");
    assertFetchedFor("[A]", "Authorization", "B");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void anAuthorizedResponseThatMustBeValidatedIsValidatedWithTheOtherClientsCredentials() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=0, must-revalidate"));
    fixture.get("Authorization", "A");
    assertFetchedFor("[B]", "Authorization", "B");
    assertThat(origin.lastRequest().fields().first("Authorization")).contains("B");
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60", "max-age=60, must-revalidate"})
  void twoCookiesGetWhatWasFetchedForEach(String cacheControl) {
    origin.answers(request -> personal(request, "Cache-Control", cacheControl));
    assertFetchedFor("[s=1]", "Cookie", "s=1");
    assertFetchedFor("[s=2]", "Cookie", "s=2");
    assertThat(origin.asked()).isEqualTo(2);
    assertNothingIsStored();
  }

  @Test
  void whatWasFetchedWithoutACookieAnswersThoseWhoHaveOneWhileItIsFresh() {
    origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get();

    assertThat(fixture.get("Cookie", "s=A").text()).isEqualTo("one");

    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void twoCookiesShareWhatTheOriginCallsPublic() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=60, public"));
    fixture.get("Cookie", "s=1");
    assertFetchedFor("[s=1]", "Cookie", "s=2");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"private", "no-store", "public, private", "private=\"X\", private", "No-Store"})
  void whatMustNotBeStoredIsNot(String directive) {
    origin.answers(
        request -> personal(request, "Cache-Control", "max-age=60, s-maxage=60, " + directive));
    assertThat(cacheStatus(fixture.get())).doesNotContain("stored");
    assertNothingIsStored();
  }

  @Test
  void aRequestWithNoStoreLeavesNothingBehind() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=60"));
    fixture.get("Cache-Control", "no-store");
    assertNothingIsStored();
  }

  @Test
  void aResponseThatSetsACookieIsForOneClient() {
    origin.answers(200, "one", "Cache-Control", "max-age=60", "Set-Cookie", "s=1");
    assertThat(fixture.get().fields().first("Set-Cookie")).contains("s=1");
    assertNothingIsStored();
  }

  @Test
  void aCookieIsForTheOneWhoAskedEvenWhereTheResponseIsForAll() {
    origin.answers(200, "one", "Cache-Control", "public, max-age=60", "Set-Cookie", "s=A");
    assertThat(fixture.get().fields().first("Set-Cookie")).contains("s=A");
    assertThat(fixture.get().fields().has("Set-Cookie")).isFalse();
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void a304ThatSetsACookieDoesNotLeaveItInTheStore() {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.get();
    fixture.advance(5);
    origin.answers(304, "", "ETag", "\"1\"", "Set-Cookie", "s=B");
    assertThat(fixture.get().fields().first("Set-Cookie")).contains("s=B");
    assertThat(fixture.get("Cache-Control", "max-stale").fields().has("Set-Cookie")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void a304ToAClientWithCredentialsFreshensForNobodyElse(String credentials) {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.get();
    fixture.advance(5);
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=1000", "X", "for B");
    assertThat(fixture.get(credentials, "B").await().text()).isEqualTo("one");
    assertThat(fixture.get("Cache-Control", "max-stale").fields().has("X")).isFalse();
    fixture.get();
    assertThat(origin.asked()).isEqualTo(3);
  }

  @Test
  void theAuthorizedAreAskedAboutWhereTheOriginAllowsNoSharing() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=60"));
    fixture.get();
    assertFetchedFor("[A]", "Authorization", "A");
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isTrue();
    assertFetchedFor("[-]");
    assertThat(origin.asked()).as("what is for nobody in particular stays stored").isEqualTo(2);
    origin.answers(304, "", "Cache-Control", "max-age=60");
    RecordingSink confirmed = fixture.get("Authorization", "B");
    assertThat(confirmed.await().text()).contains("[-]");
    assertThat(cacheStatus(confirmed)).startsWith("native-comet; fwd=request; fwd-status=304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60, public", "s-maxage=60", "max-age=60, must-revalidate"})
  void theAuthorizedShareWhatTheOriginAllowsToShare(String cacheControl) {
    origin.answers(request -> personal(request, "Cache-Control", cacheControl));
    fixture.get();
    assertFetchedFor("[-]", "Authorization", "A");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store"})
  void a304ThatForbidsStoringRemovesWhatWasStored(String directive) {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.get();
    fixture.advance(5);
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", directive);
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertNothingIsStored();
  }

  @Test
  void everyNominatedFieldSelects() {
    origin.answers(
        request ->
            personal(request, "Cache-Control", "max-age=60", "Vary", "accept-language, Accept"));
    assertFetchedFor("[de][a/b]", "Accept-Language", "de", "Accept", "a/b");
    assertFetchedFor("[de][-]", "Accept-Language", "de");
    assertFetchedFor("[-][a/b]", "Accept", "a/b");
    assertFetchedFor("[-][-]");
    assertFetchedFor("[][-]", "Accept-Language", "");
    assertThat(origin.asked()).isEqualTo(5);
    assertFetchedFor("[de][a/b]", "Accept", "a/b", "Accept-Language", "DE");
    assertFetchedFor("[de][-]", "Accept-Language", "de");
    assertThat(origin.asked()).isEqualTo(5);
  }

  @Test
  void aRequestThatMatchesNoVariantSaysSo() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=60", "Vary", "Accept"));
    fixture.get("Accept", "a/b");
    assertThat(cacheStatus(fixture.get("Accept", "c/d")))
        .isEqualTo("native-comet; fwd=vary-miss; fwd-status=200; ttl=60; stored");
  }

  @Test
  void aResponseThatVariesByAnythingIsNotStored() {
    origin.answers(request -> personal(request, "Cache-Control", "max-age=60", "Vary", "*"));
    fixture.get();
    assertNothingIsStored();
  }

  @Test
  void varyingByACookieKeepsItsUsersApart() {
    origin.answers(
        request -> personal(request, "Cache-Control", "max-age=60, public", "Vary", "Cookie"));
    assertFetchedFor("[s=1]", "Cookie", "s=1");
    assertFetchedFor("[s=2]", "Cookie", "s=2");
    assertFetchedFor("[-]");
    assertFetchedFor("[s=1]", "Cookie", "s=1");
    assertThat(origin.asked()).isEqualTo(3);
  }

  @Test
  void twoVariantsMadeInTheSameInstantAreKeptApart() {
    origin.holds();
    var german = fixture.get("Accept-Language", "de");
    // It would wait for the other if it did not want a fresh answer.
    var english = fixture.get("Accept-Language", "en", "Cache-Control", "no-cache");
    String[] fields = {
      "Cache-Control", "max-age=60", "Vary", "Accept-Language", "Date", fixture.date()
    };
    origin.release(1, response(200, "english", fields));
    origin.release(0, response(200, "deutsch", fields));
    assertThat(german.await().text()).isEqualTo("deutsch");
    assertThat(english.await().text()).isEqualTo("english");
    assertFetchedFor("deutsch", "Accept-Language", "de");
    assertFetchedFor("english", "Accept-Language", "en");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aResponseThatForgotVaryGivesWayToOneThatMatches() {
    origin.answers(200, "deutsch", "Cache-Control", "max-age=60", "Vary", "Accept-Language");
    fixture.get("Accept-Language", "de");
    fixture.advance(2);
    origin.answers(200, "default", "Cache-Control", "max-age=60");
    fixture.get();
    assertFetchedFor("deutsch", "Accept-Language", "de");
    assertFetchedFor("default", "Accept-Language", "fr");
    assertThat(origin.asked()).isEqualTo(2);
  }
}
