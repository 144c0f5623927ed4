package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;

/**
 * Reads the content of one enclosed message after another, framed by its length or in chunks, up to
 * a limit. What is above the limit is skipped: its end is known, or becomes known.
 *
 * <p>Trailer fields are checked and dropped; merging them into the head would let them past every
 * check made there (RFC 9110, section 6.5.1).
 */
final class ContentReader {
  private enum State {
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    COMPLETE
  }

  /** Nobody uses chunk extensions, except to keep a parser busy. */
  private static final int MAX_CHUNK_LINE = 256;

  private static final int MAX_EXTENSIONS = 4096;
  private static final int CRLF_LENGTH = 2;

  private final MessageLimits limits;
  private final HeadReader head;
  private final LineReader line;
  private final ContentBuffer content = new ContentBuffer();
  private State state = State.COMPLETE;
  private boolean skipping;
  private int trailerOctets;
  private int extensionOctets;
  private long skippedOctets;
  private long remaining;

  /**
   * Reads with what the head was read with.
   *
   * @param line between two lines whenever content begins or ends
   */
  ContentReader(MessageLimits limits, HeadReader head, LineReader line) {
    this.limits = limits;
    this.head = head;
    this.line = line;
  }

  /**
   * Content begins.
   *
   * @param skips whether it is read for its end only
   */
  void begin(MessageFraming framing, boolean skips) {
    skipping = skips;
    trailerOctets = 0;
    extensionOctets = 0;
    skippedOctets = 0;
    remaining = framing.length();
    if (framing.chunked()) {
      state = State.CHUNK_SIZE;
    } else {
      state = remaining > 0 ? State.LENGTH : State.COMPLETE;
    }
  }

  boolean isComplete() {
    return state == State.COMPLETE;
  }

  /** Whether the content is not kept, because nobody wants it or because it is above the limit. */
  boolean isSkipping() {
    return skipping;
  }

  /** The content, which is complete and was not skipped. */
  byte[] take() {
    return content.take();
  }

  /** Forgets what was read, for there is no need of it any more. */
  void clear() {
    content.clear();
  }

  /** Takes a step; there is input, and the content is not complete. */
  void step(ByteBuffer input) throws BrokenMessageException {
    switch (state) {
      case LENGTH -> length(input);
      case CHUNK_SIZE -> chunkSize(input);
      case CHUNK -> chunk(input);
      case CHUNK_END -> chunkEnd(input);
      case TRAILERS -> trailer(input);
      case COMPLETE -> throw new IllegalStateException("the content is complete");
    }
  }

  private void length(ByteBuffer input) {
    take(input, remaining);
    if (remaining == 0) {
      state = State.COMPLETE;
    }
  }

  private void chunkSize(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, MAX_CHUNK_LINE, MessageViolation.CHUNK_EXTENSIONS_TOO_LARGE)) {
      return;
    }
    remaining = ChunkLine.size(line);
    int extensions = line.indexOf(';', 0);
    extensionOctets += extensions < 0 ? 0 : line.length() - extensions;
    require(extensionOctets <= MAX_EXTENSIONS, MessageViolation.CHUNK_EXTENSIONS_TOO_LARGE);
    line.clear();
    if (remaining == 0) {
      state = State.TRAILERS;
    } else {
      chunkAnnounced();
      state = State.CHUNK;
    }
  }

  private void chunkAnnounced() throws BrokenMessageException {
    boolean fits = content.length() + remaining <= limits.maxContent();
    if (skipping || !fits) {
      skippedOctets += content.length() + remaining;
      require(skippedOctets <= limits.maxSkipped(), MessageViolation.CONTENT_ENDLESS);
    }
    if (!skipping && !fits) {
      skipping = true;
      content.clear();
    }
  }

  private void chunk(ByteBuffer input) {
    take(input, limits.maxContent() - content.length());
    if (remaining == 0) {
      state = State.CHUNK_END;
    }
  }

  private void chunkEnd(ByteBuffer input) throws BrokenMessageException {
    if (line.read(input, CRLF_LENGTH, MessageViolation.CHUNK_NOT_TERMINATED)) {
      line.clear();
      state = State.CHUNK_SIZE;
    }
  }

  private void trailer(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, limits.maxHead() - trailerOctets, MessageViolation.TRAILERS_TOO_LARGE)) {
      return;
    }
    if (line.length() == 0) {
      state = State.COMPLETE;
    } else {
      head.trailerLine(line, trailerOctets == 0);
      trailerOctets += line.consumed();
    }
    line.clear();
  }

  private void take(ByteBuffer input, long expected) {
    int count = (int) Math.min(remaining, input.remaining());
    if (skipping) {
      input.position(input.position() + count);
    } else {
      content.append(input, count, expected);
    }
    remaining -= count;
  }

  private static void require(boolean holds, MessageViolation otherwise)
      throws BrokenMessageException {
    if (!holds) {
      throw new BrokenMessageException(otherwise);
    }
  }
}
