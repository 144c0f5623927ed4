package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

class CacheValidationTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  /** Something stale with an entity tag. */
  private void storeStale(String... moreFields) {
    Fields.Builder fields = Fields.of(moreFields).toBuilder();
    Fields all = fields.add("ETag", "\"1\"").add("X", "old").add("Date", fixture.date()).build();
    origin.answers(request -> response(200, "one").withFields(withLifetime(all, "max-age=1")));
    fixture.get();
    fixture.advance(10);
  }

  private static Fields withLifetime(Fields fields, String lifetime) {
    return fields.has("Cache-Control") ? fields : fields.plus("Cache-Control", lifetime);
  }

  @Test
  void aStaleResponseIsValidatedAndReusedWithItsFieldsUpdated() {
    storeStale("Content-Type", "text/plain");
    origin.answers(304, "", "ETag", "\"1\"", "X", "new", "Cache-Control", "max-age=60");
    RecordingSink sink = fixture.get().await();
    assertThat(origin.lastRequest().fields().values("If-None-Match")).containsExactly("\"1\"");
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text()).isEqualTo("one");
    assertThat(sink.fields().values("X")).containsExactly("new");
    assertThat(sink.fields().first("Content-Type")).contains("text/plain");
    assertThat(cacheStatus(sink)).isEqualTo("native-comet; fwd=stale; fwd-status=304; ttl=60");
    fixture.advance(9);
    RecordingSink again = fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
    assertThat(again.fields().values("X")).containsExactly("new");
    assertThat(again.fields().values("Age")).containsExactly("9");
  }

  @Test
  void theAgeOfTheOldAnswerDoesNotOutliveIt() {
    storeStale("Age", "3600", "Cache-Control", "max-age=60");
    origin.answers(304, "", "ETag", "\"1\"");
    assertThat(fixture.get().fields().has("Age")).isFalse();
    assertThat(fixture.get().fields().values("Age")).containsExactly("0");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void whatDescribesTheStoredOctetsIsNotUpdated() {
    storeStale("Content-Encoding", "gzip");
    origin.answers(
        304,
        "",
        "ETag",
        "\"1\"",
        "Content-Length",
        "999",
        "Content-Encoding",
        "br",
        "Content-Range",
        "bytes 0-0/3",
        "Cache-Control",
        "max-age=60");
    fixture.get();
    Fields fields = fixture.get().fields();
    assertThat(fields.values("Content-Encoding")).containsExactly("gzip");
    assertThat(fields.has("Content-Length")).isFalse();
    assertThat(fields.has("Content-Range")).isFalse();
    assertThat(fixture.send(Method.HEAD, TARGET).fields().values("Content-Length"))
        .containsExactly("3");
  }

  @Test
  void aFullAnswerReplacesWhatWasStored() {
    storeStale();
    origin.answers(200, "two", "ETag", "\"2\"", "Cache-Control", "max-age=60");
    assertThat(cacheStatus(fixture.get()))
        .isEqualTo("native-comet; fwd=stale; fwd-status=200; ttl=60; stored");
    assertThat(fixture.get().await().text()).isEqualTo("two");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 404, 410})
  void aFullAnswerThatMayNotBeStoredStillRemovesWhatItReplaces(int statusCode) {
    storeStale();
    origin.answers(statusCode, "two", "Cache-Control", "no-store");
    fixture.get();
    assertThat(fixture.get("Cache-Control", "only-if-cached, max-stale").statusCode())
        .isEqualTo(504);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void aFailureIsPassedOnAndRemovesNothing(int statusCode) {
    storeStale();
    origin.answers(statusCode, "no", "Cache-Control", "no-store");
    assertThat(fixture.get().statusCode()).isEqualTo(statusCode);
    assertThat(fixture.get("Cache-Control", "max-stale").await().text()).isEqualTo("one");
  }

  @Test
  void aNewerAnswerIsStoredThoughItsDateIsBehind() {
    origin.answers(200, "one", "Cache-Control", "max-age=1", "Date", fixture.secondsAgo(-3600));
    fixture.get();
    fixture.advance(10);
    origin.answers(200, "two", "Cache-Control", "max-age=60", "Date", fixture.date());
    fixture.get();
    assertThat(fixture.get().await().text()).isEqualTo("two");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void theClientsOwnPreconditionsGiveWayToOursAndAreJudgedAfterwards() {
    storeStale();
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    RecordingSink other =
        fixture.get("If-None-Match", "\"0\"", "If-Modified-Since", fixture.date());
    assertThat(origin.lastRequest().fields().values("If-None-Match")).containsExactly("\"1\"");
    assertThat(origin.lastRequest().fields().has("If-Modified-Since")).isFalse();
    assertThat(other.await().text()).isEqualTo("one");
    fixture.advance(10);
    RecordingSink same = fixture.get("If-None-Match", "\"1\"");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(cacheStatus(same)).startsWith("native-comet; fwd=stale; fwd-status=304; ttl=");
  }

  @Test
  void aLastModifiedAloneIsAskedWithWhereItIsStrong() {
    String modified = fixture.secondsAgo(1);
    origin.answers(
        200, "one", "Last-Modified", modified, "Date", fixture.date(), "Cache-Control", "no-cache");
    fixture.get();
    origin.answers(304, "", "Date", fixture.date());
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertThat(origin.lastRequest().fields().values("If-Modified-Since")).containsExactly(modified);
  }

  @Test
  void theSecondChangeWithinOneSecondIsNotLost() {
    String second = fixture.date();
    origin.answers(
        request ->
            request.fields().has("If-Modified-Since")
                ? response(304, "")
                : response(
                    200,
                    "one",
                    "Last-Modified",
                    second,
                    "Date",
                    second,
                    "Cache-Control",
                    "no-cache"));
    fixture.get();
    origin.answers(
        request ->
            request.fields().has("If-Modified-Since")
                ? response(304, "")
                : response(200, "two", "Last-Modified", second, "Date", fixture.date()));
    fixture.advance(5);
    assertThat(fixture.get().await().text()).isEqualTo("two");
  }

  @Test
  void anEntityTagMadeInTheSecondOfTheChangeIsNotAskedWith() {
    // File servers make tags of that second and the length: two versions may share one.
    origin.answers(
        200,
        "one",
        "ETag",
        "\"1\"",
        "Last-Modified",
        fixture.date(),
        "Date",
        fixture.date(),
        "Cache-Control",
        "no-cache");
    fixture.get();
    fixture.advance(5);
    RecordingSink sink = fixture.get();
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isFalse();
    assertThat(cacheStatus(sink)).contains("fwd=stale");
  }

  @Test
  void bothValidatorsAreAskedWith() {
    String modified = fixture.secondsAgo(60);
    origin.answers(
        200,
        "one",
        "ETag",
        "W/\"1\"",
        "Last-Modified",
        modified,
        "Date",
        fixture.date(),
        "Cache-Control",
        "no-cache");
    fixture.get();
    fixture.get();
    assertThat(origin.lastRequest().fields().values("If-None-Match")).containsExactly("W/\"1\"");
    assertThat(origin.lastRequest().fields().values("If-Modified-Since")).containsExactly(modified);
  }

  @Test
  void a304ForAnotherRepresentationIsNotTrusted() {
    storeStale();
    origin.answers(
        request ->
            request.fields().has("If-None-Match")
                ? response(304, "", "ETag", "\"9\"", "Cache-Control", "max-age=60")
                : response(200, "nine", "ETag", "\"9\"", "Cache-Control", "max-age=60"));
    RecordingSink sink = fixture.get().await();
    assertThat(origin.asked()).isEqualTo(3);
    assertThat(sink.text()).isEqualTo("nine");
    assertThat(fixture.get().await().text()).isEqualTo("nine");
    assertThat(origin.asked()).isEqualTo(3);
  }

  @Test
  void a304WithTheStrongFormOfOurWeakTagAnswersButUpdatesNothing() {
    origin.answers(200, "one", "ETag", "W/\"1\"", "Cache-Control", "no-cache", "X", "old");
    fixture.get();
    origin.answers(304, "", "ETag", "\"1\"", "X", "new");
    RecordingSink sink = fixture.get().await();
    assertThat(sink.text()).isEqualTo("one");
    assertThat(sink.fields().values("ETag")).containsExactly("W/\"1\"");
    assertThat(sink.fields().values("X")).containsExactly("old");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void noCacheOfTheRequestForcesValidation() {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    fixture.get();
    origin.answers(304, "", "ETag", "\"1\"");
    RecordingSink sink = fixture.get("Cache-Control", "no-cache");
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    assertThat(cacheStatus(sink)).startsWith("native-comet; fwd=request; fwd-status=304; ttl=");
    assertThat(sink.await().text()).isEqualTo("one");
  }

  @Test
  void maxStaleIsAnsweredWithTheStaleResponseAndItsAge() {
    storeStale();
    RecordingSink sink = fixture.get("Cache-Control", "max-stale").await();
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(sink.text()).isEqualTo("one");
    assertThat(sink.fields().values("Age")).containsExactly("10");
    assertThat(cacheStatus(sink)).isEqualTo("native-comet; hit; ttl=-9; detail=stale-accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"must-revalidate", "proxy-revalidate", "s-maxage=1", "no-cache", "no-cache=\"\""})
  void maxStaleNeverOverridesTheOrigin(String directive) {
    storeStale("Cache-Control", "max-age=1, " + directive);
    origin.answers(503, "down");
    assertThat(fixture.get("Cache-Control", "max-stale").statusCode()).isEqualTo(503);
  }

  @Test
  void anErrorIsHiddenOnlyWithinTheWindowThatSomebodyNamed() {
    storeStale("Cache-Control", "max-age=1, stale-if-error=20");
    origin.answers(503, "down");
    RecordingSink sink = fixture.get().await();
    assertThat(sink.text()).isEqualTo("one");
    assertThat(sink.fields().values("Age")).containsExactly("10");
    assertThat(cacheStatus(sink))
        .startsWith("native-comet; fwd=stale; fwd-status=503; ttl=-")
        .endsWith("; detail=stale-if-error");
    fixture.advance(11);
    assertThat(fixture.get().statusCode()).isEqualTo(200);
    fixture.advance(1);
    assertThat(fixture.get().statusCode()).isEqualTo(503);
    assertThat(fixture.get("Cache-Control", "stale-if-error=60").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 401, 403, 501})
  void whatIsNoFailureIsNotHidden(int statusCode) {
    storeStale("Cache-Control", "max-age=1, stale-if-error=60");
    origin.answers(statusCode, "");
    assertThat(fixture.get().statusCode()).isEqualTo(statusCode);
  }

  @Test
  void anErrorIsNotHiddenFromWhoInsistsOnTheOrigin() {
    storeStale("Cache-Control", "max-age=1, stale-if-error=60");
    origin.answers(503, "down");
    assertThat(fixture.get("Cache-Control", "no-cache").statusCode()).isEqualTo(503);
  }

  @Test
  void aValidationThatWasOvertakenByANewerAnswerDoesNotBringTheOldOneBack() {
    storeStale();
    origin.holds();
    fixture.get();
    fixture.get("Cache-Control", "no-cache");
    String[] fields = {"Cache-Control", "max-age=60", "Date", fixture.date()};
    origin.release(1, response(200, "two", fields));
    origin.release(0, response(304, "", fields));
    assertThat(fixture.get().await().text()).isEqualTo("two");
  }
}
