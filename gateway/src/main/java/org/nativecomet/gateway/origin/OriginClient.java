package org.nativecomet.gateway.origin;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.http.Authority;

/** The connections to all origins. Threading: any thread. */
final class OriginClient implements AutoCloseable {
  private final OriginOptions options;
  private final Timers timers;
  private final Connector connector;
  private final StrictConnPool<HttpHost, IOSession> pool;
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /**
   * Starts the threads.
   *
   * @param trust decides which origins are who they say they are
   */
  OriginClient(OriginOptions options, Timers timers, SSLContext trust) {
    this.options = options;
    this.timers = timers;
    this.connector = new Connector(options, trust);
    this.pool =
        new StrictConnPool<>(
            options.maxConnections(),
            Integer.MAX_VALUE,
            TimeValue.NEG_ONE_MILLISECOND,
            PoolReusePolicy.LIFO,
            null);
  }

  /**
   * Looks for a connection, and opens one where none is idle.
   *
   * @param fresh whether it must be one that no exchange has used before
   */
  Leasing lease(URI origin, boolean fresh, Leasing.Listener listener) {
    Leasing leasing = new Leasing(hostOf(origin), fresh, pool, connector, listener);
    leasing.start(timers, options.connectTimeout());
    sweepLater();
    return leasing;
  }

  /** Whether the origin accepts a connection now. */
  CompletionStage<Boolean> isReachable(URI origin) {
    CompletableFuture<Boolean> reachable = new CompletableFuture<>();
    connector.probe(
        hostOf(origin),
        new FutureCallback<>() {
          @Override
          public void completed(IOSession session) {
            session.close(CloseMode.GRACEFUL);
            reachable.complete(true);
          }

          @Override
          public void failed(Exception cause) {
            reachable.complete(false);
          }

          @Override
          public void cancelled() {
            reachable.complete(false);
          }
        });
    return reachable;
  }

  /** How many connections serve an exchange, or are being opened for one. */
  int leased() {
    return pool.getTotalStats().getLeased();
  }

  /** How many connections are idle; of those that an origin has closed, until they are swept. */
  int available() {
    return pool.getTotalStats().getAvailable();
  }

  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
    connector.close();
  }

  /** Closes idle connections when their time is over, and does nothing while there are none. */
  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      timers.after(options.keepAlive(), this::sweep);
    }
  }

  private void sweep() {
    sweeping.set(false);
    pool.closeExpired();
    pool.validatePendingRequests();
    if (leased() + available() > 0) {
      sweepLater();
    }
  }

  private static HttpHost hostOf(URI origin) {
    int port = origin.getPort() >= 0 ? origin.getPort() : Authority.defaultPort(origin.getScheme());
    String host = origin.getHost();
    boolean literal = host.startsWith("[");
    return new HttpHost(
        origin.getScheme(), literal ? host.substring(1, host.length() - 1) : host, port);
  }
}
