package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

/** Parts of a stored whole (RFC 9110, section 14). */
class CacheRangeTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  private void store(String content, String... fields) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 6);
    String[] more = {"ETag", "\"1\"", "Cache-Control", "max-age=60", "Content-Type", "text/plain"};
    System.arraycopy(more, 0, all, fields.length, more.length);
    origin.answers(200, content, all);
    fixture.get();
  }

  private RecordingSink range(String range, String... fields) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "Range";
    all[fields.length + 1] = range;
    RecordingSink sink = fixture.get(all).await();
    assertThat(origin.asked()).as("answered from the store").isEqualTo(1);
    return sink;
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=8-, 89, bytes 8-9/10",
    "bytes=-3, 789, bytes 7-9/10",
    "bytes=9-100, 9, bytes 9-9/10",
    "bytes=-100, 0123456789, bytes 0-9/10"
  })
  void aRangeOfWhatIsStoredIsAPart(String range, String content, String contentRange) {
    store("0123456789");
    RecordingSink sink = range(range);
    assertThat(sink.statusCode()).isEqualTo(206);
    assertThat(sink.text()).isEqualTo(content);
    assertThat(sink.fields().values("Content-Range")).containsExactly(contentRange);
    assertThat(sink.fields().first("ETag")).contains("\"1\"");
    assertThat(sink.fields().has("Age")).isTrue();
    assertThat(cacheStatus(sink)).isEqualTo("native-comet; hit; ttl=60");
  }

  @Test
  void severalRangesAreAMultipartInTheirOrder() {
    store("0123456789");
    RecordingSink sink = range("bytes=8-8, 20-, 0-1");
    assertThat(sink.statusCode()).isEqualTo(206);
    assertThat(sink.fields().has("Content-Range")).isFalse();
    String type = sink.fields().first("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = "--" + type.substring(type.indexOf('=') + 1);
    assertThat(sink.text())
        .isEqualTo(
            boundary
                + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-8/10\r\n\r\n8\r\n"
                + boundary
                + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
                + boundary
                + "--\r\n");
  }

  @Test
  void oneSatisfiableRangeOfSeveralIsASinglePart() {
    store("0123456789");
    assertThat(range("bytes=100-, 2-3").fields().values("Content-Range"))
        .containsExactly("bytes 2-3/10");
  }

  @Test
  void aRangeBeyondTheEndIs416WithTheLength() {
    store("0123456789");
    RecordingSink sink = range("bytes=10-");
    assertThat(sink.statusCode()).isEqualTo(416);
    assertThat(sink.text()).isEmpty();
    assertThat(sink.fields().values("Content-Range")).containsExactly("bytes */10");
    assertThat(sink.fields().has("Content-Type")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-4", "bytes=x", "bytes=0-5,1-6,2-7", "bytes=0-,0-,0-,0-,0-,0-"})
  void aRangeThatIsInvalidOrExcessiveIsIgnored(String range) {
    store("0123456789");
    RecordingSink sink = range(range);
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text()).isEqualTo("0123456789");
  }

  @Test
  void upToTheLimitOfRangesAndNoMoreAreParts() {
    store("x".repeat(1000));
    StringBuilder ranges = new StringBuilder("bytes=0-0");
    for (int i = 1; i < RangePolicy.MOST_RANGES; i++) {
      ranges.append(',').append(2 * i).append('-').append(2 * i);
    }
    assertThat(range(ranges.toString()).statusCode()).isEqualTo(206);
    assertThat(range(ranges + ",500-500").statusCode()).isEqualTo(200);
  }

  @Test
  void aRangeOfNothingIsTheWholeNothing() {
    store("");
    assertThat(range("bytes=0-").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"\"1\", 206", "\"0\", 200", "W/\"1\", 200", "rubbish, 200"})
  void ifRangeAsksForThePartOnlyOfTheVersionItNames(String validator, int status) {
    store("0123456789");
    assertThat(range("bytes=0-0", "If-Range", validator).statusCode()).isEqualTo(status);
  }

  @Test
  void aDateInIfRangeMustBeTheExactOneAndTellVersionsApart() {
    store("0123456789", "Last-Modified", fixture.secondsAgo(100), "Date", fixture.date());
    String exact = fixture.secondsAgo(100);
    assertThat(range("bytes=0-0", "If-Range", exact).statusCode()).isEqualTo(206);
    assertThat(range("bytes=0-0", "If-Range", fixture.secondsAgo(50)).statusCode()).isEqualTo(200);
    CacheFixture recent = new CacheFixture();
    String now = recent.date();
    recent.origin.answers(
        200, "0123", "Last-Modified", now, "Date", now, "Cache-Control", "max-age=60");
    recent.get();
    assertThat(recent.get("Range", "bytes=0-0", "If-Range", now).statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasAPartAlreadyIsNotToldItsTypeAgain() {
    store("0123456789");
    assertThat(range("bytes=0-0").fields().has("Content-Type")).isTrue();
    assertThat(range("bytes=0-0", "If-Range", "\"1\"").fields().has("Content-Type")).isFalse();
  }

  @Test
  void preconditionsComeBeforeRanges() {
    store("0123456789");
    assertThat(range("bytes=0-0", "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
  }

  @Test
  void headIgnoresRange() {
    store("0123456789");
    RecordingSink head = fixture.send(Method.HEAD, TARGET, "Range", "bytes=0-0").await();
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.fields().first("Content-Length")).contains("10");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void onlyA200HasParts() {
    origin.answers(404, "none", "Cache-Control", "max-age=60");
    fixture.get();
    assertThat(fixture.get("Range", "bytes=0-0").statusCode()).isEqualTo(404);
  }

  @Test
  void unitsWeDoNotKnowAreForTheOrigin() {
    store("0123456789");
    fixture.get("Range", "items=0-1");
    assertThat(origin.lastRequest().fields().first("Range")).contains("items=0-1");
  }

  @Test
  void aRangeOfWhatIsStaleIsServedOnceTheOriginConfirmsIt() {
    store("0123456789");
    fixture.advance(100);
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    RecordingSink sink = fixture.get("Range", "bytes=0-1").await();
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    assertThat(sink.statusCode()).isEqualTo(206);
    assertThat(sink.text()).isEqualTo("01");
  }

  @Test
  void partsOfOneStoredResponseAreViewsAndNotCopies() {
    store("x".repeat(200_000));
    assertThat(range("bytes=1-199998").text()).hasSize(199_998);
  }
}
