package org.nativecomet.conformance.wire;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes gzip as it arrives, and checks its trailer. */
final class Gunzip implements Incoming {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  private final Incoming coded;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[1];
  private final byte[] output = new byte[8192];
  private int available;
  private int position;
  private int header;
  private boolean ended;

  Gunzip(Incoming coded) {
    this.coded = coded;
  }

  @Override
  public int next(Deadline deadline) {
    while (position == available) {
      if (ended) {
        return END;
      }
      if (header < HEADER) {
        readHeader(deadline);
      }
      inflate(deadline);
    }
    return output[position++] & 0xff;
  }

  private void readHeader(Deadline deadline) {
    int[] magic = {0x1f, 0x8b, 8, 0};
    while (header < HEADER) {
      int octet = octet(deadline);
      if (header < magic.length && octet != magic[header]) {
        throw new WireException.Malformed("not a gzip header");
      }
      header++;
    }
  }

  private void inflate(Deadline deadline) {
    try {
      available = inflater.inflate(output);
      position = 0;
      checksum.update(output, 0, available);
      if (available == 0 && inflater.finished()) {
        readTrailer(deadline);
      } else if (available == 0) {
        input[0] = (byte) octet(deadline);
        inflater.setInput(input);
      }
    } catch (DataFormatException e) {
      throw new WireException.Malformed("not deflated: " + e.getMessage());
    }
  }

  private void readTrailer(Deadline deadline) {
    long value = 0;
    for (int i = 0; i < TRAILER; i++) {
      value |= (long) octet(deadline) << (8 * i);
    }
    if ((value & 0xffffffffL) != checksum.getValue()
        || value >>> 32 != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new WireException.Malformed("the gzip trailer does not fit what came before");
    }
    if (coded.next(deadline) != END) {
      throw new WireException.Malformed("octets after the gzip trailer");
    }
    ended = true;
    inflater.end();
  }

  private int octet(Deadline deadline) {
    int octet = coded.next(deadline);
    if (octet == END) {
      throw new WireException.Broken("the gzip stream has no trailer");
    }
    return octet;
  }
}
