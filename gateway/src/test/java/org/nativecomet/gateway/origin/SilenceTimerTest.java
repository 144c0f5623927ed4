package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.FakeTime;

class SilenceTimerTest {
  private final FakeTime time = new FakeTime(Instant.EPOCH);
  private final AtomicInteger silences = new AtomicInteger();
  private final SilenceTimer timer = new SilenceTimer(time, time, silences::incrementAndGet);

  @Test
  void silenceIsNoticedAtTheLimit() {
    timer.start(Duration.ofSeconds(10));
    time.advance(Duration.ofMillis(9_999));
    assertThat(silences).hasValue(0);
    time.advance(Duration.ofMillis(1));
    assertThat(silences).hasValue(1);
  }

  @Test
  void whateverHappensPutsItOff() {
    timer.start(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(9));
    timer.touch();
    time.advance(Duration.ofSeconds(9));
    assertThat(silences).hasValue(0);
    time.advance(Duration.ofSeconds(1));
    assertThat(silences).hasValue(1);
  }

  @Test
  void silenceThatNobodyEndsIsNoticedAgain() {
    timer.start(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(30));
    assertThat(silences).hasValue(3);
  }

  @Test
  void startingAgainForgetsWhatWas() {
    timer.start(Duration.ofSeconds(60));
    time.advance(Duration.ofSeconds(59));
    timer.start(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(9));
    assertThat(silences).hasValue(0);
    time.advance(Duration.ofSeconds(1));
    assertThat(silences).hasValue(1);
  }

  @Test
  void nothingIsNoticedOrKeptOnceItIsStopped() {
    timer.start(Duration.ofSeconds(10));
    timer.stop();
    assertThat(time.waiting()).isZero();
    timer.start(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(60));
    assertThat(silences).hasValue(0);
  }
}
