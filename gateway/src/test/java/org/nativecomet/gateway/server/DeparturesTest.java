package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.ManualIoThread;

class DeparturesTest {
  private static final int MANY = 2 * Departures.BATCH;

  private final ManualIoThread thread = new ManualIoThread();
  private final Departures departures = new Departures(thread);
  private int closed;

  private void leave(int clients) {
    for (int i = 0; i < clients; i++) {
      departures.add(() -> closed++);
    }
  }

  @Test
  void oneIsClosedAtOnce() {
    thread.run(() -> leave(1));

    assertThat(closed).isEqualTo(1);
    assertThat(thread.waiting()).isZero();
  }

  @Test
  void fewInEachRoundAreClosedInEachRound() {
    thread.run(
        () -> {
          leave(1);
          thread.giveWay(
              () -> {
                assertThat(closed).isEqualTo(1);
                leave(1);
              });
        });

    assertThat(closed).isEqualTo(2);
  }

  @Test
  void nobodyIsClosedBeforeTheRushIsOver() {
    thread.run(
        () -> {
          leave(MANY);
          thread.giveWay(
              () -> {
                assertThat(closed).isZero();
                leave(MANY);
                thread.giveWay(() -> assertThat(closed).isZero());
              });
        });

    assertThat(closed).isEqualTo(2 * MANY);
    assertThat(thread.waiting()).isZero();
  }

  @Test
  void manyAreClosedABatchAtATime() {
    thread.run(
        () -> {
          leave(MANY);
          thread.giveWay(
              () -> thread.giveWay(() -> assertThat(closed).isEqualTo(Departures.BATCH)));
        });

    assertThat(closed).isEqualTo(MANY);
  }

  @Test
  void oneThatCannotBeClosedDoesNotKeepTheOthersOpen() {
    thread.run(
        () -> {
          departures.add(
              () -> {
                throw new IOException("broken");
              });
          leave(1);
        });

    assertThat(closed).isEqualTo(1);
  }
}
