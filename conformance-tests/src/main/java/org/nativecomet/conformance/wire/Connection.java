package org.nativecomet.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection to the server under test that sends exactly the octets it is told to and notes
 * when others arrive.
 *
 * <p>Threading: one daemon thread reads; the methods are for the thread of the case, except {@link
 * #close}, which any thread may call to unblock it.
 */
public final class Connection implements Incoming, AutoCloseable {
  private static final int CONNECT_MILLIS = 5000;

  /** So small that a server notices soon that nobody reads. */
  private static final int DEAF_BUFFER = 4096;

  private static final byte[] END_OF_STREAM = new byte[0];

  private final Socket socket;
  private final OutputStream out;
  private final Transcript transcript;
  private final String name;
  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private volatile @Nullable String broken;
  private byte[] current = END_OF_STREAM;
  private int position;
  private boolean ended;
  private final java.util.concurrent.atomic.AtomicLong received =
      new java.util.concurrent.atomic.AtomicLong();

  private Connection(Socket socket, Transcript transcript, String name) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.transcript = transcript;
    this.name = name;
  }

  /** Connects and begins to read. */
  public static Connection open(
      InetSocketAddress address,
      Supplier<? extends Socket> sockets,
      Transcript transcript,
      String name) {
    Connection connection = connect(address, sockets.get(), transcript, name, 0);
    connection.listen();
    return connection;
  }

  /** Connects and does not read until {@link #listen}: a client that is stuck. */
  public static Connection openDeaf(
      InetSocketAddress address,
      Supplier<? extends Socket> sockets,
      Transcript transcript,
      String name) {
    return connect(address, sockets.get(), transcript, name, DEAF_BUFFER);
  }

  private static Connection connect(
      InetSocketAddress address, Socket socket, Transcript transcript, String name, int buffer) {
    try {
      if (buffer > 0) {
        socket.setReceiveBufferSize(buffer);
      }
      socket.setTcpNoDelay(true);
      socket.connect(address, CONNECT_MILLIS);
      return new Connection(socket, transcript, name);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new WireException.Broken("cannot connect: " + e.getMessage());
    }
  }

  /** Begins to read. */
  public void listen() {
    Thread reader = new Thread(this::read, "reader-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** How many octets have arrived, read or not. */
  public long received() {
    return received.get();
  }

  /** Sends octets now. */
  public void send(byte[] octets) {
    transcript.add(Transcript.Direction.TO_SERVER, name, octets, 0, octets.length);
    try {
      out.write(octets);
      out.flush();
    } catch (IOException e) {
      throw new WireException.Broken("the connection was closed while sending: " + e.getMessage());
    }
  }

  /** Says in the transcript what octets mean that people cannot read. */
  void remark(String meaning) {
    transcript.note(name, meaning);
  }

  /** Closes the sending half: a FIN. */
  public void finish() {
    transcript.note(name, "sent FIN");
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new WireException.Broken("the connection was closed already");
    }
  }

  /** Closes abruptly: an RST. */
  public void reset() {
    transcript.note(name, "sent RST");
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new WireException.Broken("the connection was closed already");
    }
    closeQuietly(socket);
  }

  @Override
  public int next(Deadline deadline) {
    while (position == current.length) {
      if (ended) {
        return endOrBreak();
      }
      byte[] piece = poll(deadline);
      if (piece == END_OF_STREAM) {
        ended = true;
        return endOrBreak();
      }
      current = piece;
      position = 0;
    }
    return current[position++] & 0xff;
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private byte[] poll(Deadline deadline) {
    try {
      byte[] piece = pieces.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      if (piece == null) {
        throw new WireException.Silence();
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException.Silence("the case was interrupted");
    }
  }

  private int endOrBreak() {
    String reason = broken;
    if (reason != null) {
      throw new WireException.Broken(reason);
    }
    return END;
  }

  private void read() {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        transcript.add(Transcript.Direction.FROM_SERVER, name, buffer, 0, n);
        received.addAndGet(n);
        pieces.add(java.util.Arrays.copyOf(buffer, n));
      }
      transcript.note(name, "the server closed the connection");
    } catch (IOException e) {
      broken = "the connection was broken: " + e.getMessage();
    }
    pieces.add(END_OF_STREAM);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // The connection is gone, which is all that was wanted.
    }
  }
}
