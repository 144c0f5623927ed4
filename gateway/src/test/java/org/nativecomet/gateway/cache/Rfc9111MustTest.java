package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

/**
 * What RFC 9111 and RFC 9213 demand of a shared cache, as far as no test of a single rule shows it;
 * the table in {@code docs/rfc9111.md} names a test for each sentence.
 */
class Rfc9111MustTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  private void store(String... fields) {
    origin.answers(200, "one", fields);
    fixture.get();
  }

  private boolean isReused() {
    int before = origin.asked();
    fixture.get();
    return origin.asked() == before;
  }

  @Test
  void everyFieldIsStoredKnownOrNot() {
    store("Cache-Control", "max-age=60", "X-New", "1", "X-New", "2", "x-empty", "");
    RecordingSink hit = fixture.get();
    assertThat(hit.fields().values("X-New")).containsExactly("1", "2");
    assertThat(hit.fields().values("X-Empty")).containsExactly("");
  }

  @Test
  void anUnsafeRequestIsForwardedWhateverIsStored() {
    store("Cache-Control", "max-age=60");
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "UNHEARD-OF"}) {
      int before = origin.asked();
      fixture.send(new Method(method), TARGET);
      assertThat(origin.asked()).as(method).isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max-age=99999999999999999999", "max-age=2147483648", "max-age=2147483649"})
  void aLifetimeTooLargeToCountIsForever(String directive) {
    store("Cache-Control", directive);
    fixture.advance(60L * 365 * 24 * 60 * 60);
    assertThat(isReused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "4294967296", "18446744073709551616", "99999999999999999999"})
  void anAgeTooLargeToCountIsNeverNegativeOrFresh(String age) {
    store("Cache-Control", "max-age=99999999999", "Age", age);
    RecordingSink stale = fixture.get("Cache-Control", "max-stale");
    assertThat(stale.fields().values("Age")).containsExactly("2147483648");
    assertThat(isReused()).isFalse();
  }

  @Test
  void theMachinesTimeZoneMeansNothing() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      store("Date", fixture.date(), "Expires", fixture.secondsAgo(-10));
      fixture.advance(9);
      assertThat(isReused()).isTrue();
      fixture.advance(1);
      assertThat(isReused()).isFalse();
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=0", "s-maxage=0", "max-age=nonsense"})
  void nothingIsGuessedWhereALifetimeIsNamed(String directive) {
    store("Cache-Control", directive, "Last-Modified", fixture.secondsAgo(1_000_000));
    assertThat(isReused()).isFalse();
  }

  @Test
  void nothingIsGuessedBesideAnExpires() {
    store("Expires", "0", "Last-Modified", fixture.secondsAgo(1_000_000));
    assertThat(isReused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60", "max-age=60, must-revalidate", "no-cache", "no-store"})
  void directivesArePassedOnInBothDirections(String directives) {
    origin.answers(200, "one", "Cache-Control", directives + ", ext=\"a, b\"");
    RecordingSink answer = fixture.get("Cache-Control", "max-age=5, unheard-of=\"x, y\"");
    assertThat(answer.fields().values("Cache-Control"))
        .containsExactly(directives + ", ext=\"a, b\"");
    assertThat(origin.lastRequest().fields().values("Cache-Control"))
        .containsExactly("max-age=5, unheard-of=\"x, y\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unheard-of, max-age=60",
        "max-age=60, unheard-of=5",
        "a=\"max-age=0, no-store\", max-age=60",
        "max-age=60, b='private'"
      })
  void anUnknownDirectiveChangesNothing(String directives) {
    store("Cache-Control", directives);
    fixture.advance(59);
    assertThat(isReused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=1", "no-cache"})
  void whatMustBeValidatedIsAnErrorWhereTheOriginCannotBeAsked(String directive) {
    store("Cache-Control", "max-age=1, stale-if-error=600, " + directive, "ETag", "\"1\"");
    fixture.advance(10);
    origin.answers(504, "");
    assertThat(fixture.get("Cache-Control", "max-stale, stale-if-error=600").statusCode())
        .isEqualTo(504);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "private=\"Set-Cookie\"|Set-Cookie",
        "private=\"X-User, x-other\"|X-User",
        "PRIVATE=x-user|X-User",
        "no-cache=\"X-User\"|X-User",
        "private=\"Set-Cookie\", no-cache=\"X-User\"|X-User"
      })
  void theFieldsThatPrivateOrNoCacheNamesAreForTheFirstClientOnly(String directive, String field) {
    origin.answers(
        200,
        "one",
        "Cache-Control",
        "max-age=60, " + directive,
        field,
        "mine",
        field,
        "mine too",
        "X-All",
        "ours");
    assertThat(fixture.get().fields().values(field)).containsExactly("mine", "mine too");
    RecordingSink other = fixture.get();
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(other.fields().has(field)).isFalse();
    assertThat(other.fields().values("X-All")).containsExactly("ours");
    assertThat(other.fields().values("Cache-Control")).containsExactly("max-age=60, " + directive);
  }

  @Test
  void theFieldsThatA304CallsPrivateAreForItsClientOnly() {
    store("Cache-Control", "max-age=1, private=\"X-User\"", "ETag", "\"1\"", "X-User", "a");
    fixture.advance(10);
    origin.answers(
        304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60, private=\"X-User\"", "X-User", "b");
    assertThat(fixture.get().fields().values("X-User")).containsExactly("b");
    assertThat(fixture.get().fields().has("X-User")).isFalse();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void theFieldsThatA304CallsPrivateAreNotForThoseWhoWaitedForIt() {
    String directives = "max-age=1, private=\"X-User\"";
    store("Cache-Control", directives, "ETag", "\"1\"", "X-User", "a");
    fixture.advance(10);
    origin.holds();
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    origin.release(
        0, response(304, "", "ETag", "\"1\"", "Cache-Control", directives, "X-User", "b"));
    assertThat(first.fields().values("X-User")).containsExactly("b");
    assertThat(second.await().text()).isEqualTo("one");
    assertThat(second.fields().has("X-User")).isFalse();
  }

  @Test
  void theFieldsThatPrivateNamesAreNotForThoseWhoWaitedForTheSameFetch() {
    origin.holds();
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    String directives = "max-age=60, private=\"X-User\"";
    origin.release(0, response(200, "one", "Cache-Control", directives, "X-User", "a"));
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(first.fields().values("X-User")).containsExactly("a");
    assertThat(second.await().text()).isEqualTo("one");
    assertThat(second.fields().has("X-User")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private=\"\"", "private=\"X-User\", private", "private=\"two words\""})
  void privateThatDoesNotNameItsFieldsIsAboutTheWhole(String directive) {
    store("Cache-Control", "max-age=60, " + directive);
    assertThat(isReused()).isFalse();
  }

  @Test
  void aNamedCookieDoesNotMakeTheRestPrivate() {
    store("Cache-Control", "max-age=60, private=\"Set-Cookie\"", "Set-Cookie", "s=1");
    RecordingSink other = fixture.get();
    assertThat(cacheStatus(other)).startsWith("native-comet; hit");
    assertThat(other.fields().has("Set-Cookie")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max-age=60|max-age=1, no-store|true",
        "max-age=60|private|true",
        "none|max-age=60|false",
        "private|max-age=60|false",
        "no-store|public, max-age=60|false",
        "no-cache|max-age=60|false",
        "max-age=5|max-age=600|false",
        "|max-age=60|true",
        "&&|max-age=60|true",
        "&&|no-store|false",
        "max-age=\"60\"|max-age=60|false",
        "private=\"Set-Cookie\", max-age=60|no-store|true"
      })
  void aTargetedFieldTakesThePlaceOfCacheControl(
      String targeted, String cacheControl, boolean isReused) {
    store(
        "CDN-Cache-Control",
        targeted == null ? "" : targeted,
        "Cache-Control",
        cacheControl,
        "ETag",
        "\"1\"");
    fixture.advance(10);
    assertThat(isReused()).isEqualTo(isReused);
  }

  @Test
  void aTargetedFieldTakesThePlaceOfExpires() {
    store("CDN-Cache-Control", "max-age=60", "Expires", "0");
    assertThat(isReused()).isTrue();
  }

  @Test
  void mustRevalidateOfATargetedFieldForbidsStale() {
    store("CDN-Cache-Control", "max-age=1, must-revalidate", "Cache-Control", "max-age=1");
    fixture.advance(10);
    origin.answers(503, "");
    assertThat(fixture.get("Cache-Control", "max-stale").statusCode()).isEqualTo(503);
  }

  @Test
  void targetedFieldsArePassedOnWhetherReadOrNot() {
    store(
        "CDN-Cache-Control", "max-age=60", "Other-Cache-Control", "no-store", "Cache-Control", "a");
    RecordingSink hit = fixture.get();
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(hit.fields().values("CDN-Cache-Control")).containsExactly("max-age=60");
    assertThat(hit.fields().values("Other-Cache-Control")).containsExactly("no-store");
    assertThat(hit.fields().values("Cache-Control")).containsExactly("a");
  }

  @Test
  void aRequestHasNoTargetedFields() {
    store("Cache-Control", "max-age=60");
    fixture.get("CDN-Cache-Control", "no-store, no-cache");
    assertThat(origin.asked()).isEqualTo(1);
  }
}
