package org.nativecomet.gateway.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

/**
 * Reads enclosed responses out of the chunked content of an outer one, strictly and without the
 * gateway's own codec.
 */
public final class EnclosedResponses {
  /**
   * One enclosed response.
   *
   * @param content as ISO 8859-1
   */
  public record Enclosed(int statusCode, Fields fields, String content) {
    public String field(String name) {
      return fields.combined(name).orElse("");
    }
  }

  private final InputStream octets;

  private EnclosedResponses(InputStream octets) {
    this.octets = octets;
  }

  /** Those that this client, which has read the outer head, is being sent. */
  public static EnclosedResponses of(RawClient client) {
    return new EnclosedResponses(chunksOf(client));
  }

  /** The content that this client, which has read the outer head, is being sent in chunks. */
  public static InputStream chunksOf(RawClient client) {
    return new ChunkedContent(client);
  }

  /** Those in content whose outer framing is already removed. */
  public static EnclosedResponses in(InputStream content) {
    return new EnclosedResponses(content);
  }

  /** The next one; heartbeats before it are skipped. */
  public Enclosed next() {
    try {
      String statusLine = line();
      while (statusLine.isEmpty()) {
        statusLine = line();
      }
      if (!statusLine.matches("HTTP/1\\.1 \\d{3} .*")) {
        throw new AssertionError("no status line: " + statusLine);
      }
      Fields.Builder builder = Fields.builder();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        builder.add(line.substring(0, colon), line.substring(colon + 1).trim());
      }
      Fields fields = builder.build();
      int length = Integer.parseInt(fields.first("Content-Length").orElse("0"));
      return new Enclosed(Integer.parseInt(statusLine.substring(9, 12)), fields, exactly(length));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether the outer content ends here, cleanly; heartbeats before that are skipped. */
  public boolean isAtEnd() {
    try {
      int next = octets.read();
      while (next == '\r' || next == '\n') {
        next = octets.read();
      }
      return next < 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = read(); next != '\r'; next = read()) {
      if (next == '\n') {
        throw new AssertionError("a bare LF after: " + line);
      }
      line.write(next);
    }
    if (read() != '\n') {
      throw new AssertionError("a bare CR after: " + line);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private String exactly(int length) throws IOException {
    byte[] content = octets.readNBytes(length);
    if (content.length < length) {
      throw new AssertionError("the stream ends within a message");
    }
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private int read() throws IOException {
    int next = octets.read();
    if (next < 0) {
      throw new AssertionError("the stream ends where a message was expected");
    }
    return next;
  }

  /** The content of an HTTP/1.1 response, its chunks joined. */
  private static final class ChunkedContent extends InputStream {
    private final RawClient client;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;

    ChunkedContent(RawClient client) {
      this.client = client;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (position == chunk.length && !ended) {
        chunk = client.readChunk().getBytes(StandardCharsets.ISO_8859_1);
        position = 0;
        ended = chunk.length == 0;
      }
      if (ended) {
        return -1;
      }
      int count = Math.min(length, chunk.length - position);
      System.arraycopy(chunk, position, into, offset, count);
      position += count;
      return count;
    }
  }
}
