package org.nativecomet.gateway.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An origin on a raw socket of 127.0.0.1 that answers octet for octet what a test says.
 *
 * <p>Either a {@link Script} serves each connection on a thread of its own, or, with {@link
 * #byHand}, the test takes connections with {@link #accept} and speaks for the origin itself. A
 * connection stays open when its script returns; {@link #close} closes what is left, and throws
 * what a script has thrown.
 */
public final class ScriptedOrigin implements AutoCloseable {
  /** What the origin does with one connection. It may block; the end of the connection ends it. */
  @FunctionalInterface
  public interface Script {
    void serve(OriginConnection connection) throws Exception;
  }

  private static final long PATIENCE_SECONDS = 10;

  private final ServerSocket server;
  private final List<OriginConnection> connections = new ArrayList<>();
  private final BlockingQueue<OriginConnection> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<OriginRequest> requests = new LinkedBlockingQueue<>();
  private final List<OriginRequest> allRequests = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private volatile Script script;

  private ScriptedOrigin(Script script) {
    this.script = script;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    startThread("origin-accept", this::acceptAll);
  }

  /** An origin that serves every connection with this script. */
  public static ScriptedOrigin start(Script script) {
    return new ScriptedOrigin(script);
  }

  /** An origin that reads whole requests and answers each with these octets. */
  public static ScriptedOrigin answering(String octets) {
    return new ScriptedOrigin(always(octets));
  }

  /** An origin that does nothing by itself: the test takes its connections with {@link #accept}. */
  public static ScriptedOrigin byHand() {
    return new ScriptedOrigin(connection -> {});
  }

  /** Answers every request of a connection, once it is read whole, with these octets. */
  public static Script always(String octets) {
    return connection -> {
      while (true) {
        connection.readRequest();
        connection.send(octets);
      }
    };
  }

  /** A 200 response with a Content-Length, these field lines and this text as its content. */
  public static String ok(String content, String... fieldLines) {
    return response(200, "OK", content, fieldLines);
  }

  /** A response with a Content-Length, these field lines and this text as its content. */
  public static String response(int status, String reason, String content, String... fieldLines) {
    StringBuilder octets = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
    for (String line : fieldLines) {
      octets.append(line).append("\r\n");
    }
    return octets.append("Content-Length: ").append(content.length()).append("\r\n\r\n") + content;
  }

  /** Serves connections accepted from now on with another script. */
  public void serveWith(Script newScript) {
    script = newScript;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Host and port, as a Host field has them. */
  public String authority() {
    return "127.0.0.1:" + port();
  }

  public URI uri() {
    return URI.create("http://" + authority());
  }

  /** Waits for the next connection that was not taken before. */
  public OriginConnection accept() {
    return next(accepted, "connection");
  }

  /** Waits for the next request head that was not taken before, whatever its connection. */
  public OriginRequest awaitRequest() {
    return next(requests, "request");
  }

  /** Every request so far, in the order in which their heads were complete. */
  public List<OriginRequest> requests() {
    synchronized (allRequests) {
      return List.copyOf(allRequests);
    }
  }

  /** How many connections were accepted so far. */
  public int connections() {
    synchronized (connections) {
      return connections.size();
    }
  }

  /** Stops listening, closes every connection, and fails if a script has failed. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    List<OriginConnection> open;
    synchronized (connections) {
      open = List.copyOf(connections);
    }
    open.forEach(OriginConnection::close);
    synchronized (failures) {
      if (!failures.isEmpty()) {
        throw new AssertionError("a script of the origin has failed", failures.get(0));
      }
    }
  }

  void received(OriginRequest request) {
    synchronized (allRequests) {
      allRequests.add(request);
    }
    requests.add(request);
  }

  private void acceptAll() {
    while (true) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (IOException closed) {
        return;
      }
      OriginConnection connection = new OriginConnection(socket, this::received);
      synchronized (connections) {
        connections.add(connection);
      }
      accepted.add(connection);
      Script current = script;
      startThread("origin-" + socket.getPort(), () -> serve(connection, current));
    }
  }

  private void serve(OriginConnection connection, Script current) {
    try {
      current.serve(connection);
    } catch (EOFException | SocketException ended) {
      connection.close();
    } catch (Throwable failure) {
      synchronized (failures) {
        failures.add(failure);
      }
      connection.close();
    }
  }

  private static <T> T next(BlockingQueue<T> queue, String what) {
    try {
      T item = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (item == null) {
        throw new AssertionError("no " + what + " within " + PATIENCE_SECONDS + " s");
      }
      return item;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void startThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
