package org.nativecomet.gateway.origin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ManagedConnPool;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;

/**
 * A connection that belongs to one exchange until it is given back, by {@link #release} or {@link
 * #discard}; the first call counts. Threading: any thread.
 */
final class OriginLease {
  private final ManagedConnPool<HttpHost, IOSession> pool;
  private final PoolEntry<HttpHost, IOSession> place;
  private final IOSession session;
  private final boolean reused;
  private final AtomicBoolean returned = new AtomicBoolean();

  OriginLease(
      ManagedConnPool<HttpHost, IOSession> pool,
      PoolEntry<HttpHost, IOSession> place,
      IOSession session,
      boolean reused) {
    this.pool = pool;
    this.place = place;
    this.session = session;
    this.reused = reused;
  }

  /** Whether it has served an exchange before, so that the origin may have closed it meanwhile. */
  boolean isReused() {
    return reused;
  }

  OriginConnection connection() {
    return (OriginConnection) session.getHandler();
  }

  /**
   * Starts the exchange. The handler is told of a connection that has ended before as well, at once
   * where that is known already.
   */
  void execute(AsyncClientExchangeHandler handler) {
    session.enqueue(
        new RequestExecutionCommand(handler, HttpCoreContext.create()), Command.Priority.NORMAL);
  }

  /**
   * Gives the connection back for other exchanges, if it is still usable.
   *
   * @param keepAlive how long it may wait for one; zero closes it
   */
  void release(Duration keepAlive) {
    if (keepAlive.toMillis() <= 0 || !isUsable(session)) {
      giveBack(CloseMode.GRACEFUL);
    } else if (returned.compareAndSet(false, true)) {
      place.updateExpiry(TimeValue.ofMilliseconds(keepAlive.toMillis()));
      pool.release(place, true);
    }
  }

  /** Resets the connection, so that the origin cannot take a request that broke off for whole. */
  void discard() {
    giveBack(CloseMode.IMMEDIATE);
  }

  private void giveBack(CloseMode mode) {
    if (returned.compareAndSet(false, true)) {
      place.discardConnection(mode);
      pool.release(place, false);
    }
  }

  /** Whether neither side is known to have closed the connection. */
  static boolean isUsable(IOSession session) {
    return session.isOpen()
        && session.getHandler() instanceof OriginConnection connection
        && connection.isOpen();
  }
}
