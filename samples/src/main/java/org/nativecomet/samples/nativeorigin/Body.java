package org.nativecomet.samples.nativeorigin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content of one request: ends where its framing says, or is malformed (RFC 9112, section 6).
 */
final class Body extends InputStream {
  /** More than any chunk line needs that is not meant to fill memory. */
  private static final int MOST_OF_A_LINE = 1024;

  /** No content. */
  static final Body NONE = new Body(InputStream.nullInputStream(), false, 0);

  private final InputStream in;
  private final boolean chunked;

  /** Octets until the end of the chunk, or of the content where there are no chunks. */
  private long left;

  private boolean begun;
  private boolean ended;

  private Body(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
  }

  /** The content that follows a head (FRM-1, FRM-3, FRM-4, FRM-5). */
  static Body of(Head head, InputStream in) throws Malformed {
    List<String> codings = head.fields().all("Transfer-Encoding");
    Set<String> lengths = Set.copyOf(head.fields().all("Content-Length"));
    if (codings.isEmpty() && lengths.isEmpty()) {
      return new Body(in, false, 0);
    }
    if (codings.isEmpty()) {
      String length = lengths.iterator().next();
      if (lengths.size() > 1 || !length.matches("[0-9]{1,18}")) {
        throw new Malformed("Content-Length is not one number");
      }
      return new Body(in, false, Long.parseLong(length));
    }
    if (!lengths.isEmpty()) {
      throw new Malformed("Content-Length and Transfer-Encoding in one head");
    }
    if (!head.fields().is("Transfer-Encoding", "chunked") || head.minorVersion() == 0) {
      throw new Malformed("Transfer-Encoding is not chunked");
    }
    return new Body(in, true, 0);
  }

  /** Whether it is known to have no octets, or none any more. */
  boolean isOver() {
    return chunked ? ended : left == 0;
  }

  /** Whether its end can be found without reading its middle. */
  boolean hasLength() {
    return !chunked;
  }

  /** All of it, or empty where there is more than that. */
  Optional<String> whole(int most) throws IOException {
    byte[] octets = readNBytes(most + 1);
    return octets.length > most
        ? Optional.empty()
        : Optional.of(new String(octets, StandardCharsets.ISO_8859_1));
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(octets, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new Malformed("content is cut short");
    }
    left -= read;
    return read;
  }

  /**
   * Goes on to the next chunk. What stands between two chunks is read with the second, never with
   * the first: the last octet of the first may end a request, which must not wait (OUT-5).
   */
  private boolean nextChunk() throws IOException {
    if (!chunked || ended) {
      return false;
    }
    if (begun && !line().isEmpty()) {
      throw new Malformed("a chunk is longer than it says");
    }
    begun = true;
    String size = line();
    if (!size.matches("[0-9A-Fa-f]{1,15}[ \\t]*(;.*)?")) {
      throw new Malformed("a chunk size was expected");
    }
    left = Long.parseLong(size.replaceFirst("[ \\t;].*", ""), 16);
    if (left == 0) {
      // Trailer fields are read, and not believed (FRM-8).
      HeadReader.fields(in, MOST_OF_A_LINE, false);
      ended = true;
    }
    return left > 0;
  }

  private String line() throws IOException {
    return HeadReader.line(in, MOST_OF_A_LINE)
        .orElseThrow(() -> new Malformed("chunks are cut short"));
  }
}
