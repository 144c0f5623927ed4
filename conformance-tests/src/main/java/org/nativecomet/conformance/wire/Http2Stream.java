package org.nativecomet.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on an HTTP/2 connection of its own (RFC 9113), as far as the suite needs one: it
 * grants the server all the window that there is, and sends less than a new connection may take.
 * Reading it gives the content of the response.
 */
public final class Http2Stream implements Incoming {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 32;
  private static final int CANCEL = 8;
  private static final int STREAM = 1;
  private static final int MAX_FRAME = 16 * 1024;
  private static final int TABLE = 4096;
  private static final String[] PSEUDO = {":method", ":scheme", ":authority", ":path"};

  private record Frame(int type, int flags, ByteBuffer content) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The octets from here to the padding, which may be none. */
    byte[] octets(int start) {
      int padding = has(PADDED) ? content.get(0) & 0xff : 0;
      int from = start + (has(PADDED) ? 1 : 0);
      byte[] octets = new byte[content.limit() - padding - from];
      content.get(from, octets);
      return octets;
    }
  }

  private final Connection connection;
  private final HPackDecoder decoder = new HPackDecoder(TABLE, StandardCharsets.US_ASCII);
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private @Nullable Head head;
  private byte[] content = {};
  private int position;
  private boolean ended;

  /** Begins to speak HTTP/2 on a connection. */
  public Http2Stream(Connection connection) {
    this.connection = connection;
    ByteBuffer settings = ByteBuffer.allocate(12);
    settings.putShort((short) 2).putInt(0); // no push
    settings.putShort((short) 4).putInt(Integer.MAX_VALUE); // a window for each stream
    connection.send(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, settings.array());
    send(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535).array());
  }

  /**
   * Sends the request.
   *
   * @param pseudo method, scheme, authority and path
   * @param end whether it has no content
   */
  public void request(List<String> pseudo, Fields fields, boolean end) {
    List<Header> lines = new ArrayList<>();
    for (int i = 0; i < PSEUDO.length; i++) {
      lines.add(new BasicHeader(PSEUDO[i], pseudo.get(i)));
    }
    for (Fields.Line line : fields.lines()) {
      lines.add(new BasicHeader(line.name().toLowerCase(java.util.Locale.ROOT), line.value()));
    }
    connection.remark("HEADERS " + lines + (end ? " END_STREAM" : ""));
    send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), STREAM, encoded(lines));
  }

  /** Sends content. */
  public void data(byte[] octets) {
    for (int from = 0; from < octets.length; from += MAX_FRAME) {
      int to = Math.min(octets.length, from + MAX_FRAME);
      send(DATA, 0, STREAM, java.util.Arrays.copyOfRange(octets, from, to));
    }
  }

  /** Ends the content. */
  public void end() {
    connection.remark("DATA END_STREAM");
    send(DATA, END_STREAM, STREAM, new byte[0]);
  }

  /** Aborts the exchange and leaves the connection open. */
  public void reset() {
    connection.remark("RST_STREAM");
    send(RST_STREAM, 0, STREAM, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  /** The head of the response; interim ones are skipped. */
  public Head head(Deadline deadline) {
    Head current = head;
    while (current == null) {
      receive(deadline);
      current = head;
    }
    return current;
  }

  @Override
  public int next(Deadline deadline) {
    while (position == content.length) {
      if (ended) {
        return END;
      }
      receive(deadline);
    }
    return content[position++] & 0xff;
  }

  private void receive(Deadline deadline) {
    Frame frame = frame(deadline);
    switch (frame.type()) {
      case DATA -> {
        content = frame.octets(0);
        position = 0;
        ended = frame.has(END_STREAM);
      }
      case HEADERS -> {
        headers.writeBytes(frame.octets(frame.has(PRIORITY) ? 5 : 0));
        ended = frame.has(END_STREAM);
        headersRead(frame);
      }
      case CONTINUATION -> {
        headers.writeBytes(frame.content().array());
        headersRead(frame);
      }
      case SETTINGS, PING -> {
        if (!frame.has(ACK)) {
          send(frame.type(), ACK, 0, frame.type() == PING ? frame.content().array() : new byte[0]);
        }
      }
      case RST_STREAM, GOAWAY ->
          throw new WireException.Broken(
              (frame.type() == GOAWAY ? "GOAWAY, error " : "RST_STREAM, error ")
                  + frame.content().getInt(frame.type() == GOAWAY ? 4 : 0));
      default -> {
        // Windows are not used up, and frames of an unknown type are ignored (section 4.1).
      }
    }
  }

  private void headersRead(Frame frame) {
    if (!frame.has(END_HEADERS)) {
      return;
    }
    try {
      List<Header> lines = decoder.decodeHeaders(ByteBuffer.wrap(headers.toByteArray()));
      connection.remark("HEADERS " + lines + (ended ? " END_STREAM" : ""));
      headers.reset();
      Head read = read(lines);
      // What comes after the final head is a trailer.
      head = head == null && read.status() >= 200 ? read : head;
    } catch (HPackException e) {
      throw new WireException.Malformed("not HPACK: " + e.getMessage());
    }
  }

  private static Head read(List<Header> lines) {
    String status = "200";
    List<Fields.Line> fields = new ArrayList<>();
    for (Header line : lines) {
      if (line.getName().equals(":status")) {
        status = line.getValue();
      } else if (!line.getName().matches("[^:A-Z][^A-Z]*")) {
        throw new WireException.Malformed("a field of HTTP/2 called " + line.getName());
      } else {
        fields.add(new Fields.Line(line.getName(), line.getValue()));
      }
    }
    return new Head("HTTP/1.1 " + status + " over HTTP/2", new Fields(fields));
  }

  /** A frame of this stream or of the connection. */
  private Frame frame(Deadline deadline) {
    int length = number(deadline, 3);
    int type = octet(deadline);
    int flags = octet(deadline);
    int stream = number(deadline, 4) & Integer.MAX_VALUE;
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) octet(deadline);
    }
    if (length > MAX_FRAME || (stream != 0 && stream != STREAM)) {
      throw new WireException.Malformed(
          "a frame of HTTP/2 with " + length + " octets for stream " + stream);
    }
    return new Frame(type, flags, ByteBuffer.wrap(octets));
  }

  private int number(Deadline deadline, int octets) {
    int number = 0;
    for (int i = 0; i < octets; i++) {
      number = number << 8 | octet(deadline);
    }
    return number;
  }

  private int octet(Deadline deadline) {
    int octet = connection.next(deadline);
    if (octet == END) {
      throw new WireException.Broken("the connection ended instead of the stream");
    }
    return octet;
  }

  private void send(int type, int flags, int stream, byte[] octets) {
    ByteBuffer frame = ByteBuffer.allocate(9 + octets.length);
    frame.putInt(octets.length << 8 | type).put((byte) flags).putInt(stream).put(octets);
    connection.send(frame.array());
  }

  private static byte[] encoded(List<Header> lines) {
    ByteArrayBuffer block = new ByteArrayBuffer(256);
    try {
      new HPackEncoder(0, StandardCharsets.US_ASCII).encodeHeaders(block, lines, false);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not ASCII: " + CharBuffer.wrap(lines.toString()), e);
    }
    return block.toByteArray();
  }
}
