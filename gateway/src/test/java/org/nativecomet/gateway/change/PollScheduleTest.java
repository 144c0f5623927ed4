package org.nativecomet.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nativecomet.gateway.change.PollOutcome.Kind.CHANGED;
import static org.nativecomet.gateway.change.PollOutcome.Kind.FAILED;
import static org.nativecomet.gateway.change.PollOutcome.Kind.UNCHANGED;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private static final Duration HALF_SECOND = Duration.ofMillis(500);
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  private final PollSchedule schedule = new PollSchedule(PollingOptions.DEFAULTS);

  private static PollOutcome outcome(PollOutcome.Kind kind) {
    return new PollOutcome(kind, Optional.empty(), Optional.empty());
  }

  private static PollOutcome fresh(PollOutcome.Kind kind, Duration freshness) {
    return new PollOutcome(kind, Optional.of(freshness), Optional.empty());
  }

  @Test
  void withoutFreshnessTheFirstCheckIsSoon() {
    assertThat(schedule.first(outcome(CHANGED))).isEqualTo(HALF_SECOND);
  }

  @Test
  void whatIsFreshIsNotAskedForSooner() {
    assertThat(schedule.first(fresh(CHANGED, Duration.ofSeconds(3)))).hasSeconds(3);
    assertThat(schedule.next(HALF_SECOND, fresh(UNCHANGED, Duration.ofSeconds(3)))).hasSeconds(3);
  }

  @Test
  void freshnessCountsWithinTheBoundsOnly() {
    assertThat(schedule.first(fresh(CHANGED, Duration.ofHours(1)))).isEqualTo(FIVE_SECONDS);
    assertThat(schedule.first(fresh(CHANGED, Duration.ofMillis(1)))).isEqualTo(HALF_SECOND);
  }

  @Test
  void theIntervalGrowsToItsBoundWhileNothingChanges() {
    Duration interval = HALF_SECOND;
    for (int i = 0; i < 20; i++) {
      Duration next = schedule.next(interval, outcome(UNCHANGED));
      assertThat(next).isGreaterThanOrEqualTo(interval);
      interval = next;
    }

    assertThat(interval).isEqualTo(FIVE_SECONDS);
  }

  @Test
  void aChangeBringsTheIntervalBack() {
    assertThat(schedule.next(FIVE_SECONDS, outcome(CHANGED))).isEqualTo(HALF_SECOND);
  }

  @Test
  void aFailingOriginIsLeftAloneForLongerAndLonger() {
    assertThat(schedule.next(FIVE_SECONDS, outcome(FAILED))).hasSeconds(10);
    assertThat(schedule.next(Duration.ofSeconds(40), outcome(FAILED))).hasSeconds(60);
  }

  @Test
  void aFailureBeforeAnythingElseIsFollowedWithinTheLongestBackoff() {
    PollSchedule seldom =
        new PollSchedule(
            new PollingOptions(
                Duration.ofHours(1),
                Duration.ofHours(1),
                0,
                FIVE_SECONDS,
                FIVE_SECONDS,
                FIVE_SECONDS));

    assertThat(seldom.first(outcome(FAILED))).isEqualTo(FIVE_SECONDS);
    assertThat(schedule.first(outcome(FAILED))).isEqualTo(HALF_SECOND);
    assertThat(schedule.firstDelay(HALF_SECOND, outcome(FAILED), 0.5)).isEqualTo(HALF_SECOND);
    assertThat(schedule.firstDelay(HALF_SECOND, wish(Duration.ofSeconds(3)), 0)).hasSeconds(3);
  }

  private static PollOutcome wish(Duration retryAfter) {
    return new PollOutcome(FAILED, Optional.empty(), Optional.of(retryAfter));
  }

  @Test
  void changesWithinTheFreshnessBringTheIntervalBelowIt() {
    PollOutcome changed = fresh(CHANGED, Duration.ofSeconds(4));

    assertThat(schedule.next(Duration.ofSeconds(4), changed)).hasSeconds(2);
    assertThat(schedule.next(Duration.ofSeconds(2), changed)).hasSeconds(1);
    assertThat(schedule.next(HALF_SECOND, changed)).isEqualTo(HALF_SECOND);
  }

  @Test
  void whatDoesNotChangeIsAskedForMoreSeldomThanItsFreshness() {
    PollOutcome unchanged = fresh(UNCHANGED, Duration.ofSeconds(2));

    assertThat(schedule.next(Duration.ofSeconds(2), unchanged)).hasSeconds(3);
    assertThat(schedule.next(Duration.ofSeconds(4), unchanged)).isEqualTo(FIVE_SECONDS);
  }

  @Test
  void anOriginThatAsksToBeLeftAloneIsAskedNoSooner() {
    Duration wish = Duration.ofSeconds(30);

    assertThat(schedule.delay(HALF_SECOND, wish(wish), 0)).isEqualTo(wish);
    assertThat(schedule.delay(HALF_SECOND, wish(wish), 1)).hasSeconds(33);
    assertThat(schedule.firstDelay(HALF_SECOND, wish(wish), 0)).isEqualTo(wish);
    assertThat(schedule.delay(Duration.ofSeconds(60), wish(wish), 0.5)).hasSeconds(60);
  }

  @Test
  void aWishToBeLeftAloneForEverIsNot() {
    assertThat(schedule.delay(HALF_SECOND, wish(Duration.ofDays(1)), 0)).hasMinutes(10);
  }

  @Test
  void jitterVariesTheIntervalByItsPartEitherWay() {
    PollOutcome failed = outcome(FAILED);

    assertThat(schedule.delay(Duration.ofSeconds(10), failed, 0)).hasSeconds(9);
    assertThat(schedule.delay(Duration.ofSeconds(10), failed, 0.5)).hasSeconds(10);
    assertThat(schedule.delay(Duration.ofSeconds(10), failed, 1)).hasSeconds(11);
  }

  @Test
  void jitterDoesNotGoBeyondTheLongestInterval() {
    assertThat(schedule.delay(FIVE_SECONDS, outcome(UNCHANGED), 1)).isEqualTo(FIVE_SECONDS);
    assertThat(schedule.delay(FIVE_SECONDS, outcome(UNCHANGED), 0)).hasMillis(4500);
  }

  @Test
  void whatBeganTogetherIsSpreadOverAnInterval() {
    PollOutcome outcome = outcome(CHANGED);

    assertThat(schedule.firstDelay(HALF_SECOND, outcome, 0)).isEqualTo(HALF_SECOND);
    assertThat(schedule.firstDelay(HALF_SECOND, outcome, 1)).hasMillis(1000);
    assertThat(schedule.firstDelay(FIVE_SECONDS, outcome, 0)).isEqualTo(HALF_SECOND);
    assertThat(schedule.firstDelay(FIVE_SECONDS, outcome, 1)).isEqualTo(FIVE_SECONDS);
  }

  @Test
  void whatComesByItselfIsCheckedNowAndThen() {
    assertThat(schedule.atRest(0)).hasMinutes(5);
    assertThat(schedule.atRest(1)).hasSeconds(270);
  }

  @Test
  void boundsThatCrossAreRefused() {
    assertThatThrownBy(
            () ->
                new PollingOptions(
                    FIVE_SECONDS, HALF_SECOND, 0, FIVE_SECONDS, FIVE_SECONDS, FIVE_SECONDS))
        .hasMessageContaining("polling.max-interval");
  }
}
