package org.nativecomet.gateway.cache;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is kept of responses that are still being received: many slow answers at once must
 * not take more memory than stored ones may.
 *
 * <p>Threading: any thread.
 */
final class ReceivingRoom {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Room for as many octets.
   *
   * @param limit in octets
   */
  ReceivingRoom(long limit) {
    this.limit = limit;
  }

  /** Takes room for so many octets; false, and nothing taken, where there is not enough. */
  boolean take(long octets) {
    if (taken.addAndGet(octets) <= limit) {
      return true;
    }
    giveBack(octets);
    return false;
  }

  void giveBack(long octets) {
    taken.addAndGet(-octets);
  }

  /** The octets that are taken now. */
  long taken() {
    return taken.get();
  }
}
