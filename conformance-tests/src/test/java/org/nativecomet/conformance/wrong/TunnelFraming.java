package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Role;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PongFrame;

/** Binary messages of a WebSocket, framed by a library. */
final class TunnelFraming implements Framing {
  private static final int NORMAL = 1000;
  private static final int PROTOCOL_ERROR = 1002;

  private final OutputStream socket;
  private final Set<Fault> faults;
  private final Draft_6455 frames = new Draft_6455();

  TunnelFraming(OutputStream socket, Set<Fault> faults) {
    this.socket = socket;
    this.faults = faults;
    frames.setParseMode(Role.SERVER);
  }

  @Override
  public void send(byte[] octets) throws IOException {
    BinaryFrame frame = new BinaryFrame();
    frame.setPayload(ByteBuffer.wrap(octets));
    write(frame);
  }

  @Override
  public void end(boolean fatal) throws IOException {
    close(fatal && !faults.contains(Fault.CLOSES_AS_USUAL) ? PROTOCOL_ERROR : NORMAL);
  }

  void pong(byte[] octets) throws IOException {
    PongFrame frame = new PongFrame();
    frame.setPayload(ByteBuffer.wrap(octets));
    write(frame);
  }

  void close(int status) throws IOException {
    CloseFrame frame = new CloseFrame();
    frame.setCode(status);
    write(frame);
  }

  private synchronized void write(Framedata frame) throws IOException {
    ByteBuffer octets = frames.createBinaryFrame(frame);
    socket.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
    socket.flush();
  }
}
