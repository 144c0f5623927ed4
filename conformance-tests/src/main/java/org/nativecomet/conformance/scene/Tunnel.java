package org.nativecomet.conformance.scene;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.ResponseStream;
import org.nativecomet.conformance.wire.WireException;

/** A WebSocket (RFC 6455) that carries a stream, as far as the suite needs one. */
public final class Tunnel {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final byte[] MASK = {1, 2, 3, 4};

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
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
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
    return tunnel;
  }

  public Head head() {
    return head;
  }

  public void sendBinary(byte[] octets) {
    send(BINARY, octets);
  }

  public void sendText(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public void sendClose() {
    send(CLOSE, new byte[] {3, (byte) 0xe8});
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

  private void send(int opcode, byte[] octets) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x80 | opcode);
    if (octets.length < 126) {
      frame.write(0x80 | octets.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(octets.length >> 8);
      frame.write(octets.length);
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < octets.length; i++) {
      frame.write(octets[i] ^ MASK[i % MASK.length]);
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
      left = length(deadline);
      int opcode = first & 0xf;
      if (opcode == CLOSE) {
        closeStatus = left >= 2 ? octet(deadline) << 8 | octet(deadline) : 1005;
        left = 0;
        return Incoming.END;
      }
      if (opcode == PING || opcode > CLOSE) {
        for (; left > 0; left--) {
          octet(deadline);
        }
      } else if (opcode == TEXT) {
        throw new WireException.Malformed("a text message");
      }
    }
    left--;
    return octet(deadline);
  }

  private int length(Deadline deadline) {
    int length = octet(deadline);
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
