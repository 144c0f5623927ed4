package org.nativecomet.conformance.wire;

/** Octets that arrive, pulled one at a time. */
@FunctionalInterface
public interface Incoming {
  /** What {@link #next} returns at a clean end. */
  int END = -1;

  /**
   * The next octet, or {@link #END}.
   *
   * @throws WireException.Silence if none arrives in time; it may be called again
   * @throws WireException.Broken if the end is not clean
   */
  int next(Deadline deadline);
}
