package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

/** What a HEAD says of a stored response (RFC 9111, section 4.3.5). */
class CacheHeadTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @BeforeEach
  void aResponseIsStale() {
    origin.answers(200, "four", "ETag", "\"1\"", "Cache-Control", "max-age=1", "X", "old");
    fixture.get();
    fixture.advance(5);
  }

  @Test
  void aHeadThatAgreesFreshensWhatIsStored() {
    origin.answers(
        200, "", "ETag", "\"1\"", "Content-Length", "4", "Cache-Control", "max-age=60", "X", "new");
    fixture.send(Method.HEAD, TARGET);
    RecordingSink sink = fixture.get().await();
    assertThat(sink.text()).isEqualTo("four");
    assertThat(sink.fields().values("X")).containsExactly("new");
    assertThat(sink.fields().has("Content-Length")).isFalse();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"ETag, '\"2\"'", "Content-Length, 5", "Last-Modified, x"})
  void aHeadThatDisagreesEndsWhatIsStored(String name, String value) {
    origin.answers(200, "", "Cache-Control", "max-age=60", name, value);
    fixture.send(Method.HEAD, TARGET);
    assertThat(fixture.get("Cache-Control", "only-if-cached, max-stale").statusCode())
        .isEqualTo(504);
  }

  @Test
  void aHeadOfAStaleResponseIsConditional() {
    origin.answers(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    RecordingSink head = fixture.send(Method.HEAD, TARGET).await();
    assertThat(origin.lastRequest().method()).isEqualTo(Method.HEAD);
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.fields().first("Content-Length")).contains("4");
    assertThat(fixture.get().await().text()).isEqualTo("four");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void aHeadForOneUserSaysNothingToOthers(String credentials) {
    origin.answers(200, "", "ETag", "\"1\"", "Cache-Control", "max-age=1000", "X", "for A");
    fixture.send(Method.HEAD, TARGET, credentials, "A");
    RecordingSink sink = fixture.get("Cache-Control", "only-if-cached, max-stale").await();
    assertThat(sink.fields().values("X")).containsExactly("old");
    origin.answers(200, "", "ETag", "\"2\"");
    fixture.send(Method.HEAD, TARGET, credentials, "A");
    assertThat(fixture.get("Cache-Control", "only-if-cached, max-stale").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aHeadOfWhatIsGoneEndsWhatIsStored() {
    origin.answers(404, "");
    fixture.send(Method.HEAD, TARGET);
    assertThat(fixture.get("Cache-Control", "only-if-cached, max-stale").statusCode())
        .isEqualTo(504);
  }
}
