package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.cache.Freshness.Basis;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

class FreshnessTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private static Freshness of(String... fields) {
    return Freshness.of(200, Fields.of(fields), NOW);
  }

  private static String in(Duration duration) {
    return HttpDate.format(NOW.plus(duration));
  }

  private static String ago(Duration duration) {
    return HttpDate.format(NOW.minus(duration));
  }

  private static Freshness seconds(long seconds, Basis basis) {
    return new Freshness(Duration.ofSeconds(seconds), basis);
  }

  @Test
  void sharedMaxAgeWinsOverMaxAgeAndExpires() {
    assertThat(of("Cache-Control", "max-age=10, s-maxage=5", "Expires", in(Duration.ofHours(1))))
        .isEqualTo(seconds(5, Basis.S_MAXAGE));
  }

  @Test
  void maxAgeWinsOverExpires() {
    assertThat(of("Cache-Control", "max-age=0", "Expires", in(Duration.ofHours(1))))
        .isEqualTo(seconds(0, Basis.MAX_AGE));
  }

  @Test
  void expiresCountsFromTheDateOfTheOrigin() {
    assertThat(of("Date", ago(Duration.ofSeconds(30)), "Expires", in(Duration.ofSeconds(30))))
        .isEqualTo(seconds(60, Basis.EXPIRES));
  }

  @Test
  void expiresCountsFromReceiptWithoutADate() {
    assertThat(of("Expires", in(Duration.ofSeconds(30)))).isEqualTo(seconds(30, Basis.EXPIRES));
    assertThat(of("Date", "today", "Expires", in(Duration.ofSeconds(30))))
        .isEqualTo(seconds(30, Basis.EXPIRES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "", "soon", "Fri, 20 Nov 2026 10:00:00 CET"})
  void anExpiresThatIsNoDateHasExpired(String expires) {
    assertThat(of("Expires", expires, "Last-Modified", ago(Duration.ofDays(10))))
        .isEqualTo(seconds(0, Basis.EXPIRES));
  }

  @Test
  void anExpiresInThePastHasExpired() {
    assertThat(of("Expires", ago(Duration.ofDays(1)))).isEqualTo(seconds(0, Basis.EXPIRES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max-age", "max-age=", "max-age=x", "max-age=1.5", "max-age=-1", "max-age=' 5'"})
  void aMalformedMaxAgeIsStale(String directive) {
    assertThat(of("Cache-Control", directive, "Last-Modified", ago(Duration.ofDays(10))))
        .isEqualTo(seconds(0, Basis.MAX_AGE));
  }

  @Test
  void aQuotedMaxAgeIsRead() {
    assertThat(of("Cache-Control", "MAX-AGE=\"60\"")).isEqualTo(seconds(60, Basis.MAX_AGE));
  }

  @Test
  void aMaxAgeTooLargeToRepresentIsVeryLong() {
    assertThat(of("Cache-Control", "max-age=99999999999999999999").lifetime())
        .isEqualTo(Duration.ofSeconds(1L << 31));
  }

  @Test
  void aTenthOfTheTimeWithoutAChangeIsGuessed() {
    assertThat(of("Last-Modified", ago(Duration.ofSeconds(100))))
        .isEqualTo(seconds(10, Basis.HEURISTIC));
    assertThat(
            of("Last-Modified", ago(Duration.ofSeconds(100)), "Date", ago(Duration.ofSeconds(50))))
        .isEqualTo(seconds(5, Basis.HEURISTIC));
  }

  @Test
  void noGuessIsLongerThanADay() {
    assertThat(of("Last-Modified", ago(Duration.ofDays(10))).lifetime())
        .isEqualTo(Duration.ofDays(1));
    assertThat(of("Last-Modified", ago(Duration.ofDays(11))).lifetime())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void nothingIsGuessedFromNothing() {
    assertThat(of()).isEqualTo(seconds(0, Basis.NONE));
    assertThat(of("Last-Modified", "long ago")).isEqualTo(seconds(0, Basis.NONE));
    assertThat(of("Last-Modified", in(Duration.ofDays(1)))).isEqualTo(seconds(0, Basis.NONE));
  }

  @Test
  void guessingIsForStatusCodesThatAllowItOrForWhatIsPublic() {
    Fields fields = Fields.of("Last-Modified", ago(Duration.ofSeconds(100)));
    assertThat(Freshness.of(302, fields, NOW).basis()).isEqualTo(Basis.NONE);
    assertThat(Freshness.of(404, fields, NOW).basis()).isEqualTo(Basis.HEURISTIC);
    assertThat(Freshness.of(302, fields.plus("Cache-Control", "public"), NOW).basis())
        .isEqualTo(Basis.HEURISTIC);
  }
}
