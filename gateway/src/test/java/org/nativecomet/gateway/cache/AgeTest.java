package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

class AgeTest {
  private static final Instant REQUESTED = Instant.parse("2026-11-20T09:00:00Z");
  private static final Instant RECEIVED = REQUESTED.plusSeconds(3);

  private static Duration initial(String... fields) {
    return Age.of(Fields.of(fields), REQUESTED, RECEIVED).initial();
  }

  private static String dateBefore(long seconds) {
    return HttpDate.format(RECEIVED.minusSeconds(seconds));
  }

  @Test
  void withoutFieldsItIsTheTimeTheAnswerTook() {
    assertThat(initial()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void theAgeFieldCountsFromTheRequest() {
    assertThat(initial("Age", "10", "Date", dateBefore(0))).isEqualTo(Duration.ofSeconds(13));
  }

  @Test
  void aDateThatIsOlderThanTheAgeFieldSaysWins() {
    assertThat(initial("Age", "10", "Date", dateBefore(60))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aDateInTheFutureMakesNothingYounger() {
    assertThat(initial("Date", dateBefore(-60))).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"7, 100|10", "-5|3", "1.5|3", "ten|3", "''|3", "99999999999999|2147483651"})
  void theFirstMemberOfAgeCountsAndNonsenseDoesNot(String value, long seconds) {
    assertThat(initial("Age", value)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void theFirstLineOfAgeCounts() {
    assertThat(initial("Age", "7", "Age", "100")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theFractionOfTheSecondOfReceiptIsNoAge() {
    Instant received = REQUESTED.plusMillis(900);
    Fields fields = Fields.of("Date", HttpDate.format(REQUESTED));
    assertThat(Age.of(fields, received, received).initial()).isEqualTo(Duration.ZERO);
  }

  @Test
  void itGrowsWithTheTimeInTheStore() {
    Age age = Age.of(Fields.of("Age", "10"), REQUESTED, RECEIVED);
    assertThat(age.at(RECEIVED.plusSeconds(5))).isEqualTo(Duration.ofSeconds(18));
  }

  @Test
  void aClockThatWasSetBackMakesNothingYounger() {
    Age age = Age.of(Fields.of("Age", "10"), RECEIVED, REQUESTED);
    assertThat(age.initial()).isEqualTo(Duration.ofSeconds(10));
    assertThat(age.at(REQUESTED.minusSeconds(50))).isEqualTo(Duration.ofSeconds(10));
  }
}
