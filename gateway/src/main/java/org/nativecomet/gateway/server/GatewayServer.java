package org.nativecomet.gateway.server;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The listeners and the connections of their clients.
 *
 * <p>Threading: any thread. Handlers are called on the I/O thread of the connection that a request
 * came on.
 */
public final class GatewayServer implements AutoCloseable {
  /** Octets of one buffer of the pool: what is read from a connection at once. */
  private static final int BUFFER_SIZE = 16 * 1024;

  /** Octets that hold any TLS record; one that does not fit would never be decrypted. */
  private static final int TLS_BUFFER_SIZE = 17 * 1024;

  /**
   * Buffers that are kept rather than freed. Undertow's default of a few makes it strand freed
   * direct memory in thread-local queues after a burst.
   */
  private static final int POOLED_BUFFERS = 4096;

  private static final int BUFFERS_PER_THREAD = 16;

  /** Connections that wait to be accepted; the kernel may allow less. */
  private static final int BACKLOG = 4096;

  /** How long a client gets to close its side after the last response. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final ServerState state;
  private final XnioWorker worker;
  private final List<AcceptingChannel<StreamConnection>> listeners = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private boolean hasStopped;

  private GatewayServer(ServerState state, XnioWorker worker) {
    this.state = state;
    this.worker = worker;
  }

  /**
   * Binds the listeners and begins to accept.
   *
   * @throws ServerStartException where an address is taken, or a certificate or key cannot be read
   */
  public static GatewayServer start(
      ServerOptions options, List<Listener> listeners, GatewayEvents events)
      throws ServerStartException {
    List<ConnectionOpening.Factory> openings = new ArrayList<>();
    for (Listener listener : listeners) {
      openings.add(ConnectionOpening.factory(listener));
    }
    ServerState state = new ServerState(options, events);
    GatewayServer server = new GatewayServer(state, newWorker(options));
    try {
      ByteBufferPool pool = pool(BUFFER_SIZE);
      ByteBufferPool tlsPool = pool(TLS_BUFFER_SIZE);
      for (int i = 0; i < listeners.size(); i++) {
        server.listen(listeners.get(i).address(), openings.get(i).create(state, pool, tlsPool));
      }
      server.listeners.forEach(AcceptingChannel::resumeAccepts);
      return server;
    } catch (ServerStartException failure) {
      server.close();
      throw failure;
    }
  }

  /** A pool that keeps what a burst has taken, to be used again, instead of stranding it. */
  static ByteBufferPool pool(int bufferSize) {
    return new DefaultByteBufferPool(true, bufferSize, POOLED_BUFFERS, BUFFERS_PER_THREAD);
  }

  private static XnioWorker newWorker(ServerOptions options) throws ServerStartException {
    try {
      return Xnio.getInstance(GatewayServer.class.getClassLoader())
          .createWorker(
              OptionMap.builder()
                  .set(Options.WORKER_NAME, "gateway")
                  .set(Options.WORKER_IO_THREADS, options.ioThreadCount())
                  // The other threads only compute TLS handshakes.
                  .set(Options.WORKER_TASK_CORE_THREADS, options.ioThreadCount())
                  .set(Options.WORKER_TASK_MAX_THREADS, options.ioThreadCount())
                  .set(Options.CONNECTION_HIGH_WATER, Integer.MAX_VALUE)
                  .set(Options.CONNECTION_LOW_WATER, Integer.MAX_VALUE)
                  .set(Options.THREAD_DAEMON, true)
                  .getMap());
    } catch (IOException failure) {
      throw new ServerStartException("cannot start I/O threads: " + failure.getMessage(), failure);
    }
  }

  private void listen(InetSocketAddress address, ConnectionOpening opening)
      throws ServerStartException {
    try {
      AcceptingChannel<StreamConnection> listener =
          worker.createStreamConnectionServer(
              address,
              ChannelListeners.openListenerAdapter(opening),
              OptionMap.builder()
                  .set(Options.TCP_NODELAY, true)
                  .set(Options.REUSE_ADDRESSES, true)
                  .set(Options.KEEP_ALIVE, true)
                  .set(Options.BACKLOG, BACKLOG)
                  .set(Options.SEND_BUFFER, state.options().sendBuffer())
                  .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount())
                  .set(Options.BALANCING_TOKENS, 1)
                  .set(Options.BALANCING_CONNECTIONS, 2)
                  .getMap());
      listeners.add(listener);
      addresses.add(listener.getLocalAddress(InetSocketAddress.class));
    } catch (IOException | RuntimeException failure) {
      throw new ServerStartException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + failure.getMessage(),
          address,
          failure);
    }
  }

  /** What Undertow is told; what it does not keep is kept by {@link ConnectionOpening}. */
  static OptionMap undertowOptions(ServerOptions options) {
    return OptionMap.builder()
        .set(UndertowOptions.ENABLE_HTTP2, true)
        // Content has no limit here: the stages that keep content whole have their own.
        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
        // Twice what is allowed, so that most offenders get a response and not just a closed
        // connection.
        .set(UndertowOptions.MAX_HEADER_SIZE, 2 * options.maxHead())
        .set(UndertowOptions.MAX_HEADERS, 2 * options.maxFields())
        .set(UndertowOptions.MAX_PARAMETERS, options.maxHead())
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) options.headTimeout().toMillis())
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) options.idleTimeout().toMillis())
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, options.maxConcurrentStreams())
        .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, 2 * options.maxResets())
        // Counted over all streams of a connection: one that is not read must not stop the others.
        .set(UndertowOptions.MAX_QUEUED_READ_BUFFERS, 4 * options.maxConcurrentStreams())
        .getMap();
  }

  /** Where the listeners are bound, in the order they were given; port 0 has become a real one. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** How many I/O threads there are. */
  public int ioThreads() {
    return worker.getIoThreadCount();
  }

  /** Connections that are open. */
  public int openConnections() {
    return state.connectionCount();
  }

  /** Exchanges in progress, held ones included. */
  public int openExchanges() {
    return state.openExchanges();
  }

  /** Exchanges that are held open. */
  public int heldOutlets() {
    return state.heldOutlets();
  }

  /** Whether the listeners accept connections. */
  public boolean isAccepting() {
    return !state.isDraining() && listeners.stream().allMatch(AcceptingChannel::isOpen);
  }

  /**
   * Stops without tearing anything in two: nothing is accepted any more, held exchanges end at a
   * message boundary, and what is in flight is answered, but for no longer than the grace. Returns
   * when everything has stopped; does nothing where that has happened.
   */
  public synchronized void drain(Duration grace) {
    if (hasStopped) {
      return;
    }
    hasStopped = true;
    long deadline = System.nanoTime() + grace.toNanos();
    state.beginToDrain();
    listeners.forEach(IoUtils::safeClose);
    for (ServerIoThread thread : state.threads()) {
      thread.execute(() -> thread.held().forEach(HeldOutlet::shutDown));
    }
    for (ClientConnection connection : state.connections()) {
      connection.thread().execute(connection::closeIfIdle);
    }
    state.await(() -> state.openExchanges() == 0, deadline);
    long goodbye = Math.min(deadline, System.nanoTime() + GOODBYE.toNanos());
    state.await(() -> state.connectionCount() == 0, goodbye);
    stop();
  }

  /** Stops at once. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  private void stop() {
    for (ClientConnection connection : state.connections()) {
      connection.thread().execute(connection::close);
    }
    state.await(() -> state.connectionCount() == 0, System.nanoTime() + GOODBYE.toNanos());
    worker.shutdown();
    try {
      if (!worker.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
