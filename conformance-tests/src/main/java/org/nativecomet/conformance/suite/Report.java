package org.nativecomet.conformance.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nativecomet.conformance.scene.Target;

/**
 * What a run found out.
 *
 * @param unjudged requirements about which no case of the run says anything, with the reason
 */
public record Report(
    Target target,
    Instant started,
    Duration duration,
    List<CaseResult> results,
    Map<String, String> unjudged) {

  /** How many cases have each verdict. */
  public Map<Verdict, Long> counts() {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    results.forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
    return counts;
  }

  /** Whether the suite could say what it is for, and what it says. */
  public Conclusion conclusion(boolean strict) {
    Map<Verdict, Long> counts = counts();
    if (counts.containsKey(Verdict.FAIL)
        || counts.containsKey(Verdict.HARNESS_ERROR)
        || (strict && counts.containsKey(Verdict.WARN))) {
      return Conclusion.NOT_CONFORMANT;
    }
    boolean judged = counts.containsKey(Verdict.PASS) || counts.containsKey(Verdict.WARN);
    return judged
            && !counts.containsKey(Verdict.SETUP_FAILED)
            && !counts.containsKey(Verdict.DEPENDENCY_FAILED)
        ? Conclusion.CONFORMANT
        : Conclusion.COULD_NOT_TEST;
  }

  /** The end of a run, with the status that the command exits with. */
  public enum Conclusion {
    CONFORMANT(0),
    NOT_CONFORMANT(1),
    COULD_NOT_TEST(3);

    private final int exitStatus;

    Conclusion(int exitStatus) {
      this.exitStatus = exitStatus;
    }

    public int exitStatus() {
      return exitStatus;
    }
  }
}
