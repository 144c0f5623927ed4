package org.nativecomet.gateway.message;

/**
 * Carries a fatal violation from where it is seen to where it is told; never leaves the package.
 */
final class BrokenMessageException extends Exception {
  private static final long serialVersionUID = 1;

  private final MessageViolation violation;

  BrokenMessageException(MessageViolation violation) {
    // Hostile input must not cost a stack trace a message.
    super(violation.detail(), null, false, false);
    this.violation = violation;
  }

  MessageViolation violation() {
    return violation;
  }
}
