package org.nativecomet.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "1h,PT1H", "0s,PT0S", "1500ms,PT1.5S"})
  void durationsAreANumberAndAUnit(String text, Duration duration) {
    assertThat(Quantity.duration(text)).contains(duration);
    assertThat(Quantity.text(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4097,4097", "64KiB,65536", "16MiB,16777216", "2GiB,2147483648"})
  void sizesAreOctetsOrBinaryMultiples(String text, long octets) {
    assertThat(Quantity.octets(text)).contains(octets);
    assertThat(Quantity.text(octets)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1 s", "1.5s", "1d", "9999999999s", "1S"})
  void otherDurationsAreNone(String text) {
    assertThat(Quantity.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1KB", "1k", "KiB", "1 KiB", "1.5MiB", "9999999999999"})
  void otherSizesAreNone(String text) {
    assertThat(Quantity.octets(text)).isEmpty();
  }

  @Test
  void theLargestSizeDoesNotOverflow() {
    assertThat(Quantity.octets("999999999999GiB").orElseThrow()).isPositive();
  }
}
