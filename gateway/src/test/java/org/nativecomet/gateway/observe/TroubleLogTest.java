package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.testing.FakeTime;

class TroubleLogTest {
  private static final Failure REFUSED =
      Failure.origin(502, "connection_refused", "The origin refused the connection.");

  private final FakeTime time = new FakeTime(Instant.EPOCH);
  private final TroubleLog trouble = new TroubleLog(time);

  @Test
  void aFailingOriginIsNamedWithItsError() {
    try (CapturedLog log = new CapturedLog(TroubleLog.class)) {
      trouble.originFailed("a.example", REFUSED);
      assertThat(log.lines())
          .containsExactly(
              "WARN TroubleLog origin failed origin=a.example status=502 error=connection_refused"
                  + " detail=\"The origin refused the connection.\" unwritten=0");
    }
  }

  @Test
  void whatRepeatsIsWrittenOnceAnInterval() {
    try (CapturedLog log = new CapturedLog(TroubleLog.class)) {
      trouble.limitReached("max-connections");
      trouble.limitReached("max-connections");
      time.advance(TroubleLog.QUIET.minusMillis(1));
      trouble.limitReached("max-connections");
      time.advance(Duration.ofMillis(1));
      trouble.limitReached("max-connections");
      assertThat(log.lines())
          .containsExactly(
              "WARN TroubleLog limit reached limit=max-connections unwritten=0",
              "WARN TroubleLog limit reached limit=max-connections unwritten=2");
    }
  }

  @Test
  void differentTroublesDoNotHideEachOther() {
    try (CapturedLog log = new CapturedLog(TroubleLog.class)) {
      trouble.limitReached("max-connections");
      trouble.limitReached("max-resets");
      trouble.violation("LENGTH_WITH_TRANSFER_CODING");
      assertThat(log.lines()).hasSize(3);
    }
  }

  @Test
  void aBugHasItsStackTrace() {
    try (CapturedLog log = new CapturedLog(TroubleLog.class)) {
      trouble.unexpected(new IllegalStateException("why"));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR TroubleLog bug unwritten=0\njava.lang.IllegalStateException: why\n")
          .contains("TroubleLogTest");
    }
  }

  @Test
  void theNumberOfKindsIsBounded() {
    Repetitions repetitions = new Repetitions(time, Duration.ofSeconds(1));
    int[] written = {0};
    for (int i = 0; i < Repetitions.MAX_KINDS + 10; i++) {
      repetitions.count("kind " + i, unwritten -> written[0]++);
    }
    assertThat(written[0]).isEqualTo(Repetitions.MAX_KINDS + 1);
  }
}
