package org.nativecomet.gateway.server;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * What the parts of one running server share: its options, its threads, and what is open.
 *
 * <p>Threading: any thread.
 */
final class ServerState {
  private final ServerOptions options;
  private final GatewayEvents events;
  private final ConcurrentHashMap<XnioIoThread, ServerIoThread> threads = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<StreamConnection, ClientConnection> connections =
      new ConcurrentHashMap<>();
  private final AtomicInteger connectionCount = new AtomicInteger();
  private final Set<ServerExchange> exchanges = ConcurrentHashMap.newKeySet();
  private final Set<HeldOutlet> outlets = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private volatile boolean draining;

  ServerState(ServerOptions options, GatewayEvents events) {
    this.options = options;
    this.events = events;
  }

  ServerOptions options() {
    return options;
  }

  GatewayEvents events() {
    return events;
  }

  ServerIoThread thread(XnioIoThread thread) {
    return threads.computeIfAbsent(
        thread, t -> new ServerIoThread(t, options.heartbeat(), options.stallTimeout()));
  }

  Collection<ServerIoThread> threads() {
    return threads.values();
  }

  /** Counts a connection in, unless there are as many as may be or nothing new is begun. */
  boolean admitConnection() {
    if (draining) {
      return false;
    }
    if (connectionCount.incrementAndGet() > options.maxConnections()) {
      connectionCount.decrementAndGet();
      events.limitReached("max-connections");
      return false;
    }
    events.connectionOpened();
    return true;
  }

  void add(ClientConnection connection) {
    connections.put(connection.stream(), connection);
  }

  /** The connection whose octets, decrypted where need be, come from this stream. */
  ClientConnection connection(StreamConnection stream) {
    ClientConnection connection = connections.get(stream);
    if (connection == null) {
      throw new IllegalStateException("unknown connection");
    }
    return connection;
  }

  void remove(ClientConnection connection) {
    connections.remove(connection.stream());
    countOut();
  }

  /** A connection that was counted in is no more. */
  void countOut() {
    connectionCount.decrementAndGet();
    events.connectionClosed();
    tellWaiters();
  }

  Collection<ClientConnection> connections() {
    return connections.values();
  }

  int connectionCount() {
    return connectionCount.get();
  }

  void add(ServerExchange exchange) {
    exchanges.add(exchange);
  }

  void remove(ServerExchange exchange) {
    if (exchanges.remove(exchange)) {
      tellWaiters();
    }
  }

  int openExchanges() {
    return exchanges.size();
  }

  void add(HeldOutlet outlet) {
    outlets.add(outlet);
  }

  void remove(HeldOutlet outlet) {
    outlets.remove(outlet);
  }

  int heldOutlets() {
    return outlets.size();
  }

  /** From now on nothing new is begun. */
  void beginToDrain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  private void tellWaiters() {
    if (draining) {
      synchronized (change) {
        change.notifyAll();
      }
    }
  }

  /**
   * Waits until the condition holds; it is looked at whenever an exchange or a connection ends.
   *
   * @param deadline on the scale of {@link System#nanoTime}
   */
  void await(BooleanSupplier condition, long deadline) {
    boolean interrupted = false;
    synchronized (change) {
      while (!condition.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        try {
          change.wait(left);
        } catch (InterruptedException interruption) {
          interrupted = true;
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
