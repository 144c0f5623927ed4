package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.WireException;

/** The HTTP/2 of the right server: each stream becomes a connection of HTTP/1.1 to itself. */
final class Http2Door {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final Deadline NEVER = Deadline.in(Duration.ofDays(1));

  private final Incoming in;
  private final OutputStream out;
  private final int port;
  private final ExecutorService threads;
  private final Set<Fault> faults;
  private final HPackDecoder decoder = new HPackDecoder(4096, StandardCharsets.US_ASCII);
  private final Map<Integer, Socket> streams = new HashMap<>();
  private final Map<Integer, StringBuilder> held = new HashMap<>();

  Http2Door(Incoming in, OutputStream out, int port, ExecutorService threads, Set<Fault> faults) {
    this.in = in;
    this.out = out;
    this.port = port;
    this.threads = threads;
    this.faults = faults;
  }

  /** Serves the connection to its end; the first line of the preface was read already. */
  void run() throws IOException {
    for (int i = 0; i < 6; i++) {
      in.next(NEVER);
    }
    send(SETTINGS, 0, 0, new byte[0]);
    try {
      for (int first = in.next(NEVER); first != Incoming.END; first = in.next(NEVER)) {
        int length = first << 16 | number(2);
        int type = number(1);
        int flags = number(1);
        int stream = number(4);
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
          octets[i] = (byte) number(1);
        }
        received(type, flags, stream, octets);
      }
    } catch (HPackException e) {
      throw new WireException.Malformed(String.valueOf(e.getMessage()));
    } finally {
      for (Socket socket : streams.values()) {
        socket.close();
      }
    }
  }

  private void received(int type, int flags, int stream, byte[] octets)
      throws IOException, HPackException {
    boolean end = (flags & END_STREAM) != 0;
    switch (type) {
      case HEADERS -> {
        begin(stream, decoder.decodeHeaders(ByteBuffer.wrap(octets)), end);
      }
      case DATA -> data(stream, octets, end);
      case RST_STREAM -> {
        if (!faults.contains(Fault.H2_IGNORES_RESET)) {
          socket(stream).close();
        }
      }
      case SETTINGS, PING -> {
        if ((flags & 1) == 0) {
          send(type, 1, 0, type == PING ? octets : new byte[0]);
        }
      }
      default -> {
        // Nothing that this server needs.
      }
    }
  }

  private void begin(int stream, List<Header> lines, boolean end) throws IOException {
    Map<String, String> pseudo = new HashMap<>();
    StringBuilder fields = new StringBuilder();
    for (Header line : lines) {
      if (line.getName().startsWith(":")) {
        pseudo.put(line.getName(), line.getValue());
      } else if (!faults.contains(Fault.H2_ASKS_PLAINLY) || !line.getName().startsWith("when-")) {
        fields.append(line.getName()).append(": ").append(line.getValue()).append("\r\n");
      }
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    streams.put(stream, socket);
    String head =
        pseudo.get(":method")
            + " "
            + pseudo.get(":path")
            + " HTTP/1.1\r\nHost: "
            + pseudo.get(":authority")
            + "\r\n"
            + fields
            + (end ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n");
    if (faults.contains(Fault.H2_WAITS_FOR_THE_END)) {
      held.put(stream, new StringBuilder());
    }
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    threads.execute(
        () -> respond(stream, socket, pseudo.getOrDefault(":method", "").equals("HEAD")));
  }

  private void data(int stream, byte[] octets, boolean end) throws IOException {
    StringBuilder waiting = held.get(stream);
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    if (waiting != null && !end) {
      waiting.append(text);
      return;
    }
    text = (waiting == null ? "" : waiting) + text;
    if (faults.contains(Fault.H2_LOSES_NAMES)) {
      text = text.replace("Exchange-Id", "X-Exchange");
    }
    if (faults.contains(Fault.H2_FRAME_IS_REQUEST) && text.length() == 1) {
      text = "";
    }
    OutputStream sink = socket(stream).getOutputStream();
    if (!text.isEmpty()) {
      sink.write(
          (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    if (end && faults.contains(Fault.H2_END_ENDS_ALL)) {
      socket(stream).shutdownOutput();
    } else if (end) {
      sink.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void respond(int stream, Socket socket, boolean bodiless) {
    Inbox inbox = new Inbox(socket, () -> {});
    try {
      Head head = Head.read(inbox, NEVER);
      send(HEADERS, END_HEADERS, stream, encoded(head));
      Incoming content = Content.ofResponse(head, bodiless, inbox);
      for (int octet = content.next(NEVER); octet != Incoming.END; octet = content.next(NEVER)) {
        send(DATA, 0, stream, new byte[] {(byte) octet});
      }
      if (!faults.contains(Fault.H2_NEVER_ENDS)) {
        send(DATA, END_STREAM, stream, new byte[0]);
      }
      socket.close();
    } catch (IOException | WireException gone) {
      // Either side has left.
    }
  }

  private byte[] encoded(Head head) throws IOException {
    List<Header> lines = new ArrayList<>();
    lines.add(new BasicHeader(":status", head.status()));
    for (org.nativecomet.conformance.wire.Fields.Line line : head.fields().lines()) {
      String name = line.name().toLowerCase(java.util.Locale.ROOT);
      if (!name.matches("connection|transfer-encoding|keep-alive|upgrade")
          || faults.contains(Fault.H2_KEEPS_HOP_BY_HOP)) {
        lines.add(new BasicHeader(name, line.value()));
      }
    }
    ByteArrayBuffer block = new ByteArrayBuffer(256);
    new HPackEncoder(0, StandardCharsets.US_ASCII).encodeHeaders(block, lines, false);
    return block.toByteArray();
  }

  private Socket socket(int stream) throws IOException {
    Socket socket = streams.get(stream);
    if (socket == null) {
      throw new IOException("no stream " + stream);
    }
    return socket;
  }

  private int number(int octets) {
    int number = 0;
    for (int i = 0; i < octets; i++) {
      number = number << 8 | in.next(NEVER);
    }
    return number;
  }

  private void send(int type, int flags, int stream, byte[] octets) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + octets.length);
    frame.putInt(octets.length << 8 | type).put((byte) flags).putInt(stream).put(octets);
    synchronized (out) {
      out.write(frame.array());
      out.flush();
    }
  }
}
