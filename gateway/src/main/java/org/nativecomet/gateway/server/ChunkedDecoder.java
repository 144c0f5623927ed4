package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;

/**
 * Takes the chunked transfer coding off (RFC 9112, section 7.1), to the letter: what two recipients
 * could read differently is how requests are smuggled, so every deviation is an error. Extensions
 * and trailer fields are read and forgotten. Pure: no I/O, fed in pieces of any size.
 */
final class ChunkedDecoder {
  /** Octets of one chunk extension. Nobody uses them; RFC 9112, section 7.1.1 asks for a limit. */
  static final int MAX_EXTENSION = 256;

  /** Octets of the trailer section. */
  static final int MAX_TRAILER = 8 * 1024;

  /** More hexadecimal digits than any length needs, and fewer than overflow it. */
  static final int MAX_SIZE_DIGITS = 15;

  private enum State {
    SIZE_START,
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER_LINE,
    TRAILER_LF,
    END_LF,
    DONE
  }

  private State state = State.SIZE_START;
  private long chunkLeft;
  private int sizeDigits;
  private int extension;
  private int trailer;

  /** Whether the last chunk and the trailer section have been read. */
  boolean isDone() {
    return state == State.DONE;
  }

  /**
   * Moves content from one buffer to the other until the input is used up, the output is full, or
   * the content has ended; what follows the content stays in the input.
   */
  void decode(ByteBuffer input, ByteBuffer output) throws MalformedContentException {
    while (state != State.DONE && input.hasRemaining()) {
      if (state != State.DATA) {
        state = next(input.get());
      } else if (output.hasRemaining()) {
        copy(input, output);
      } else {
        return;
      }
    }
  }

  private void copy(ByteBuffer input, ByteBuffer output) {
    int count = (int) Math.min(chunkLeft, Math.min(input.remaining(), output.remaining()));
    output.put(input.slice(input.position(), count));
    input.position(input.position() + count);
    chunkLeft -= count;
    if (chunkLeft == 0) {
      state = State.DATA_CR;
    }
  }

  private State next(byte octet) throws MalformedContentException {
    return switch (state) {
      case SIZE_START -> {
        chunkLeft = 0;
        sizeDigits = 0;
        extension = 0;
        yield digit(octet);
      }
      case SIZE ->
          switch (octet) {
            case '\r' -> State.SIZE_LF;
            case ';' -> State.EXTENSION;
            default -> digit(octet);
          };
      case EXTENSION -> octet == '\r' ? State.SIZE_LF : extension(octet);
      case SIZE_LF -> {
        expect('\n', octet);
        yield chunkLeft == 0 ? State.TRAILER_START : State.DATA;
      }
      case DATA_CR -> {
        expect('\r', octet);
        yield State.DATA_LF;
      }
      case DATA_LF -> {
        expect('\n', octet);
        yield State.SIZE_START;
      }
      case TRAILER_START -> octet == '\r' ? State.END_LF : trailer(octet);
      case TRAILER_LINE -> octet == '\r' ? State.TRAILER_LF : trailer(octet);
      case TRAILER_LF -> {
        expect('\n', octet);
        yield State.TRAILER_START;
      }
      case END_LF -> {
        expect('\n', octet);
        yield State.DONE;
      }
      case DATA, DONE -> throw new IllegalStateException();
    };
  }

  private State digit(byte octet) throws MalformedContentException {
    int value = octet < 0 ? -1 : Character.digit(octet, 16);
    if (value < 0) {
      throw new MalformedContentException("a chunk size must be hexadecimal digits");
    }
    sizeDigits++;
    if (sizeDigits > MAX_SIZE_DIGITS) {
      throw new MalformedContentException("a chunk size has too many digits");
    }
    chunkLeft = chunkLeft << 4 | value;
    return State.SIZE;
  }

  private State extension(byte octet) throws MalformedContentException {
    extension++;
    if (extension > MAX_EXTENSION) {
      throw new MalformedContentException("a chunk extension is too long");
    }
    visible(octet);
    return State.EXTENSION;
  }

  private State trailer(byte octet) throws MalformedContentException {
    trailer++;
    if (trailer > MAX_TRAILER) {
      throw new MalformedContentException("the trailer section is too long");
    }
    visible(octet);
    return State.TRAILER_LINE;
  }

  /** Control characters other than HTAB have no place in a line, least of all a bare LF. */
  private static void visible(byte octet) throws MalformedContentException {
    if (octet >= 0 && octet < ' ' && octet != '\t') {
      throw new MalformedContentException("a control character within a line");
    }
  }

  private static void expect(char expected, byte octet) throws MalformedContentException {
    if (octet != expected) {
      throw new MalformedContentException("a chunk or line is not ended by CRLF");
    }
  }
}
