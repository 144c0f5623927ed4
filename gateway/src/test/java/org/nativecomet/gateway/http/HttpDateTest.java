package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Wed, 1 Jan 1970 00:00:00 GMT",
        "Thursday, 01-Jan-70 00:00:00 GMT",
        "Thu Jan  1 00:00:00 1970",
        "THU, 01 JAN 1970 00:00:00 gmt",
        "thursday, 01-jan-70 00:00:00 GMT"
      })
  void everySpellingOfTheEpochIsTheEpoch(String text) {
    assertThat(HttpDate.parse(text, NOW)).contains(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1357000000",
        "now",
        "",
        "Tue, 05 Mar 2013 12:00:00 GMT+02:00",
        "Fri, 20 Nov 2026 25:00:00 GMT",
        "Fri, 20 Nov 2026 10:00:61 GMT",
        "Fri, 20 Nov 2026 10:00:00 UTC",
        "Fri, 20 Nov 2026 10:00:00 +0000",
        "Fri, 20 Nov 26 10:00:00 GMT",
        "20 Nov 2026 10:00:00 GMT",
        "Fri, 31 Feb 2026 10:00:00 GMT",
        "Fri, 20 Foo 2026 10:00:00 GMT"
      })
  void whatIsNoDateIsNotParsed(String text) {
    assertThat(HttpDate.parse(text, NOW)).isEmpty();
  }

  @Test
  void aTwoDigitYearMoreThanFiftyYearsAheadIsInThePast() {
    assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW))
        .contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @Test
  void aLeapSecondIsTheLastThatCanBeNamed() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW))
        .contains(Instant.parse("2016-12-31T23:59:59Z"));
  }

  @Test
  void formattingDropsTheFractionOfASecond() {
    assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37.9Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }
}
