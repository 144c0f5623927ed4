package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaSecondsTest {
  @Test
  void digitsAreSeconds() {
    assertThat(DeltaSeconds.parse("0")).contains(Duration.ZERO);
    assertThat(DeltaSeconds.parse("007")).contains(Duration.ofSeconds(7));
    assertThat(DeltaSeconds.parse("2147483647")).contains(Duration.ofSeconds(2147483647L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "9999999999", "10000000000", "99999999999999999999999"})
  void whatIsTooLargeIsInfinite(String text) {
    assertThat(DeltaSeconds.parse(text)).contains(DeltaSeconds.INFINITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.0", "1s", " 1", "\u0661"})
  void whatIsNoNumberIsNotParsed(String text) {
    assertThat(DeltaSeconds.parse(text)).isEmpty();
  }
}
