package org.nativecomet.conformance.suite;

/** What is said about a server for one case. */
public enum Verdict {
  PASS,
  /** Something that is required was not met. */
  FAIL,
  /** Something that is recommended was not met, or met in a way that is only just accepted. */
  WARN,
  /** Observed: it does. */
  YES,
  /** Observed: it does not. */
  NO,
  /** What the case builds on did not work, so that nothing can be said. */
  SETUP_FAILED,
  /** A case that this one builds on was not passed. */
  DEPENDENCY_FAILED,
  /** The server does not offer what the case is about. */
  NOT_APPLICABLE,
  /** The requirement has no case. */
  UNTESTED,
  /** The suite is broken. */
  HARNESS_ERROR;

  /** Whether something was said about the server. */
  public boolean isJudgement() {
    return this == PASS || this == FAIL || this == WARN || this == YES || this == NO;
  }
}
