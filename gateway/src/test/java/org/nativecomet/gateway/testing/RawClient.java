package org.nativecomet.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * An HTTP/1 client that sends exactly the octets it is told to and reads what comes, with a
 * deadline on every read. Text is ISO 8859-1, one character for each octet.
 */
public final class RawClient implements AutoCloseable {
  /**
   * One response.
   *
   * @param statusCode from the status line
   * @param content without its framing
   */
  public record Message(int statusCode, Fields fields, String content) {
    /** The first value of a field; empty where there is none. */
    public String field(String name) {
      return fields.first(name).orElse("");
    }
  }

  /** How long something that must come may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final PushbackInputStream input;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new PushbackInputStream(socket.getInputStream(), 1);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
  }

  public static RawClient connect(InetSocketAddress address) {
    return connect(address, 0);
  }

  /**
   * Connects with a small window, for a client that shall not take much.
   *
   * @param receiveBuffer octets the kernel takes on its behalf; 0 for the usual
   */
  public static RawClient connect(InetSocketAddress address, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(address);
      return new RawClient(socket);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Connects with TLS and believes any certificate.
   *
   * @param protocols offered with ALPN (RFC 7301)
   */
  public static RawClient connectTls(InetSocketAddress address, String... protocols) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(protocols);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new RawClient(socket);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** From now on it waits for as long as it takes: for a client whose server may have no news. */
  public RawClient withoutDeadline() {
    try {
      socket.setSoTimeout(0);
      return this;
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  public RawClient send(String octets) {
    return send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One chunk of chunked content. */
  public RawClient sendChunk(String content) {
    return send(Integer.toHexString(content.length()) + "\r\n" + content + "\r\n");
  }

  /** The start line and fields of one message, with the empty line that ends them. */
  public String readHead() {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) readOctet());
    }
    return head.toString();
  }

  /** The content of the next chunk; empty for the last one, whose end is read too. */
  public String readChunk() {
    int size = Integer.parseInt(readLine().split(";", 2)[0], 16);
    String content = readExactly(size);
    String end = readLine();
    if (!end.isEmpty()) {
      throw new AssertionError("after a chunk: " + end);
    }
    return content;
  }

  /** All chunks up to the last one. */
  public String readChunks() {
    StringBuilder content = new StringBuilder();
    for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
      content.append(chunk);
    }
    return content.toString();
  }

  /** A whole response to a request that was not HEAD. */
  public Message readMessage() {
    return readMessage(true);
  }

  /** A whole response that has no content whatever its fields say. */
  public Message readMessageWithoutContent() {
    return readMessage(false);
  }

  private Message readMessage(boolean mayHaveContent) {
    // The status code has its fixed place after "HTTP/1.1 ".
    int status = Integer.parseInt(readLine().substring(9, 12));
    Fields.Builder builder = Fields.builder();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      builder.add(line.substring(0, colon), Tokens.trim(line.substring(colon + 1)));
    }
    Fields fields = builder.build();
    boolean hasContent = mayHaveContent && status >= 200 && status != 204 && status != 304;
    return new Message(status, fields, hasContent ? readContent(fields) : "");
  }

  private String readContent(Fields fields) {
    if (fields.lists("Transfer-Encoding", "chunked")) {
      return readChunks();
    }
    return fields
        .first("Content-Length")
        .map(length -> readExactly(Integer.parseInt(length)))
        .orElseGet(this::readToEnd);
  }

  public String readLine() {
    StringBuilder line = new StringBuilder();
    for (int octet = readOctet(); octet != '\n'; octet = readOctet()) {
      line.append((char) octet);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new AssertionError("a line without CR: " + line);
    }
    return line.substring(0, line.length() - 1);
  }

  /** Exactly this many octets. */
  public String readExactly(int count) {
    try {
      byte[] octets = input.readNBytes(count);
      if (octets.length < count) {
        throw new EOFException("ended after " + octets.length + " of " + count + " octets");
      }
      return new String(octets, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Everything until the server closes. */
  public String readToEnd() {
    try {
      return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Reads until the connection ends, one way or the other.
   *
   * @return what came before
   */
  public String readUntilClosed() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        octets.write(buffer, 0, read);
      }
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("still open after " + PATIENCE, silent);
    } catch (IOException reset) {
      // A reset is an end too.
    }
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads until the connection ends, and tells whether it ended with a reset. */
  public boolean endsWithReset() {
    try {
      input.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("still open after " + PATIENCE, silent);
    } catch (IOException reset) {
      return true;
    }
  }

  /** Whether nothing comes for so long; an end is something. */
  public boolean isSilentFor(Duration duration) {
    try {
      socket.setSoTimeout((int) duration.toMillis());
      int octet = input.read();
      if (octet >= 0) {
        input.unread(octet);
      }
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      restorePatience();
    }
  }

  private void restorePatience() {
    try {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private int readOctet() {
    try {
      int octet = input.read();
      if (octet < 0) {
        throw new EOFException("the server has closed the connection");
      }
      return octet;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The protocol that the server has chosen with ALPN; empty where it has chosen none. */
  public String chosenProtocol() {
    return socket instanceof SSLSocket secured ? secured.getApplicationProtocol() : "";
  }

  /** The raw stream, for tests that read in their own way. */
  public InputStream input() {
    return input;
  }

  /** Says that nothing more will be sent, and goes on reading. */
  public RawClient halfClose() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Drops the connection with a reset. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** For servers with certificates that tests make themselves. */
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
