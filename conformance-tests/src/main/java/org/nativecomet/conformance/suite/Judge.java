package org.nativecomet.conformance.suite;

/** What an outcome means for a case of a kind. */
public final class Judge {
  private Judge() {}

  /** The verdict. */
  public static Verdict judge(Kind kind, Outcome outcome) {
    if (outcome instanceof Outcome.Met met) {
      if (kind == Kind.OBSERVED) {
        return Verdict.YES;
      }
      return met.accepted().isEmpty() ? Verdict.PASS : Verdict.WARN;
    }
    if (outcome instanceof Outcome.Unmet) {
      return switch (kind) {
        case REQUIRED -> Verdict.FAIL;
        case RECOMMENDED -> Verdict.WARN;
        case OBSERVED -> Verdict.NO;
      };
    }
    if (outcome instanceof Outcome.Inapplicable) {
      return Verdict.NOT_APPLICABLE;
    }
    return outcome instanceof Outcome.NotSetUp ? Verdict.SETUP_FAILED : Verdict.HARNESS_ERROR;
  }
}
