package org.nativecomet.conformance.wire;

/** The peer did on the wire what was not expected of it. The message is the actual of a verdict. */
public class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String actual;

  public WireException(String actual) {
    super(actual);
    this.actual = actual;
  }

  /** What happened, for people. */
  public String actual() {
    return actual;
  }

  /** Nothing came before the deadline. */
  public static final class Silence extends WireException {
    private static final long serialVersionUID = 1L;

    public Silence() {
      super("nothing arrived in time");
    }

    public Silence(String actual) {
      super(actual);
    }
  }

  /** The connection ended in the middle of something, or was reset. */
  public static final class Broken extends WireException {
    private static final long serialVersionUID = 1L;

    public Broken(String actual) {
      super(actual);
    }
  }

  /** What came is not HTTP as the specification frames it. */
  public static final class Malformed extends WireException {
    private static final long serialVersionUID = 1L;

    public Malformed(String actual) {
      super(actual);
    }
  }
}
