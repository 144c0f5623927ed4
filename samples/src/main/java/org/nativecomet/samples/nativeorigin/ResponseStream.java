package org.nativecomet.samples.nativeorigin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The content of an outer response: enclosed responses, each of which can be read when it arrives.
 */
final class ResponseStream {
  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private final Clock clock;
  private volatile long lastSent = System.nanoTime();

  /**
   * Begins, behind the head of the outer response.
   *
   * @param connection to which chunks are written
   */
  ResponseStream(OutputStream connection, boolean compressed, Clock clock) throws IOException {
    OutputStream chunks = new Chunks(connection);
    this.out = compressed ? new SeparateGzip(chunks) : chunks;
    this.clock = clock;
  }

  void send(Response response) throws IOException {
    send(response.octets(clock.instant()));
  }

  /** Says that the server is still there (HB-1). */
  void heartbeat() throws IOException {
    send(CRLF);
  }

  /** Ends cleanly, with the trailer of the coding and the last chunk (GZ-3). */
  void end() throws IOException {
    out.close();
  }

  /** For how long nothing was sent. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastSent);
  }

  private void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
    lastSent = System.nanoTime();
  }

  /** Each flush is a chunk (RFC 9112, section 7.1). */
  private static final class Chunks extends OutputStream {
    private final OutputStream connection;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

    Chunks(OutputStream connection) {
      this.connection = connection;
    }

    @Override
    public void write(int octet) {
      chunk.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      chunk.write(octets, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (chunk.size() > 0) {
        write(Integer.toHexString(chunk.size()) + "\r\n", chunk.toByteArray(), "\r\n");
        chunk.reset();
      }
    }

    @Override
    public void close() throws IOException {
      flush();
      write("0\r\n\r\n", new byte[0], "");
    }

    private void write(String before, byte[] octets, String after) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream(octets.length + 16);
      all.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(octets);
      all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
      all.writeTo(connection);
      connection.flush();
    }
  }

  /**
   * Compresses what is between two flushes by itself, so that it can be decoded when it arrives
   * (GZ-2) and no guess shares a window with a secret (GZ-4).
   */
  private static final class SeparateGzip extends GZIPOutputStream {
    SeparateGzip(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    public void flush() throws IOException {
      int length;
      do {
        length = def.deflate(buf, 0, buf.length, Deflater.FULL_FLUSH);
        out.write(buf, 0, length);
      } while (length == buf.length);
      out.flush();
    }
  }
}
