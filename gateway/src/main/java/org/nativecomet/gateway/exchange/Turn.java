package org.nativecomet.gateway.exchange;

/** Something that has octets for an {@link Outlet}, decided at the moment they can be written. */
@FunctionalInterface
public interface Turn {
  /**
   * The octets to write now: one whole enclosed message, possibly in several pieces.
   *
   * @return pieces in order; an empty array to pass. The array is not kept or changed
   */
  Octets[] take();
}
