package org.nativecomet.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Consumer;

/**
 * One connection as a {@link ScriptedOrigin} sees it. Text stands for octets as ISO 8859-1.
 *
 * <p>Threading: one thread reads and one, possibly another, writes.
 */
public final class OriginConnection {
  /** How a connection has ended. */
  public enum End {
    /** The peer has closed it in an orderly way. */
    CLOSED,
    /** The peer has reset it. */
    RESET
  }

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final Consumer<OriginRequest> onRequest;
  private final InputStream in;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  OriginConnection(Socket socket, Consumer<OriginRequest> onRequest) {
    this.socket = socket;
    this.onRequest = onRequest;
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** Reads one request head. */
  public OriginRequest readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) readOctet());
    }
    OriginRequest request = new OriginRequest(head.toString());
    onRequest.accept(request);
    return request;
  }

  /** Reads one request whole and returns its content, without framing. */
  public String readRequest() throws IOException {
    OriginRequest head = readHead();
    if (head.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      StringBuilder content = new StringBuilder();
      for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
        content.append(chunk);
      }
      return content.toString();
    }
    String length = head.value("Content-Length");
    return length.isEmpty() ? "" : readOctets(Integer.parseInt(length));
  }

  /** Reads this many octets. */
  public String readOctets(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    synchronized (received) {
      received.writeBytes(octets);
    }
    if (octets.length < count) {
      throw new EOFException();
    }
    return new String(octets, ISO_8859_1);
  }

  /** Reads and forgets this many octets. */
  public void skipOctets(long count) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
    }
  }

  /** Reads one chunk; an empty string for the last one, together with its empty line. */
  public String readChunk() throws IOException {
    int size = Integer.parseInt(readLine(), 16);
    String data = readOctets(size);
    if (!readLine().isEmpty()) {
      throw new AssertionError("no CRLF after a chunk");
    }
    return data;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < 2 || !line.substring(line.length() - 2).equals("\r\n")) {
      line.append((char) readOctet());
    }
    return line.substring(0, line.length() - 2);
  }

  private int readOctet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException();
    }
    synchronized (received) {
      received.write(octet);
    }
    return octet;
  }

  /** Reads until the peer ends the connection, and says how it did. */
  public End awaitEnd() throws IOException {
    try {
      while (true) {
        readOctet();
      }
    } catch (EOFException closed) {
      return End.CLOSED;
    } catch (SocketException reset) {
      return End.RESET;
    }
  }

  /** Everything read so far, exactly. */
  public String received() {
    synchronized (received) {
      return received.toString(ISO_8859_1);
    }
  }

  /** Sends these octets at once. */
  public OriginConnection send(String octets) throws IOException {
    return send(octets.getBytes(ISO_8859_1));
  }

  /** Sends these octets at once. */
  public OriginConnection send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends one chunk; an empty text is the last chunk. */
  public OriginConnection sendChunk(String data) throws IOException {
    return send(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
  }

  /** Says that nothing more will be sent, and goes on reading. */
  public void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection so that the peer's next read fails. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection; unread octets make this a reset. */
  public void close() {
    try {
      socket.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
