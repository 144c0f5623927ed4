package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.FakeTime;

class PatienceTest {
  private static final Duration HIDDEN = Duration.ofMinutes(1);

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-20T09:00:00Z"));
  private final Patience patience = new Patience(time);
  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void itEndsSoLongAfterTheFirstFailureHoweverManyThereAre() {
    assertThat(isOver()).isFalse();
    time.advance(Duration.ofSeconds(40));
    assertThat(isOver()).isFalse();

    time.advance(Duration.ofSeconds(19));
    assertThat(ends).hasValue(0);
    time.advance(Duration.ofSeconds(1));
    assertThat(ends).hasValue(1);
  }

  @Test
  void itIsOverWhereNothingIsHidden() {
    assertThat(patience.isOver(time.instant(), Duration.ZERO, ends::incrementAndGet)).isTrue();
    assertThat(patience.isTried()).isTrue();
  }

  @Test
  void itIsRestoredWhenTheOriginRecovers() {
    isOver();
    time.advance(Duration.ofSeconds(40));

    patience.restore();

    time.advance(HIDDEN);
    assertThat(ends).hasValue(0);
    assertThat(isOver()).isFalse();
  }

  private boolean isOver() {
    return patience.isOver(time.instant(), HIDDEN, ends::incrementAndGet);
  }
}
