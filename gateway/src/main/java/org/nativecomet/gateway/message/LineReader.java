package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects the octets of one line until its CRLF. Neither CR nor LF is ever part of a line, and
 * neither ends one alone (RFC 9112, section 2.2).
 */
final class LineReader {
  private static final int INITIAL_CAPACITY = 256;

  private byte[] octets = new byte[INITIAL_CAPACITY];
  private int length;
  private boolean afterCr;

  /**
   * Takes octets until the line is complete or there are no more.
   *
   * @param limit the most octets of the line, its CRLF included
   * @param tooLong what it means when there are more
   * @return whether the line is complete
   */
  boolean read(ByteBuffer input, int limit, MessageViolation tooLong)
      throws BrokenMessageException {
    while (takeText(input, limit)) {
      int consumed = length + (afterCr ? 2 : 1);
      if (input.get() == '\n') {
        check(afterCr, MessageViolation.BARE_LF);
        check(consumed <= limit, tooLong);
        return true;
      }
      check(!afterCr, MessageViolation.BARE_CR);
      // It is CR, or text that was left because of the limit.
      check(consumed <= limit, tooLong);
      afterCr = true;
    }
    return false;
  }

  /** Forgets the line, to begin with the next. */
  void clear() {
    length = 0;
    afterCr = false;
  }

  /** Whether nothing of a line has been read. */
  boolean isUntouched() {
    return length == 0 && !afterCr;
  }

  /** How many octets the line has, without its CRLF. */
  int length() {
    return length;
  }

  /** How many octets it took up in the message. */
  int consumed() {
    return length + 2;
  }

  /** One octet, as an unsigned number. */
  int at(int index) {
    return octets[index] & 0xff;
  }

  /** The position of this octet, from {@code from} on; -1 where it is not there. */
  int indexOf(char wanted, int from) {
    for (int i = from; i < length; i++) {
      if (octets[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the octets from {@code from} to the end are these. */
  boolean endsWith(int from, String expected) {
    if (length - from != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (octets[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Part of the line, each octet as one ISO 8859-1 character. */
  String text(int from, int to) {
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Takes what is neither CR nor LF, up to the limit, in one go.
   *
   * @return whether there is something after it
   */
  private boolean takeText(ByteBuffer input, int limit) {
    int start = input.position();
    int end = afterCr ? start : Math.min(input.limit(), start + Math.max(0, limit - length));
    int stop = start;
    while (stop < end && isText(input.get(stop))) {
      stop++;
    }
    int count = stop - start;
    if (length + count > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
    }
    input.get(octets, length, count);
    length += count;
    return input.hasRemaining();
  }

  private static boolean isText(byte octet) {
    return octet != '\n' && octet != '\r';
  }

  private static void check(boolean holds, MessageViolation otherwise)
      throws BrokenMessageException {
    if (!holds) {
      throw new BrokenMessageException(otherwise);
    }
  }
}
