package org.nativecomet.gateway.convergence;

/**
 * How an answer of the origin goes wrong, once.
 *
 * @param millis for those that take time
 */
record Fault(Kind kind, int millis) {
  /** What goes wrong. */
  enum Kind {
    /** The answer to a GET is made at once and sent later. */
    SLOW(false),
    /** 503 with Retry-After. */
    UNAVAILABLE(false),
    /** 500. */
    ERROR(false),
    /** The connection ends in the middle of the content. */
    BROKEN(false),
    /** The connection is reset without an answer. */
    RESET(false),
    /** A write is applied at once and answered later. */
    LATE_WRITE(true),
    /** A write is applied, and the connection is reset without an answer. */
    LOST_WRITE(true),
    /** A write is answered 503, and not applied. */
    REFUSED_WRITE(true);

    private final boolean isOfWrites;

    Kind(boolean isOfWrites) {
      this.isOfWrites = isOfWrites;
    }

    boolean isOfWrites() {
      return isOfWrites;
    }
  }
}
