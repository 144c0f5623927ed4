package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSpecifierTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-499 | 0-499",
        "bytes=500-999 | 500-999",
        "Bytes= 0-0 , -1 | 0-0 9999-9999",
        "bytes=-500 | 9500-9999",
        "bytes=9500- | 9500-9999",
        "bytes=0-99999 | 0-9999",
        "bytes=-99999 | 0-9999",
        "bytes=500-700,601-999 | 500-700 601-999",
        "bytes=10000-, 5-5 | 5-5",
        "bytes=,,1-2, | 1-2",
        "bytes=0-99999999999999999999999999 | 0-9999",
        "bytes=000000000000000000000000001-2 | 1-2"
      })
  void positionsAreFromTheStartOrTheEnd(String field, String expected) {
    StringBuilder ranges = new StringBuilder();
    for (ByteRange range : RangeSpecifier.parse(field).orElseThrow().satisfiable(10_000)) {
      ranges.append(' ').append(range.first()).append('-').append(range.last());
    }
    assertThat(ranges.toString().trim()).isEqualTo(expected.trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10000-", "bytes=-0", "bytes=99999999999999999999-"})
  void whatIsBeyondTheEndIsNotSatisfiable(String field) {
    assertThat(RangeSpecifier.parse(field).orElseThrow().satisfiable(10_000)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-4",
        "bytes=1",
        "bytes=1-2-3",
        "bytes=+1-2",
        "bytes 0-1",
        "items=0-1",
        "bytes=0-1;x",
        "bytes=0 - 1",
        "bytes=\u0661-2"
      })
  void whatIsNoByteRangeIsNotParsed(String field) {
    assertThat(RangeSpecifier.parse(field)).isEmpty();
  }

  @Test
  void nothingIsInAnEmptyRepresentation() {
    assertThat(RangeSpecifier.parse("bytes=0-,-5").orElseThrow().satisfiable(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 0-0/1, true",
    "bytes 5-9/10, true",
    "bytes 5-10/10, false",
    "bytes 6-5/10, false",
    "bytes 0-0/*, false",
    "bytes */10, false",
    "items 0-0/1, false",
    "bytes 0-99999999999999999999/999999999999999999999, false"
  })
  void aPartSaysWhichOctetsItIsOfHowMany(String value, boolean isValid) {
    assertThat(ContentRange.of(Fields.of("Content-Range", value)).map(ContentRange::toString))
        .isEqualTo(isValid ? java.util.Optional.of(value) : java.util.Optional.empty());
  }
}
