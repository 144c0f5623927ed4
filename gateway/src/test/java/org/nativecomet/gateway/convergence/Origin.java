package org.nativecomet.gateway.convergence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * An ordinary origin with a hard life. It knows nothing of gateways, and never forgets a write that
 * it has answered.
 *
 * <p>Threading: any thread; the lock guards the sockets and which of them still count.
 */
final class Origin implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final List<OriginResource> resources;
  private final Set<Socket> connections = new HashSet<>();
  private final ServerSocket server;
  private final AtomicInteger busy = new AtomicInteger();
  private int life;
  private boolean isDown;

  Origin(List<PlannedResource> planned) {
    resources = planned.stream().map(OriginResource::new).toList();
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start("convergence-origin", this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  OriginResource resource(int place) {
    return resources.get(place);
  }

  List<OriginResource> resources() {
    return resources;
  }

  /**
   * Drops every connection, and each that comes while it is down. What was not answered by then has
   * no effect any more. (It keeps its port meanwhile, so that no other process gets it.)
   */
  synchronized void stop() {
    isDown = true;
    life++;
    connections.forEach(Origin::reset);
    connections.clear();
  }

  synchronized void restart() {
    isDown = false;
  }

  /** Whether no request is being answered. */
  boolean isIdle() {
    return busy.get() == 0;
  }

  @Override
  public void close() {
    stop();
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket connection = server.accept();
        start("convergence-origin-" + connection.getPort(), () -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** The life of the origin that the connection belongs to; none while it is down. */
  private synchronized OptionalInt lifeOf(Socket connection) {
    if (isDown) {
      reset(connection);
      return OptionalInt.empty();
    }
    connections.add(connection);
    return OptionalInt.of(life);
  }

  private void serve(Socket connection) {
    try (connection) {
      OptionalInt itsLife = lifeOf(connection);
      connection.setTcpNoDelay(true);
      InputStream input = new BufferedInputStream(connection.getInputStream());
      boolean isOpen = itsLife.isPresent();
      while (isOpen) {
        Optional<OriginQuery> query = OriginQuery.read(input);
        isOpen = query.isPresent() && answered(connection, query.get(), itsLife.getAsInt());
      }
    } catch (IOException ended) {
      // So do connections end here, and it is the gateway's business to cope.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        connections.remove(connection);
      }
    }
  }

  private boolean answered(Socket connection, OriginQuery query, int itsLife)
      throws IOException, InterruptedException {
    busy.incrementAndGet();
    try {
      return answer(connection, query, itsLife);
    } finally {
      busy.decrementAndGet();
    }
  }

  /** Answers; false where the connection is not to be used again. */
  private boolean answer(Socket connection, OriginQuery query, int itsLife)
      throws IOException, InterruptedException {
    Optional<OriginResource> resource =
        resources.stream().filter(one -> names(query, one)).findFirst();
    if (resource.isEmpty()) {
      send(connection, Reply.of(404).octets());
      return true;
    }
    return query.isRetrieval()
        ? retrieve(connection, query, resource.get())
        : write(connection, query, resource.get(), itsLife);
  }

  private static boolean names(OriginQuery query, OriginResource resource) {
    String path = resource.plan().path();
    return query.target().equals(path) || query.target().equals("/change" + path);
  }

  private static boolean retrieve(Socket connection, OriginQuery query, OriginResource resource)
      throws IOException, InterruptedException {
    Optional<Fault> fault = resource.takeFault(false);
    Optional<HeldAnswer> hold = resource.takeHold();
    Reply reply = resource.answer(query);
    if (hold.isPresent()) {
      hold.get().keep();
    }
    if (fault.isEmpty()) {
      send(connection, reply.octets());
      return true;
    }
    switch (fault.get().kind()) {
      case UNAVAILABLE -> send(connection, Reply.of(503, "Retry-After: 1").octets());
      case ERROR -> send(connection, Reply.of(500).octets());
      case BROKEN -> {
        String octets = reply.octets();
        send(connection, octets.substring(0, octets.length() * 2 / 3));
        return false;
      }
      case RESET -> {
        reset(connection);
        return false;
      }
      default -> {
        LockSupport.parkNanos(fault.get().millis() * 1_000_000L);
        send(connection, reply.octets());
      }
    }
    return true;
  }

  private boolean write(Socket connection, OriginQuery query, OriginResource resource, int itsLife)
      throws IOException {
    Optional<Fault> fault = resource.takeFault(true);
    if (is(Fault.Kind.REFUSED_WRITE, fault)) {
      send(connection, Reply.of(503, "Retry-After: 1").octets());
      return true;
    }
    Reply reply = applied(itsLife, () -> apply(query, resource));
    if (is(Fault.Kind.LOST_WRITE, fault)) {
      reset(connection);
      return false;
    }
    fault.ifPresent(late -> LockSupport.parkNanos(late.millis() * 1_000_000L));
    send(connection, reply.octets());
    return true;
  }

  private static boolean is(Fault.Kind kind, Optional<Fault> fault) {
    return fault.filter(known -> known.kind() == kind).isPresent();
  }

  /** Applies a write, unless the origin has been restarted since it was sent. */
  private Reply applied(int itsLife, Supplier<Reply> change) throws IOException {
    synchronized (this) {
      if (itsLife != life) {
        throw new IOException("of an earlier life");
      }
      return change.get();
    }
  }

  private static Reply apply(OriginQuery query, OriginResource resource) {
    if (query.method().equals("DELETE")) {
      return Reply.of(resource.remove() ? 204 : 404);
    }
    String[] nameAndSize = query.content().split(" ", -1);
    resource.put(nameAndSize[0], Integer.parseInt(nameAndSize[1]));
    return query.method().equals("POST")
        ? Reply.of(200, "Content-Location: " + resource.plan().path())
        : Reply.of(204);
  }

  private static void send(Socket connection, String octets) throws IOException {
    connection.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void reset(Socket connection) {
    try {
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException closed) {
      // Then it has ended already.
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
