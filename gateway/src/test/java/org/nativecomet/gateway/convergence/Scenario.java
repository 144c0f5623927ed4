package org.nativecomet.gateway.convergence;

import java.time.Duration;

/** One run of a plan, from an empty gateway to an empty gateway. */
final class Scenario {
  private final Plan plan;
  private final Stage stage;

  private Scenario(Plan plan, Duration patience) {
    this.plan = plan;
    this.stage = new Stage(plan, patience);
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
        stage.failOnViolation();
      }
    } catch (Violation violation) {
      endAll();
      stage.gateway().gateway().close();
      throw violation;
    }
    endAll();
    leaveNothing();
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
