package org.nativecomet.gateway.server;

import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

/** An HTTP/2 client that sends exactly the frames it is told to (RFC 9113). */
final class RawHttp2 implements AutoCloseable {
  /**
   * A frame as received; HEADERS come decoded.
   *
   * @param text the payload, one character for each octet
   */
  record Frame(int type, int flags, int stream, String text, Fields fields) {
    boolean endsStream() {
      return (flags & END_STREAM) != 0;
    }

    int status() {
      return Integer.parseInt(fields.first(":status").orElse("0"));
    }

    /** The error code of RST_STREAM; GOAWAY has it after the last stream. */
    int errorCode() {
      byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
      return ByteBuffer.wrap(octets).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private final RawClient client;
  private final HpackDecoder decoder = new HpackDecoder(4096);
  private final Map<Integer, Queue<Frame>> received = new HashMap<>();
  private Fields.Builder decoded = Fields.builder();

  /** Speaks over this connection, and begins with the preface and these settings. */
  RawHttp2(RawClient client, int... settings) {
    this.client = client;
    decoder.setHeaderEmitter((name, value, neverIndex) -> decoded.add(name.toString(), value));
    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    ByteBuffer payload = ByteBuffer.allocate(settings.length / 2 * 6);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    send(SETTINGS, 0, 0, payload.array());
  }

  RawHttp2 send(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    client.send(frame.array());
    return this;
  }

  /** A GET or another request without content. */
  RawHttp2 request(int stream, String method, String path, String... fields) {
    return head(stream, END_STREAM, method, path, fields);
  }

  /** The head of a request whose content follows. */
  RawHttp2 requestWithContent(int stream, String method, String path, String... fields) {
    return head(stream, 0, method, path, fields);
  }

  private RawHttp2 head(int stream, int flags, String method, String path, String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, ":method", method);
    literal(block, ":scheme", "http");
    literal(block, ":path", path);
    literal(block, ":authority", "x");
    for (int i = 0; i < fields.length; i += 2) {
      literal(block, fields[i], fields[i + 1]);
    }
    return send(HEADERS, END_HEADERS | flags, stream, block.toByteArray());
  }

  /** Literal without indexing, new name, no Huffman code (RFC 7541, section 6.2.2). */
  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    string(block, name);
    string(block, value);
  }

  private static void string(ByteArrayOutputStream block, String text) {
    int rest = text.length() - 127;
    block.write(Math.min(text.length(), 127));
    if (rest >= 0) {
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp2 data(int stream, String content) {
    return send(DATA, 0, stream, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp2 end(int stream) {
    return send(DATA, END_STREAM, stream, new byte[0]);
  }

  RawHttp2 reset(int stream) {
    return send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  RawHttp2 window(int stream, int increment) {
    return send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(increment).array());
  }

  /** The next HEADERS, DATA or RST_STREAM of the stream; or the next GOAWAY, of stream 0. */
  Frame next(int stream) {
    Queue<Frame> queue = received.computeIfAbsent(stream, s -> new ArrayDeque<>());
    while (queue.isEmpty()) {
      Frame frame = read();
      if (frame.type == SETTINGS && (frame.flags & 1) == 0) {
        send(SETTINGS, 1, 0, new byte[0]);
      } else if (frame.type != SETTINGS && frame.type != WINDOW_UPDATE && frame.type != PING) {
        received.computeIfAbsent(frame.stream, s -> new ArrayDeque<>()).add(frame);
      }
    }
    return queue.remove();
  }

  /** All content of the stream from here. */
  String content(int stream) {
    StringBuilder content = new StringBuilder();
    Frame frame;
    do {
      frame = next(stream);
      content.append(frame.text());
    } while (!frame.endsStream());
    return content.toString();
  }

  private Frame read() {
    ByteBuffer head = ByteBuffer.wrap(client.readExactly(9).getBytes(StandardCharsets.ISO_8859_1));
    int lengthAndType = head.getInt();
    int flags = head.get();
    int stream = head.getInt();
    String payload = client.readExactly(lengthAndType >>> 8);
    Fields fields = Fields.empty();
    if ((lengthAndType & 0xff) == HEADERS) {
      decoded = Fields.builder();
      try {
        decoder.decode(ByteBuffer.wrap(payload.getBytes(StandardCharsets.ISO_8859_1)), false);
      } catch (HpackException broken) {
        throw new AssertionError(broken);
      }
      fields = decoded.build();
    }
    return new Frame(lengthAndType & 0xff, flags, stream, payload, fields);
  }

  RawClient connection() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
