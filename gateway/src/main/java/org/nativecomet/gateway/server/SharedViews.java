package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import org.nativecomet.gateway.exchange.Octets;

/**
 * The views that one I/O thread has of the octets it last wrote. An update goes to many subscribers
 * one after another; all of them are written from the same few buffer objects, so that a subscriber
 * costs no allocation.
 *
 * <p>Confined to its I/O thread. A view is valid until the next call.
 */
final class SharedViews {
  private static final Octets[] NOTHING = {};

  private final boolean deflated;
  private Octets[] octets = NOTHING;
  private ByteBuffer[] views = {};

  SharedViews(boolean deflated) {
    this.deflated = deflated;
  }

  /** Views of these pieces from their start; to be written and forgotten. */
  ByteBuffer[] of(Octets[] pieces) {
    if (isSame(pieces)) {
      for (ByteBuffer view : views) {
        view.rewind();
      }
    } else {
      octets = pieces.clone();
      views = new ByteBuffer[pieces.length];
      for (int i = 0; i < pieces.length; i++) {
        views[i] = (deflated ? pieces[i].deflated() : pieces[i].identity()).duplicate();
      }
    }
    return views;
  }

  private boolean isSame(Octets[] pieces) {
    if (pieces.length != octets.length) {
      return false;
    }
    for (int i = 0; i < pieces.length; i++) {
      if (pieces[i] != octets[i]) {
        return false;
      }
    }
    return true;
  }
}
