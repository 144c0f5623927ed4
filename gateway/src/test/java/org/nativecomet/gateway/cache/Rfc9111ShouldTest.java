package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.RecordingSink;

/** What RFC 9111 and RFC 8246 advise, as far as no test of a single rule shows it. */
class Rfc9111ShouldTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-5", "7.5", "7;x=1", "7 7", "'7'", ""})
  void anAgeThatIsNoNumberIsIgnored(String age) {
    origin.answers(200, "one", "Cache-Control", "max-age=60", "Age", age);
    fixture.get();
    assertThat(fixture.get().fields().values("Age")).containsExactly("0");
  }

  @Test
  void theFirstAgeOfSeveralCounts() {
    origin.answers(200, "one", "Cache-Control", "max-age=60", "Age", "7, 100", "Age", "200");
    fixture.get();
    assertThat(fixture.get().fields().values("Age")).containsExactly("7");
  }

  @Test
  void noStoreBesideMustUnderstandIsIgnoredForAKnownStatus() {
    origin.answers(200, "one", "Cache-Control", "no-store, must-understand, max-age=60");
    fixture.get();
    fixture.get();
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void aReloadOfWhatIsImmutableIsAnsweredFromTheStore() {
    origin.answers(200, "one", "Cache-Control", "max-age=60, immutable", "ETag", "\"1\"");
    fixture.get();
    fixture.advance(59);
    RecordingSink reload = fixture.get("Cache-Control", "max-age=0", "If-None-Match", "\"1\"");
    assertThat(reload.statusCode()).isEqualTo(304);
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void whatIsImmutableIsValidatedOnceItIsStale() {
    origin.answers(200, "one", "Cache-Control", "max-age=60, immutable", "ETag", "\"1\"");
    fixture.get();
    fixture.advance(60);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
    assertThat(origin.lastRequest().fields().values("If-None-Match")).containsExactly("\"1\"");
  }
}
