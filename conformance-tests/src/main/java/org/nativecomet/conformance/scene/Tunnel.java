package org.nativecomet.conformance.scene;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.ResponseStream;
import org.nativecomet.conformance.wire.WireException;

/** A WebSocket (RFC 6455) that carries a stream, as far as the suite needs one. */
public final class Tunnel {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final byte[] MASK = {1, 2, 3, 4};

  /** The key that RFC 6455 has as its example, and what a server must make of it. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private final Scene scene;
  private final Connection connection;
  private final Head head;
  private final ResponseStream responses;
  private int left;
  private int closeStatus;

  private Tunnel(Scene scene, Connection connection, Head head) {
    this.scene = scene;
    this.connection = connection;
    this.head = head;
    this.responses = new ResponseStream(this::next);
  }

  /** Sends a handshake; its outcome is in {@link #head}. */
  public static Tunnel attempt(Scene scene, String... fields) {
    Connection connection = scene.connect("tunnel");
    connection.send(
        scene.octets(
            Requests.head(
                "GET {endpoint}",
                fields,
                "Host: {host}",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY,
                "Sec-WebSocket-Protocol: message.http")));
    return new Tunnel(
        scene, connection, Head.read(connection, Deadline.in(scene.target().within())));
  }

  /** Opens a tunnel. */
  public static Tunnel open(Scene scene, String... fields) {
    Tunnel tunnel = attempt(scene, fields);
    if (tunnel.head.status() != 101) {
      throw new Disagreement("status 101", "it was " + tunnel.head.startLine());
    }
    if (!tunnel.head.fields().all("Sec-WebSocket-Accept").equals(List.of(ACCEPT))) {
      throw new Disagreement(
          "Sec-WebSocket-Accept: " + ACCEPT,
          "it was " + tunnel.head.fields().all("Sec-WebSocket-Accept"));
    }
    return tunnel;
  }

  public Head head() {
    return head;
  }

  /** Sends a binary message in one frame. */
  public void sendBinary(byte[] octets) {
    send(true, BINARY, octets, 0, octets.length);
  }

  /** Sends one binary message in frames of so many octets, with a ping between them. */
  public void sendFragments(byte[] octets, int size) {
    for (int from = 0; from < octets.length; from += size) {
      int length = Math.min(size, octets.length - from);
      boolean last = from + length == octets.length;
      send(last, from == 0 ? BINARY : CONTINUATION, octets, from, length);
      send(true, PING, new byte[0], 0, 0);
    }
  }

  public void sendText(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    send(true, TEXT, octets, 0, octets.length);
  }

  public void sendClose() {
    send(true, CLOSE, new byte[] {3, (byte) 0xe8}, 0, 2);
  }

  /** The next enclosed response. */
  public Answer answer() {
    return responses
        .next(Deadline.in(scene.target().within()))
        .orElseThrow(() -> new Disagreement("an enclosed response", "the tunnel was closed"));
  }

  /** The status of the server's close frame. */
  public int closeStatus() {
    Deadline deadline = Deadline.in(scene.target().within());
    while (next(deadline) != Incoming.END) {
      // Whatever came before the close frame does not matter.
    }
    return closeStatus;
  }

  private void send(boolean last, int opcode, byte[] octets, int offset, int length) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((last ? 0x80 : 0) | opcode);
    if (length < 126) {
      frame.write(0x80 | length);
    } else if (length < 0x10000) {
      frame.write(0x80 | 126);
      frame.write(length >> 8);
      frame.write(length);
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < length; i++) {
      frame.write(octets[offset + i] ^ MASK[i % MASK.length]);
    }
    connection.send(frame.toByteArray());
  }

  /** The next octet of the stream that the server's binary messages carry. */
  private int next(Deadline deadline) {
    while (left == 0) {
      int first = connection.next(deadline);
      if (first == Incoming.END) {
        return Incoming.END;
      }
      int opcode = first & 0xf;
      left = length(deadline);
      if ((first & 0x70) != 0 || opcode == TEXT) {
        throw new WireException.Malformed(
            opcode == TEXT ? "a text message" : "a frame of an extension that nobody asked for");
      }
      if (opcode == CLOSE) {
        closeStatus = left >= 2 ? octet(deadline) << 8 | octet(deadline) : 1005;
        left = 0;
        return Incoming.END;
      }
      if (opcode > CLOSE) {
        control(opcode, deadline);
      }
    }
    left--;
    return octet(deadline);
  }

  private void control(int opcode, Deadline deadline) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (; left > 0; left--) {
      octets.write(octet(deadline));
    }
    if (opcode == PING) {
      send(true, PONG, octets.toByteArray(), 0, octets.size());
    }
  }

  private int length(Deadline deadline) {
    int length = octet(deadline);
    if (length > 127) {
      throw new WireException.Malformed("a masked frame of a server");
    }
    int octets = length < 126 ? 0 : length == 126 ? 2 : 8;
    for (int i = 0; i < octets; i++) {
      length = (i == 0 ? 0 : length << 8) | octet(deadline);
    }
    return length;
  }

  private int octet(Deadline deadline) {
    int octet = connection.next(deadline);
    if (octet == Incoming.END) {
      throw new WireException.Broken("the tunnel was cut");
    }
    return octet;
  }
}
