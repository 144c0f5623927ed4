package org.nativecomet.conformance.origin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.conformance.wire.Transcript;

/** The listener behind the gateway under test. It finds the space of a case by the path. */
public final class OriginServer implements AutoCloseable {
  private static final int BACKLOG = 512;

  private final ServerSocket listener;
  private final Map<String, OriginSpace> spaces = new ConcurrentHashMap<>();
  private final List<OriginRequest> strays = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private OriginServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens. */
  public static OriginServer listen(InetSocketAddress address) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(address, BACKLOG);
    OriginServer server = new OriginServer(listener);
    Thread thread = new Thread(server::accept, "origin");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** A space of its own for a case. */
  public OriginSpace space(String prefix, Transcript transcript) {
    OriginSpace space = new OriginSpace(prefix, transcript);
    spaces.put(prefix, space);
    return space;
  }

  /** Ends a space: later requests to it are strays. */
  public void end(String prefix) {
    OriginSpace space = spaces.remove(prefix);
    if (space != null) {
      space.close();
    }
  }

  /** Requests that belong to no case. */
  public List<OriginRequest> strays() {
    return List.copyOf(strays);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    spaces.values().forEach(OriginSpace::close);
  }

  java.util.Optional<OriginSpace> spaceOf(String target) {
    // A prefix is the first two segments of a path.
    int second = target.indexOf('/', 1);
    int third = second < 0 ? -1 : target.indexOf('/', second + 1);
    return third < 0
        ? java.util.Optional.empty()
        : java.util.Optional.ofNullable(spaces.get(target.substring(0, third)));
  }

  void stray(OriginRequest request) {
    strays.add(request);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        Thread thread = new Thread(new OriginConnection(socket, number, this), "origin-" + number);
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        // Either the listener was closed, which ends the loop, or a client left before it was met.
      }
    }
  }
}
