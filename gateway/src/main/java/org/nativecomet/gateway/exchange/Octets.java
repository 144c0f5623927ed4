package org.nativecomet.gateway.exchange;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Octets that are the same for every client they go to, and the deflated form of them, made at most
 * once.
 *
 * <p>The deflated form is a run of raw deflate blocks that ends at an octet boundary and refers to
 * nothing before it, so it can be put into any gzip stream at any message boundary (RFC 1951,
 * section 3.2.4). No connection needs a compressor of its own, and no window ever spans two
 * messages, so the length of one says nothing about another.
 *
 * <p>Threading: immutable but for the deflated form, which is made under a lock by whoever needs it
 * first.
 */
public final class Octets {
  private static final int FLUSH_OVERHEAD = 32;

  private final byte[] octets;
  private @Nullable ByteBuffer identity;
  private @Nullable ByteBuffer deflated;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /** Takes the array over: it must not be changed afterwards. */
  public static Octets of(byte[] octets) {
    return new Octets(octets);
  }

  public int length() {
    return octets.length;
  }

  /** The octets as they are: read-only, shared; duplicate before use. */
  public synchronized ByteBuffer identity() {
    ByteBuffer buffer = identity;
    if (buffer == null) {
      buffer = ByteBuffer.wrap(octets).asReadOnlyBuffer();
      identity = buffer;
    }
    return buffer;
  }

  /** The octets as deflate blocks: read-only, shared; duplicate before use. */
  public synchronized ByteBuffer deflated() {
    ByteBuffer buffer = deflated;
    if (buffer == null) {
      buffer = deflate(octets).asReadOnlyBuffer();
      deflated = buffer;
    }
    return buffer;
  }

  /** Adds the octets to the checksum that ends a gzip stream (RFC 1952, section 2.3.1). */
  public void addTo(CRC32 checksum) {
    checksum.update(octets);
  }

  private static ByteBuffer deflate(byte[] input) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(input);
      ByteBuffer output = ByteBuffer.allocate(input.length + input.length / 1000 + FLUSH_OVERHEAD);
      while (deflater.deflate(output, Deflater.SYNC_FLUSH) > 0 && !output.hasRemaining()) {
        output = ByteBuffer.allocate(output.capacity() * 2).put(output.flip());
      }
      return output.flip();
    } finally {
      deflater.end();
    }
  }
}
