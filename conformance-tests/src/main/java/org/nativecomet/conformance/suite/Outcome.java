package org.nativecomet.conformance.suite;

import java.util.List;

/** How a case ended, before it is judged. */
public sealed interface Outcome {
  /**
   * Every expectation was met.
   *
   * @param accepted what had to be tolerated for it
   */
  record Met(List<String> accepted) implements Outcome {}

  /** An expectation was not met. */
  record Unmet(String step, String expected, String actual) implements Outcome {}

  /** A step that only prepares did not work. */
  record NotSetUp(String step, String expected, String actual) implements Outcome {}

  /** The case has nothing to say about this server. */
  record Inapplicable(String reason) implements Outcome {}

  /** The case broke off without a statement about the server. */
  record Broken(String trace) implements Outcome {}
}
