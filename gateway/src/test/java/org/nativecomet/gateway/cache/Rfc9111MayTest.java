package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.RecordingSink;

/** What RFC 9111 allows and this cache does, as far as no test of a single rule shows it. */
class Rfc9111MayTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @ParameterizedTest
  @ValueSource(ints = {201, 299, 302, 400, 403, 404, 418, 499, 500, 503, 599})
  void anyFinalStatusIsReusedWhereTheOriginSaysThatItMayBe(int statusCode) {
    origin.answers(statusCode, "one", "Cache-Control", "max-age=60");
    fixture.get();
    RecordingSink hit = fixture.get();
    assertThat(hit.statusCode()).isEqualTo(statusCode);
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void aPublicResponseIsGuessedToBeFresh() {
    origin.answers(
        299,
        "one",
        "Cache-Control",
        "public",
        "Date",
        fixture.date(),
        "Last-Modified",
        fixture.secondsAgo(1000));
    fixture.get();
    fixture.advance(99);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(1);
    fixture.advance(1);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aRequestWithNoStoreIsAnsweredFromWhatIsStored() {
    origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get();
    assertThat(fixture.get("Cache-Control", "no-store").await().text()).isEqualTo("one");
    assertThat(origin.asked()).isEqualTo(1);
  }
}
