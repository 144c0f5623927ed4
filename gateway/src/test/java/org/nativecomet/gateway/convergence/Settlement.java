package org.nativecomet.gateway.convergence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Trouble is over for now: everybody comes and reads, and the origin answers. Then every client
 * holds what the origin has, of everything.
 *
 * <p>Threading: the thread that performs the steps.
 */
final class Settlement {
  private static final long BETWEEN_TWO_LOOKS_NANOS = 1_000_000;

  private final Stage stage;
  private final Duration patience;

  /**
   * Of what happens on this stage.
   *
   * @param patience how long it may take
   */
  Settlement(Stage stage, Duration patience) {
    this.stage = stage;
    this.patience = patience;
  }

  /**
   * Waits for it.
   *
   * @throws Violation where a client is left with anything else
   */
  void await() {
    stage.origin().resources().forEach(OriginResource::recover);
    for (Client client : stage.clients()) {
      client.come();
      client.resume();
    }
    await(stage::isQuiet);
    stage.announceUncertain();
    if (!await(() -> unsettled().isEmpty())) {
      throw new Violation(Property.CONVERGENCE, told(unsettled()));
    }
  }

  private List<Client> unsettled() {
    return stage.clients().stream().filter(client -> !client.isSettled()).toList();
  }

  private String told(List<Client> unsettled) {
    StringBuilder who = new StringBuilder("not what the origin has: " + stage.origin().resources());
    for (Client client : unsettled) {
      who.append('\n').append(client.plan()).append('\n').append(client.traces());
    }
    return who.toString();
  }

  private boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      stage.failOnViolation();
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_TWO_LOOKS_NANOS);
    }
    return true;
  }
}
