package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private static String ago(long seconds) {
    return HttpDate.format(NOW.minusSeconds(seconds));
  }

  private static boolean holdCurrent(Fields request, String... representation) {
    return Preconditions.holdCurrent(request, Fields.of(representation), NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"0\",\"1\"", "*", " * "})
  void aTagThatMatchesWeaklyIsCurrent(String tags) {
    assertThat(holdCurrent(Fields.of("If-None-Match", tags), "ETag", "\"1\"")).isTrue();
    assertThat(holdCurrent(Fields.of("If-None-Match", tags), "ETag", "W/\"1\"")).isTrue();
  }

  @Test
  void tagsOfSeveralLinesCount() {
    Fields request = Fields.of("If-None-Match", "\"0\"", "If-None-Match", "\"1\"");
    assertThat(holdCurrent(request, "ETag", "\"1\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "1", "", "\"*\""})
  void anotherTagIsNotCurrentWhateverTheDate(String tags) {
    Fields request = Fields.of("If-None-Match", tags, "If-Modified-Since", ago(0));
    assertThat(holdCurrent(request, "ETag", "\"1\"", "Last-Modified", ago(100))).isFalse();
  }

  @Test
  void aRepresentationWithoutATagMatchesNoTagButTheStar() {
    assertThat(holdCurrent(Fields.of("If-None-Match", "\"1\""))).isFalse();
    assertThat(holdCurrent(Fields.of("If-None-Match", "*"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"101,false", "100,true", "99,true", "0,true"})
  void aDateNotBeforeTheLastChangeIsCurrent(long since, boolean isCurrent) {
    Fields request = Fields.of("If-Modified-Since", ago(since));
    assertThat(holdCurrent(request, "Last-Modified", ago(100), "Date", ago(99)))
        .isEqualTo(isCurrent);
  }

  @Test
  void theSecondOfTheLastChangeIsNotEnoughWhereTwoVersionsCouldShareIt() {
    Fields same = Fields.of("If-Modified-Since", ago(100));
    Fields later = Fields.of("If-Modified-Since", ago(99));
    assertThat(holdCurrent(same, "Last-Modified", ago(100), "Date", ago(100))).isFalse();
    assertThat(holdCurrent(later, "Last-Modified", ago(100), "Date", ago(100))).isTrue();
  }

  @Test
  void withoutALastModifiedTheDateCounts() {
    assertThat(holdCurrent(Fields.of("If-Modified-Since", ago(9)), "Date", ago(10))).isTrue();
    assertThat(holdCurrent(Fields.of("If-Modified-Since", ago(10)), "Date", ago(10))).isFalse();
    assertThat(holdCurrent(Fields.of("If-Modified-Since", ago(1)))).isFalse();
  }

  @Test
  void aDateThatIsNoneIsIgnored() {
    assertThat(holdCurrent(Fields.of("If-Modified-Since", "now"), "Last-Modified", ago(9)))
        .isFalse();
    assertThat(holdCurrent(Fields.empty(), "Last-Modified", ago(9))).isFalse();
  }
}
