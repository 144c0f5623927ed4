package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.WireException;

/**
 * The octets that the binary messages of a client carry, taken out of their frames by a library.
 */
final class TunnelInbox implements Incoming {
  private static final int NOT_ACCEPTED = 1003;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Incoming connection;
  private final TunnelFraming replies;
  private final Set<Fault> faults;
  private final Draft_6455 frames = new Draft_6455();
  private final Deque<Byte> octets = new ArrayDeque<>();

  TunnelInbox(Incoming connection, TunnelFraming replies, Set<Fault> faults) {
    this.connection = connection;
    this.replies = replies;
    this.faults = faults;
    frames.setParseMode(Role.SERVER);
  }

  @Override
  public int next(Deadline deadline) {
    while (octets.isEmpty()) {
      int octet = connection.next(deadline);
      if (octet == END) {
        throw new WireException.Broken("the tunnel was cut");
      }
      try {
        for (Framedata frame : frames.translateFrame(ByteBuffer.wrap(new byte[] {(byte) octet}))) {
          if (!take(frame)) {
            return END;
          }
        }
      } catch (InvalidDataException | IOException e) {
        throw new WireException.Broken(String.valueOf(e.getMessage()));
      }
    }
    return octets.remove() & 0xff;
  }

  /** False at what is taken for the end of the requests. */
  private boolean take(Framedata frame) throws IOException {
    byte[] content = new byte[frame.getPayloadData().remaining()];
    frame.getPayloadData().get(content);
    switch (frame.getOpcode()) {
      case TEXT -> {
        if (!faults.contains(Fault.TUNNELS_TEXT)) {
          replies.close(NOT_ACCEPTED);
          throw new WireException.Broken("a text message");
        }
        add(content);
      }
      case PING -> replies.pong(content);
      case PONG -> {
        // Nobody asked.
      }
      case CLOSING -> {
        if (faults.contains(Fault.CLOSE_IS_HALF)) {
          return false;
        }
        throw new WireException.Broken("the client closed the tunnel");
      }
      default -> {
        if (faults.contains(Fault.MESSAGE_IS_REQUEST)) {
          addOneRequest(frame, content);
        } else {
          add(content);
        }
      }
    }
    return true;
  }

  private void add(byte[] content) {
    for (byte octet : content) {
      octets.add(octet);
    }
  }

  /** As if each message were a request: what is missing is lost, and so is what is too much. */
  private void addOneRequest(Framedata frame, byte[] content) {
    if (frame.getOpcode() == Opcode.CONTINUOUS) {
      return;
    }
    int end = new String(content, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    add(end < 0 ? content : java.util.Arrays.copyOf(content, end));
    add(HEAD_END);
  }
}
