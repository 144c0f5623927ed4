package org.nativecomet.conformance.scene;

/** The case cannot say anything about this server, through nobody's fault. Ends the case. */
public final class Inapplicable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public Inapplicable(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
