package org.nativecomet.gateway.convergence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One run of a plan, from an empty gateway to an empty gateway. */
final class Scenario {
  private final Plan plan;
  private final Duration patience;
  private final Stage stage;

  private Scenario(Plan plan, Duration patience) {
    this.plan = plan;
    this.patience = patience;
    this.stage = new Stage(plan);
  }

  /**
   * Carries out a plan.
   *
   * @param patience how long it may take to settle
   * @throws Violation where a property did not hold
   */
  static void run(Plan plan, Duration patience) {
    new Scenario(plan, patience).run();
  }

  private void run() {
    try {
      for (Step step : plan.steps()) {
        step.perform(stage);
        failOnViolation();
      }
      settle();
    } catch (Violation violation) {
      endAll();
      stage.gateway().gateway().close();
      throw violation;
    }
    endAll();
    leaveNothing();
  }

  /** Trouble is over: everybody comes and reads, and the origin answers. */
  private void settle() {
    stage.origin().resources().forEach(OriginResource::recover);
    for (Client client : stage.clients()) {
      client.come();
      client.resume();
    }
    await(stage::isQuiet);
    if (plan.regime() == Plan.Regime.ANNOUNCED) {
      stage.errands().announceUncertain();
    }
    if (!await(() -> unsettled().isEmpty())) {
      StringBuilder who =
          new StringBuilder("not what the origin has: " + stage.origin().resources());
      for (Client client : unsettled()) {
        who.append('\n').append(client.plan()).append('\n').append(client.traces());
      }
      throw new Violation(Property.CONVERGENCE, who.toString());
    }
  }

  private List<Client> unsettled() {
    return stage.clients().stream().filter(client -> !client.isSettled()).toList();
  }

  private boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      failOnViolation();
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  private void failOnViolation() {
    stage
        .violation()
        .ifPresent(
            violation -> {
              throw violation;
            });
  }

  private void endAll() {
    stage.clients().forEach(Client::end);
    stage.origin().resources().forEach(OriginResource::recover);
  }

  private void leaveNothing() {
    try {
      stage.gateway().close();
    } catch (AssertionError left) {
      throw new Violation(Property.NOTHING_LEFT, left.toString());
    } finally {
      stage.origin().close();
    }
  }
}
