package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

/** Parts that came as parts (RFC 9111, sections 3.3 and 3.4). */
class PartialContentTest {
  private static final String WHOLE = "0123456789";

  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  private void fetchPart(int first, int last, String tag, String... more) {
    Fields.Builder fields = Fields.of(more).toBuilder();
    fields.add("ETag", tag).add("Content-Range", "bytes " + first + "-" + last + "/10");
    if (!Fields.of(more).has("Cache-Control")) {
      fields.add("Cache-Control", "max-age=60");
    }
    origin.answers(
        request -> response(206, WHOLE.substring(first, last + 1)).withFields(fields.build()));
    fixture.get("Range", "bytes=" + first + "-" + last);
  }

  private RecordingSink range(int first, int last) {
    return fixture.get("Range", "bytes=" + first + "-" + last).await();
  }

  @Test
  void aRangeWithinAStoredPartIsServedFromIt() {
    fetchPart(2, 6, "\"1\"");
    RecordingSink sink = range(3, 5);
    assertThat(sink.statusCode()).isEqualTo(206);
    assertThat(sink.text()).isEqualTo("345");
    assertThat(sink.fields().values("Content-Range")).containsExactly("bytes 3-5/10");
    assertThat(cacheStatus(sink)).isEqualTo("native-comet; hit; ttl=60");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void aStoredPartAnswersNothingThatIsNotWithinIt() {
    fetchPart(2, 6, "\"1\"");
    origin.answers(500, "");
    assertThat(range(6, 7).statusCode()).isEqualTo(500);
    assertThat(cacheStatus(range(6, 7))).startsWith("native-comet; fwd=partial; fwd-status=500");
    assertThat(fixture.get().statusCode()).isEqualTo(500);
    assertThat(fixture.send(Method.HEAD, TARGET, "Range", "bytes=3-4").statusCode()).isEqualTo(500);
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isFalse();
    assertThat(fixture.get("Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
  }

  @Test
  void partsThatTouchBecomeOne() {
    fetchPart(2, 4, "\"1\"");
    fetchPart(5, 7, "\"1\"", "X", "new");
    RecordingSink sink = range(3, 6);
    assertThat(sink.text()).isEqualTo("3456");
    assertThat(sink.fields().values("X")).containsExactly("new");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void allPartsAreTheWhole() {
    fetchPart(4, 9, "\"1\"");
    fetchPart(0, 5, "\"1\"");
    RecordingSink sink = fixture.get().await();
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text()).isEqualTo(WHOLE);
    assertThat(sink.fields().has("Content-Range")).isFalse();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'\"1\"', '\"2\"'", "'W/\"1\"', 'W/\"1\"'"})
  void partsOfWhatMayBeDifferentVersionsAreNeverCombined(String first, String second) {
    fetchPart(0, 4, first);
    fetchPart(5, 9, second);
    origin.answers(500, "");
    assertThat(fixture.get().statusCode()).isEqualTo(500);
    assertThat(range(4, 5).statusCode()).isEqualTo(500);
  }

  @Test
  void partsThatDoNotTouchAreNotCombinedAndTheNewerIsKept() {
    fetchPart(0, 1, "\"1\"");
    fetchPart(5, 6, "\"1\"");
    assertThat(range(5, 6).text()).isEqualTo("56");
    assertThat(origin.asked()).isEqualTo(2);
    origin.answers(500, "");
    assertThat(range(0, 6).statusCode()).isEqualTo(500);
  }

  @Test
  void partsOfAnotherVersionDoNotReplaceAWhole() {
    origin.answers(200, "abcdefghij", "ETag", "\"0\"", "Cache-Control", "max-age=60");
    fixture.get();
    origin.answers(206, "01", "ETag", "\"1\"", "Content-Range", "bytes 0-1/10");
    fixture.get("Range", "bytes=0-1", "Cache-Control", "no-cache");
    assertThat(fixture.get().await().text()).isEqualTo("abcdefghij");
  }

  @Test
  void aPartSaysNothingOfAWholeThatHasOnlyAWeakTag() {
    String[] fields = {"ETag", "W/\"1\"", "Cache-Control", "max-age=60", "X", "old"};
    origin.answers(200, WHOLE, fields);
    fixture.get();
    origin.answers(206, "01", "ETag", "\"1\"", "Content-Range", "bytes 0-1/10", "X", "new");
    fixture.get("Range", "bytes=0-1", "Cache-Control", "no-cache");
    assertThat(fixture.get().await().fields().values("X")).containsExactly("old");
  }

  @ParameterizedTest
  @CsvSource({
    "no-store, bytes 0-1/10, 01",
    "private, bytes 0-1/10, 01",
    "max-age=60, bytes 0-1/*, 01",
    "max-age=60, bytes 0-2/10, 01",
    "max-age=60, bytes 0-10/10, 01"
  })
  void whatMustNotOrCannotBeStoredAsAPartIsNot(
      String cacheControl, String contentRange, String content) {
    origin.answers(
        206,
        content,
        "ETag",
        "\"1\"",
        "Cache-Control",
        cacheControl,
        "Content-Range",
        contentRange);
    fixture.get("Range", "bytes=0-1");
    fixture.get("Range", "bytes=0-1");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void severalPartsInOneAnswerAreNotStored() {
    origin.answers(
        206,
        "...",
        "ETag",
        "\"1\"",
        "Cache-Control",
        "max-age=60",
        "Content-Type",
        "multipart/byteranges; boundary=x");
    fixture.get("Range", "bytes=0-1,3-4");
    fixture.get("Range", "bytes=0-1,3-4");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aStalePartIsValidatedWithTheRange() {
    fetchPart(2, 6, "\"1\"", "Cache-Control", "max-age=1");
    fixture.advance(5);
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    assertThat(range(3, 4).text()).isEqualTo("34");
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    assertThat(origin.lastRequest().fields().first("Range")).contains("bytes=3-4");
    assertThat(range(5, 6).text()).isEqualTo("56");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aPartIsNoStandInForTheWholeOfAnOriginThatFails() {
    fetchPart(2, 6, "\"1\"", "Cache-Control", "max-age=1, stale-if-error=60");
    fixture.advance(5);
    origin.answers(503, "");
    assertThat(fixture.get().statusCode()).isEqualTo(503);
    assertThat(range(3, 4).text()).isEqualTo("34");
  }

  @Test
  void anAnswerThatBreaksOffIsKeptAsAPartIfItsVersionIsKnown() {
    PushedContent content = new PushedContent(OptionalLong.of(10));
    origin.answers(
        request ->
            new Response(200, Fields.of("ETag", "\"1\"", "Cache-Control", "max-age=60"), content));
    RecordingSink sink = fixture.get();
    content.push("0123").fail();
    assertThat(sink.await().failure()).isNotNull();
    assertThat(range(1, 3).text()).isEqualTo("123");
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(fixture.get("Cache-Control", "only-if-cached").statusCode())
        .as("it is never taken for the whole")
        .isEqualTo(504);
    fetchPart(4, 9, "\"1\"");
    assertThat(fixture.get().await().text()).isEqualTo(WHOLE);
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'W/\"1\"', 10", "'', 10", "'\"1\"', -1"})
  void anAnswerThatBreaksOffIsForgottenIfItsVersionOrLengthIsNotKnown(String tag, long length) {
    PushedContent content =
        new PushedContent(length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
    Fields fields = Fields.of("ETag", tag, "Cache-Control", "max-age=60");
    origin.answers(request -> new Response(200, fields, content));
    fixture.get();
    content.push("0123").fail();
    origin.answers(500, "");
    assertThat(range(1, 3).statusCode()).isEqualTo(500);
  }

  /** The stored beginning, and an origin that has the rest of it. */
  private PushedContent restOf(String tag, String restTag, String contentRange) {
    fetchPart(0, 3, tag, "Cache-Control", "max-age=60", "X", "old");
    PushedContent rest = new PushedContent();
    Fields fields =
        Fields.of("ETag", restTag, "Content-Range", contentRange, "Cache-Control", "max-age=60");
    origin.answers(
        request ->
            request.fields().has("Range")
                ? new Response(206, fields.plus("X", "new"), rest)
                : response(200, "abcdefghij", "ETag", "\"2\""));
    return rest;
  }

  @Test
  void theRestOfAStoredBeginningIsAskedForAndBothAreTheWhole() {
    PushedContent rest = restOf("\"1\"", "\"1\"", "bytes 4-9/10");
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    assertThat(origin.lastRequest().fields().values("Range")).containsExactly("bytes=4-");
    assertThat(origin.lastRequest().fields().values("If-Range")).containsExactly("\"1\"");
    rest.push("456").push("789").complete();
    assertThat(first.await().statusCode()).isEqualTo(200);
    assertThat(first.text()).isEqualTo(WHOLE);
    assertThat(second.await().text()).isEqualTo(WHOLE);
    assertThat(first.fields().has("Content-Range")).isFalse();
    assertThat(first.fields().values("X")).containsExactly("new");
    assertThat(cacheStatus(first))
        .isEqualTo("native-comet; fwd=partial; fwd-status=206; ttl=60; stored");
    assertThat(fixture.get().await().text()).isEqualTo(WHOLE);
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'\"2\"', bytes 4-9/10", "'\"1\"', bytes 5-9/10", "'\"1\"', bytes 4-10/11"})
  void whatIsNotTheRestOfTheStoredBeginningIsAskedForWhole(String tag, String contentRange) {
    PushedContent rest = restOf("\"1\"", tag, contentRange);
    RecordingSink sink = fixture.get().await();
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text()).isEqualTo("abcdefghij");
    assertThat(rest.isCancelled()).isTrue();
    assertThat(origin.asked()).isEqualTo(3);
  }

  @Test
  void anotherVersionComesWholeInPlaceOfTheRest() {
    fetchPart(0, 3, "\"1\"");
    origin.answers(200, "abcdefghij", "ETag", "\"2\"", "Cache-Control", "max-age=60");
    assertThat(fixture.get().await().text()).isEqualTo("abcdefghij");
    assertThat(fixture.get().await().text()).isEqualTo("abcdefghij");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aRestThatBreaksOffBreaksOffTheWholeAndMakesTheBeginningLonger() {
    PushedContent rest = restOf("\"1\"", "\"1\"", "bytes 4-9/10");
    RecordingSink sink = fixture.get();
    rest.push("456").fail();
    assertThat(sink.await().failure()).isNotNull();
    assertThat(range(2, 6).text()).isEqualTo("23456");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"2, 6, '\"1\"'", "0, 3, 'W/\"1\"'"})
  void onlyABeginningWithAStrongTagIsCompleted(int first, int last, String tag) {
    fetchPart(first, last, tag);
    fixture.get();
    assertThat(origin.lastRequest().fields().has("Range")).isFalse();
  }

  @Test
  void aClientsOwnPreconditionIsNotMixedWithOurs() {
    fetchPart(0, 3, "\"1\"");
    fixture.get("If-None-Match", "\"1\"");
    assertThat(origin.lastRequest().fields().has("Range")).isFalse();
  }

  @Test
  void aPartWithoutAStrongTagIsServedWhileItIsFreshAndNeverValidated() {
    fetchPart(2, 6, "W/\"1\"");
    assertThat(range(3, 5).text()).isEqualTo("345");
    assertThat(origin.asked()).isEqualTo(1);
    fixture.advance(61);
    range(3, 5);
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isFalse();
  }
}
