package org.nativecomet.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThreadTimersTest {
  @Test
  void aTaskRunsAfterItsDelay() throws InterruptedException {
    try (ThreadTimers timers = new ThreadTimers()) {
      CountDownLatch ran = new CountDownLatch(1);
      timers.after(Duration.ofMillis(1), ran::countDown);
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatIsAskedForAfterClosingIsForgottenQuietly() {
    ThreadTimers timers = new ThreadTimers();
    timers.close();
    AtomicBoolean ran = new AtomicBoolean();
    timers.after(Duration.ZERO, () -> ran.set(true)).cancel();
    assertThat(ran).isFalse();
  }
}
