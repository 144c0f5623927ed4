package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Octets;

/**
 * The message that one I/O thread last wrote, framed as a chunk in native memory. An update goes to
 * many subscribers one after another; all of them are written from the same buffer, which the
 * kernel reads where it is.
 *
 * <p>Confined to its I/O thread. What is given is valid until the next call.
 */
final class SharedChunks {
  /** Of a longer chunk only the start is shared, so that no thread keeps a large buffer. */
  static final int CAPACITY = Content.MAX_BUFFER;

  private static final Octets[] NOTHING = {};

  private final boolean deflated;
  private Octets[] octets = NOTHING;
  private @Nullable ByteBuffer start;
  private long length;
  private long contentLength;

  SharedChunks(boolean deflated) {
    this.deflated = deflated;
  }

  /** The chunk of this message, or its first {@link #CAPACITY} octets; to be written at once. */
  ByteBuffer of(Octets[] message) {
    ByteBuffer buffer = start;
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(CAPACITY);
      start = buffer;
    } else if (isSame(message)) {
      return buffer.rewind();
    }
    Chunk chunk = chunk(message);
    length = chunk.remaining();
    contentLength = chunk.remainingContent();
    octets = message.clone();
    chunk.copyTo(buffer.clear());
    return buffer.flip();
  }

  /** The same chunk, whole and from its start, for a client that does not take it at once. */
  Chunk chunk(Octets[] message) {
    return Chunk.of(message, deflated);
  }

  /** Octets of the chunk last given, framing included. */
  long length() {
    return length;
  }

  /** Octets of content in the chunk last given. */
  long contentLength() {
    return contentLength;
  }

  /** Octets are compared by identity: equal ones are not worth the look. */
  private boolean isSame(Octets[] message) {
    return Arrays.equals(message, octets);
  }
}
