package org.nativecomet.samples.nativeorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dates that nobody can wait for in a test of the whole. */
class PositionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00.500Z");
  private static final Instant SECOND = Instant.parse("2026-11-20T08:59:58Z");

  @Test
  void theSecondOfTheOnlyStateInItIsKnown() {
    assertThat(at("Fri, 20 Nov 2026 08:59:58 GMT").has(state(false), NOW)).isTrue();
  }

  @Test
  void theSecondOfOneStateOfSeveralIsNot() {
    assertThat(at("Fri, 20 Nov 2026 08:59:58 GMT").has(state(true), NOW)).isFalse();
  }

  @Test
  void theSecondBeforeIsOlder() {
    assertThat(at("Fri, 20 Nov 2026 08:59:57 GMT").has(state(false), NOW)).isFalse();
  }

  @Test
  void theFutureIsAllThatThereIs() {
    assertThat(at("Fri, 20 Nov 2026 09:00:01 GMT").has(state(true), NOW)).isTrue();
  }

  @Test
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead() {
    assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW))
        .contains(Instant.parse("1994-11-06T08:49:37Z"));
    assertThat(HttpDate.parse("Wednesday, 01-Jan-70 00:00:00 GMT", NOW))
        .contains(Instant.parse("2070-01-01T00:00:00Z"));
  }

  @Test
  void tagsDecideWhereThereAreAny() {
    Position position =
        Position.of(
                fields("Fri, 20 Nov 2026 09:00:00 GMT").with("If-None-Match", "\"another\""), NOW)
            .orElseThrow();

    assertThat(position.has(state(false), NOW)).isFalse();
  }

  private static Representation state(boolean sharesItsSecond) {
    return Representation.of("text/plain", "x", SECOND, sharesItsSecond);
  }

  private static Position at(String date) {
    return Position.of(fields(date), NOW).orElseThrow();
  }

  private static Fields fields(String date) {
    return new Fields(List.of(new Fields.Line("When-Modified-After", date)));
  }
}
