package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A copy of content as far as it has been received, until it is complete, too large or given up.
 *
 * <p>Threading: any thread; a client may leave while an octet arrives.
 */
final class KeptOctets {
  private final long limit;
  private final ReceivingRoom room;
  private final List<byte[]> pieces = new ArrayList<>();
  private int length;
  private boolean isGivenUp;

  /**
   * Nothing kept yet.
   *
   * @param limit the most octets to keep
   */
  KeptOctets(long limit, ReceivingRoom room) {
    this.limit = limit;
    this.room = room;
  }

  /** Keeps a copy of what the buffer holds, and leaves the buffer as it is. */
  synchronized void add(ByteBuffer buffer) {
    int octets = buffer.remaining();
    if (isGivenUp) {
      return;
    }
    if ((long) length + octets > limit || !room.take(octets)) {
      giveUp();
      return;
    }
    byte[] copy = new byte[octets];
    buffer.duplicate().get(copy);
    pieces.add(copy);
    length += octets;
  }

  /** Everything, if nothing was left out. To be called once, at the end; nothing is kept then. */
  synchronized Optional<byte[]> complete() {
    if (isGivenUp) {
      return Optional.empty();
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    pieces.forEach(whole::put);
    giveUp();
    return Optional.of(whole.array());
  }

  /** Forgets what was kept, for good. */
  synchronized void giveUp() {
    if (!isGivenUp) {
      isGivenUp = true;
      room.giveBack(length);
      pieces.clear();
    }
  }
}
