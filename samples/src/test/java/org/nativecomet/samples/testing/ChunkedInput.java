package org.nativecomet.samples.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of a chunked response, without extensions and trailers. */
public final class ChunkedInput extends InputStream {
  private final InputStream in;
  private long left;
  private boolean ended;

  public ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !ended) {
      left = Long.parseLong(line(), 16);
      ended = left == 0;
      if (ended) {
        expect(line().isEmpty());
      }
    }
    if (ended) {
      return -1;
    }
    int octet = next();
    if (--left == 0) {
      expect(line().isEmpty());
    }
    return octet;
  }

  /** One octet, whatever the length: nobody waits for more than has come. */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int octet = length == 0 ? 0 : read();
    if (octet >= 0 && length > 0) {
      into[offset] = (byte) octet;
    }
    return octet < 0 ? -1 : Math.min(1, length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = next(); octet != '\r'; octet = next()) {
      line.append((char) octet);
    }
    expect(next() == '\n');
    return line.toString();
  }

  private int next() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the connection ended inside the content");
    }
    return octet;
  }

  private static void expect(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("not chunked as it should be");
    }
  }
}
