package org.nativecomet.samples.nativeorigin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The server: accepts connections and gives a thread to each. */
public final class NativeOrigin implements AutoCloseable {
  /** Each has a thread, or two; the next waits to be accepted until one has gone. */
  private static final int MOST_CONNECTIONS = 1000;

  private static final int BACKLOG = 128;

  /** For streams to end after the response that is being sent. */
  private static final int GRACE_MILLIS = 1000;

  private final ServerSocket listener;
  private final Settings settings;
  private final Clock clock = Clock.systemUTC();
  private final Resources resources = new Resources(clock);
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private NativeOrigin(ServerSocket listener, Settings settings) {
    this.listener = listener;
    this.settings = settings;
  }

  /**
   * Starts a server that has no resources yet.
   *
   * @param declarations such as {@code heartbeat=2s}: values of section 2.3 other than the usual
   * @throws IOException where the address cannot be listened on
   * @throws IllegalArgumentException where a declaration cannot be understood
   */
  public static NativeOrigin start(InetSocketAddress address, String... declarations)
      throws IOException {
    Settings settings = Settings.usual();
    for (String declaration : declarations) {
      settings = settings.with(declaration);
    }
    NativeOrigin origin =
        new NativeOrigin(
            new ServerSocket(address.getPort(), BACKLOG, address.getAddress()), settings);
    origin.threads.execute(origin::accept);
    return origin;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Connections that are open. */
  public int connections() {
    return connections.size();
  }

  /** Stops: streams end cleanly, as far as their clients read. */
  @Override
  public void close() {
    try {
      listener.close();
      connections.forEach(Connection::stop);
      // All have gone when there is room for all but the one that may be waited for.
      if (!room.tryAcquire(MOST_CONNECTIONS - 1, GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        connections.forEach(Connection::cut);
      }
      threads.shutdownNow();
    } catch (IOException closed) {
      throw new UncheckedIOException("the port cannot be given back", closed);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        room.acquire();
        try {
          serve(listener.accept());
        } catch (IOException gone) {
          // This client has gone already, or the server stops.
          room.release();
        }
      }
    } catch (InterruptedException stopped) {
      // No more connections.
    }
  }

  private void serve(Socket socket) throws IOException {
    Connection connection = new Connection(socket, resources, settings, clock, threads);
    connections.add(connection);
    threads.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            room.release();
          }
        });
  }
}
