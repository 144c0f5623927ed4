package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "'Fri, 20 Nov 2026 09:00:30 GMT', 30",
    "'Friday, 20-Nov-26 09:00:30 GMT', 30",
    "'Fri, 20 Nov 2026 08:00:00 GMT', 0"
  })
  void secondsAndDatesAreUnderstood(String value, long seconds) {
    assertThat(RetryAfter.of(Fields.of("Retry-After", value), NOW))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5"})
  void whatCannotBeReadAsksForNothing(String value) {
    assertThat(RetryAfter.of(Fields.of("Retry-After", value), NOW)).isEmpty();
  }

  @Test
  void nothingAsksForNothing() {
    assertThat(RetryAfter.of(Fields.empty(), NOW)).isEmpty();
  }
}
