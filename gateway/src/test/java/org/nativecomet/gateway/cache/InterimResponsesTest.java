package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

/** A cache stores final responses; what is said before them passes (RFC 9111, section 3). */
class InterimResponsesTest {
  private static final InterimResponse HINTS =
      new InterimResponse(
          103, Fields.of("Link", "</a>", "Cache-Control", "max-age=60", "ETag", "\"hint\""));

  private final CacheFixture fixture = new CacheFixture();

  @BeforeEach
  void theOriginIsSlow() {
    fixture.origin.holds();
  }

  @Test
  void onlyTheOneWhoseRequestWasSentIsTold() {
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    fixture.origin.inform(0, HINTS);
    fixture.origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(first.await().interim()).containsExactly(HINTS);
    assertThat(second.await().interim()).isEmpty();
    assertThat(second.text()).isEqualTo("one");
  }

  @Test
  void nothingOfThemIsStored() {
    fixture.get();
    fixture.origin.inform(0, HINTS);
    fixture.origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    RecordingSink reused = fixture.get().await();
    assertThat(cacheStatus(reused)).contains("hit");
    assertThat(reused.interim()).isEmpty();
    assertThat(reused.fields().has("Link")).isFalse();
    assertThat(reused.fields().has("ETag")).isFalse();
  }

  @Test
  void oneWhoHasGoneIsNotTold() {
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    first.abandon();
    fixture.origin.inform(0, HINTS);
    fixture.origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(first.interim()).isEmpty();
    assertThat(second.await().interim()).isEmpty();
  }

  @Test
  void theyPassToAnUnsafeRequest() {
    RecordingSink sink = fixture.send(Method.POST, TARGET);
    fixture.origin.inform(0, HINTS);
    fixture.origin.release(0, response(204, ""));
    assertThat(sink.await().interim()).containsExactly(HINTS);
  }
}
