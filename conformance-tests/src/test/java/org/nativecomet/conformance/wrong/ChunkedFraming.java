package org.nativecomet.conformance.wrong;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Chunks of HTTP/1.1. */
final class ChunkedFraming implements Framing {
  private final OutputStream socket;

  ChunkedFraming(OutputStream socket) {
    this.socket = socket;
  }

  @Override
  public void send(byte[] octets) throws IOException {
    if (octets.length > 0) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes(
          (Integer.toHexString(octets.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunk.writeBytes(octets);
      chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.write(chunk.toByteArray());
      socket.flush();
    }
  }

  @Override
  public void end(boolean fatal) throws IOException {
    socket.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.flush();
  }
}
