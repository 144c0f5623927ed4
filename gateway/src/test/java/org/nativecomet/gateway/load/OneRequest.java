package org.nativecomet.gateway.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request on a connection of its own, written at once and answered when somebody asks. */
final class OneRequest implements AutoCloseable {
  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private final Socket socket;

  private OneRequest(Socket socket) {
    this.socket = socket;
  }

  /** Sends it. */
  static OneRequest send(int port, String method, String path, String content) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    String head =
        (method + " " + path + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n")
            + ("Content-Type: text/plain\r\nContent-Length: " + content.length() + "\r\n\r\n");
    socket.getOutputStream().write((head + content).getBytes(StandardCharsets.US_ASCII));
    return new OneRequest(socket);
  }

  /** Waits for the answer and reads it whole; fails where it is no success. */
  void awaitSuccess() throws IOException {
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!answer.startsWith("HTTP/1.1 2")) {
      throw new IOException("refused: " + answer.lines().findFirst().orElse("no answer"));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
