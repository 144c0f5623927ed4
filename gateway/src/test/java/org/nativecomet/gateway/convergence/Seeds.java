package org.nativecomet.gateway.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which seeds a run is for, by system properties. */
final class Seeds {
  /** One seed: to see again what happened. */
  static final String ONE = "convergence.seed";

  /** How many seeds. */
  static final String COUNT = "convergence.seeds";

  /** Those that every run has; the others are new each time. */
  private static final int FIXED = 20;

  private static final int FRESH = 5;
  private static final int LARGEST = 1_000_000_000;

  private Seeds() {}

  static List<Long> asked() {
    String one = System.getProperty(ONE, "");
    if (!one.isEmpty()) {
      return List.of(Long.parseLong(one));
    }
    int count = Integer.getInteger(COUNT, FIXED + FRESH);
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= Math.min(FIXED, count); seed++) {
      seeds.add(seed);
    }
    Random random = new Random();
    while (seeds.size() < count) {
      seeds.add((long) random.nextInt(LARGEST));
    }
    return List.copyOf(seeds);
  }

  /** The command that runs this seed again. */
  static String replay(long seed) {
    return "mvn -pl gateway -am verify -Dit.test=ConvergenceIT -Dtest=NoUnit"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
        + " -D"
        + ONE
        + "="
        + seed;
  }
}
