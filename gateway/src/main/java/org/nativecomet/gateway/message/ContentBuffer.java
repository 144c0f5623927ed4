package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects the content of one message. It grows with what arrives, not with what is announced: a
 * promise of a million octets costs nothing until they come.
 */
final class ContentBuffer {
  private static final int INITIAL_CAPACITY = 1024;
  private static final byte[] NOTHING = {};

  private byte[] octets = NOTHING;
  private int length;

  int length() {
    return length;
  }

  /**
   * Takes octets from the input.
   *
   * @param count how many; they are there
   * @param expected how many will come at most from now on, these included
   */
  void append(ByteBuffer input, int count, long expected) {
    ensureCapacity(count, expected);
    input.get(octets, length, count);
    length += count;
  }

  /** What was collected; the buffer is empty afterwards. */
  byte[] take() {
    byte[] content = length == octets.length ? octets : Arrays.copyOf(octets, length);
    clear();
    return content;
  }

  void clear() {
    octets = NOTHING;
    length = 0;
  }

  private void ensureCapacity(int count, long expected) {
    if (length + count <= octets.length) {
      return;
    }
    int doubled = Math.max(INITIAL_CAPACITY, octets.length * 2);
    long capacity = Math.min(Math.max(doubled, length + count), length + expected);
    octets = Arrays.copyOf(octets, (int) capacity);
  }
}
