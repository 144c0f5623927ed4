package org.nativecomet.gateway.convergence;

/** A property did not hold. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final Property property;

  Violation(Property property, String message) {
    super(message);
    this.property = property;
  }

  @Override
  public String toString() {
    return "violates " + property + ": " + getMessage();
  }

  Property property() {
    return property;
  }

  /** The same, with what is known about it. */
  Violation with(String circumstances) {
    Violation told = new Violation(property, getMessage() + "\n" + circumstances);
    told.initCause(this);
    return told;
  }
}
