package org.nativecomet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 9",
    "bytes=4-, 4, 9",
    "bytes=4-6, 4, 6",
    "bytes=4-99, 4, 9",
    "bytes=-3, 7, 9",
    "bytes=-99, 0, 9"
  })
  void aRangeOfTenOctets(String field, int first, int last) {
    assertThat(ByteRange.parse(field, 10)).isEqualTo(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
  void whatLiesBehindTheEndCannotBeSatisfied(String field) {
    assertThat(ByteRange.parse(field, 10))
        .isNotNull()
        .extracting(ByteRange::isSatisfiable)
        .isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=-", "bytes=0-1,4-5", "items=0-1", "bytes=6-4", "bytes=a-", "bytes"})
  void whatIsNotOneByteRangeIsIgnored(String field) {
    assertThat(ByteRange.parse(field, 10)).isNull();
  }

  @Test
  void nothingOfNothingCanBeSatisfied() {
    assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new ByteRange(0, -1));
  }
}
