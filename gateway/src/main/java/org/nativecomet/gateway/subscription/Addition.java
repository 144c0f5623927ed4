package org.nativecomet.gateway.subscription;

import java.util.Arrays;

/** Whether a representation is an earlier one with octets added at its end. */
final class Addition {
  private Addition() {}

  /** Both need a strong tag: without one a client cannot know what it adds to. */
  static boolean isOne(Representation earlier, Representation later) {
    int length = earlier.content().length;
    return earlier.tag().filter(tag -> !tag.weak()).isPresent()
        && later.tag().filter(tag -> !tag.weak()).isPresent()
        && later.content().length > length
        && Arrays.equals(earlier.content(), 0, length, later.content(), 0, length);
  }
}
