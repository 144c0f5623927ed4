package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nativecomet.gateway.exchange.Octets;

/**
 * What is left to write of one chunk (RFC 9112, section 7.1): views of the octets of a message,
 * between the line with its size and the line end after it.
 *
 * <p>No content makes no chunk, because an empty chunk would be the last one.
 */
final class Chunk {
  /** Nothing to write. */
  static final Chunk NONE = new Chunk(new ByteBuffer[0]);

  private static final byte[] LINE_END = {'\r', '\n'};

  /** The size line, the content, and the line end. */
  private final ByteBuffer[] pieces;

  private int first;

  private Chunk(ByteBuffer[] pieces) {
    this.pieces = pieces;
  }

  /** The chunk of these octets. */
  static Chunk of(ByteBuffer... content) {
    long length = remaining(content, 0, content.length);
    if (length == 0) {
      return NONE;
    }
    ByteBuffer[] pieces = new ByteBuffer[content.length + 2];
    pieces[0] = sizeLine(length);
    for (int i = 0; i < content.length; i++) {
      pieces[i + 1] = content[i].duplicate();
    }
    pieces[content.length + 1] = ByteBuffer.wrap(LINE_END);
    return new Chunk(pieces);
  }

  /**
   * The chunk of a message.
   *
   * @param deflated whether of the deflated form of its octets
   */
  static Chunk of(Octets[] message, boolean deflated) {
    ByteBuffer[] content = new ByteBuffer[message.length];
    for (int i = 0; i < message.length; i++) {
      content[i] = deflated ? message[i].deflated() : message[i].identity();
    }
    return of(content);
  }

  private static ByteBuffer sizeLine(long size) {
    String line = Long.toHexString(size) + "\r\n";
    return ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
  }

  boolean hasRemaining() {
    return first < pieces.length;
  }

  /** Octets left, framing included. */
  long remaining() {
    return remaining(pieces, first, pieces.length);
  }

  /** Octets of content left. */
  long remainingContent() {
    return remaining(pieces, Math.max(first, 1), pieces.length - 1);
  }

  private static long remaining(ByteBuffer[] buffers, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += buffers[i].remaining();
    }
    return sum;
  }

  /** Copies what is left, or as much of it as fits, and leaves it where it is. */
  void copyTo(ByteBuffer buffer) {
    for (int i = first; i < pieces.length && buffer.hasRemaining(); i++) {
      ByteBuffer piece = pieces[i];
      int count = Math.min(piece.remaining(), buffer.remaining());
      buffer.put(piece.slice(piece.position(), count));
    }
  }

  /**
   * So many octets have been written.
   *
   * @return how many of them were content
   */
  long advance(int count) {
    long before = remainingContent();
    for (int left = count; hasRemaining(); first++) {
      ByteBuffer piece = pieces[first];
      int taken = Math.min(left, piece.remaining());
      piece.position(piece.position() + taken);
      left -= taken;
      if (piece.hasRemaining()) {
        break;
      }
    }
    return before - remainingContent();
  }
}
