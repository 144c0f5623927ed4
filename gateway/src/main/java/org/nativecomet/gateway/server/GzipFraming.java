package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.nativecomet.gateway.exchange.Octets;

/**
 * What makes a gzip stream (RFC 1952) of the deflated pieces written to one client: the header
 * before them, the trailer after them. The pieces themselves are the same for all clients.
 *
 * <p>Confined to the I/O thread of its client.
 */
final class GzipFraming {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** An empty block with fixed codes and the final bit set (RFC 1951, section 3.2.3). */
  private static final byte[] FINAL_BLOCK = {3, 0};

  private final CRC32 checksum = new CRC32();
  private int size;

  /** The octets before the first piece. */
  static ByteBuffer header() {
    return ByteBuffer.wrap(HEADER).asReadOnlyBuffer();
  }

  /** These pieces are written next. */
  void add(Octets[] pieces) {
    for (Octets piece : pieces) {
      piece.addTo(checksum);
      size += piece.length();
    }
  }

  /** The octets after the last piece. */
  ByteBuffer trailer() {
    return ByteBuffer.allocate(FINAL_BLOCK.length + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(FINAL_BLOCK)
        .putInt((int) checksum.getValue())
        .putInt(size)
        .flip();
  }
}
