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
            new PollingOptions(Duration.ofHours(1), Duration.ofHours(1), 0, FIVE_SECONDS));
    PollOutcome wish =
        new PollOutcome(FAILED, Optional.empty(), Optional.of(Duration.ofSeconds(3)));

    assertThat(seldom.first(outcome(FAILED))).isEqualTo(FIVE_SECONDS);
    assertThat(schedule.first(outcome(FAILED))).isEqualTo(HALF_SECOND);
    assertThat(schedule.first(wish)).hasSeconds(3);
  }

  @Test
  void anOriginThatAsksToBeLeftAloneIs() {
    PollOutcome wish =
        new PollOutcome(FAILED, Optional.empty(), Optional.of(Duration.ofSeconds(30)));

    assertThat(schedule.next(HALF_SECOND, wish)).hasSeconds(30);
  }

  @Test
  void jitterVariesTheIntervalByItsPartEitherWay() {
    assertThat(schedule.jittered(Duration.ofSeconds(10), 0)).hasSeconds(9);
    assertThat(schedule.jittered(Duration.ofSeconds(10), 0.5)).hasSeconds(10);
    assertThat(schedule.jittered(Duration.ofSeconds(10), 1)).hasSeconds(11);
  }

  @Test
  void jitterDoesNotGoBeyondTheLongestInterval() {
    assertThat(schedule.jittered(FIVE_SECONDS, 1)).isEqualTo(FIVE_SECONDS);
    assertThat(schedule.jittered(FIVE_SECONDS, 0)).hasMillis(4500);
  }

  @Test
  void boundsThatCrossAreRefused() {
    assertThatThrownBy(() -> new PollingOptions(FIVE_SECONDS, HALF_SECOND, 0, FIVE_SECONDS))
        .hasMessageContaining("polling.max-interval");
  }
}
