package org.nativecomet.conformance.scene;

/** The server did something other than what was expected. Ends the case. */
public final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  public Disagreement(String expected, String actual) {
    super("expected " + expected + ", but " + actual);
    this.expected = expected;
    this.actual = actual;
  }

  public String expected() {
    return expected;
  }

  public String actual() {
    return actual;
  }
}
