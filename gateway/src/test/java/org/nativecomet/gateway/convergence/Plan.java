package org.nativecomet.gateway.convergence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that a run decides: the resources, the clients, and what happens to them in which
 * order. It follows from the seed alone. What it does not decide is how threads and packets
 * interleave while it is carried out, so the same plan may go well once and not the next time.
 *
 * @param configuration lines of the gateway's configuration, beyond the regime's
 */
record Plan(
    long seed,
    Regime regime,
    List<String> configuration,
    List<PlannedResource> resources,
    List<PlannedClient> clients,
    List<Step> steps) {
  /** How the gateway learns of changes. */
  enum Regime {
    /**
     * Every change is made through the gateway or announced to it, and nothing is asked for again
     * unless it fails: whatever a change source or its listeners lose stays lost.
     */
    ANNOUNCED("min-interval: 10m", "max-interval: 10m", "max-backoff: 60ms"),
    /** Changes are made behind the gateway's back too, and are found by asking again. */
    POLLED("min-interval: 30ms", "max-interval: 120ms", "max-backoff: 150ms");

    private final String polling;

    Regime(String... polling) {
      this.polling = String.join("\n  ", polling);
    }

    String configuration() {
      return "polling:\n  " + polling;
    }
  }

  /** For whoever has to find out what went wrong. */
  @Override
  public String toString() {
    return "plan of seed "
        + seed
        + ", "
        + regime
        + ", "
        + configuration
        + "\nresources\n"
        + lines(resources)
        + "\nclients\n"
        + lines(clients)
        + "\nsteps\n"
        + lines(steps);
  }

  private static String lines(List<?> values) {
    return values.stream().map(value -> "  " + value).collect(Collectors.joining("\n"));
  }
}
