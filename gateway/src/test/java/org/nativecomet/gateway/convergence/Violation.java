package org.nativecomet.gateway.convergence;

/** A property did not hold. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final Property property;

  Violation(Property property, String message) {
    this("violates " + property + ": " + message, property);
  }

  private Violation(String whole, Property property) {
    super(whole);
    this.property = property;
  }

  Property property() {
    return property;
  }

  /** The same, with what is known about it. */
  Violation with(String circumstances) {
    Violation told = new Violation(getMessage() + "\n" + circumstances, property);
    told.initCause(this);
    return told;
  }
}
