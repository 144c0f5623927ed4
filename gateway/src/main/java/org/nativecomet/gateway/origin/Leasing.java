package org.nativecomet.gateway.origin;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;

/**
 * The way to a connection: first a place in the pool, then the idle connection that was there, or a
 * new one.
 *
 * <p>Threading: any thread. The listener is called at most once, and not after {@link #cancel}. A
 * connection that arrives when nobody waits for it any more goes into the pool.
 */
final class Leasing {
  /** Waits for a connection. */
  interface Listener {
    void leased(OriginLease lease);

    void notLeased(Exception cause);
  }

  /** How long a connection that nobody has used waits for somebody. */
  private static final Duration UNUSED = Duration.ofSeconds(1);

  private final HttpHost origin;
  private final boolean fresh;
  private final StrictConnPool<HttpHost, IOSession> pool;
  private final Connector connector;
  private final Listener listener;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile @Nullable Future<?> waiting;
  private volatile Timers.@Nullable Scheduled timer;
  private volatile boolean placed;

  Leasing(
      HttpHost origin,
      boolean fresh,
      StrictConnPool<HttpHost, IOSession> pool,
      Connector connector,
      Listener listener) {
    this.origin = origin;
    this.fresh = fresh;
    this.pool = pool;
    this.connector = connector;
    this.listener = listener;
  }

  /** Starts; the timeout is for the place in the pool. */
  void start(Timers timers, Duration timeout) {
    try {
      waiting = pool.lease(origin, null, Timeout.DISABLED, new PlaceCallback());
    } catch (IllegalStateException closed) {
      fail(new ConnectionClosedException("The gateway is closing"));
    }
    if (done.get()) {
      stopWaiting();
    } else if (!placed) {
      // The pool looks at its own deadlines only when a connection comes back to it.
      Timers.Scheduled newTimer = timers.after(timeout, this::waitedLongEnough);
      timer = newTimer;
      if (placed) {
        newTimer.cancel();
      }
    }
  }

  /** Nobody waits any more. */
  void cancel() {
    done.set(true);
    stopWaiting();
    Timers.Scheduled current = timer;
    if (current != null) {
      current.cancel();
    }
  }

  private void waitedLongEnough() {
    if (!placed) {
      fail(new PoolExhaustedException());
    }
  }

  private void place(PoolEntry<HttpHost, IOSession> place) {
    IOSession session = place.getConnection();
    if (session != null && !fresh && OriginLease.isUsable(session)) {
      succeed(new OriginLease(pool, place, session, true));
      return;
    }
    place.discardConnection(CloseMode.GRACEFUL);
    if (done.get()) {
      pool.release(place, false);
    } else {
      connector.connect(origin, new ConnectionCallback(place));
    }
  }

  private void succeed(OriginLease lease) {
    if (done.compareAndSet(false, true)) {
      listener.leased(lease);
    } else {
      lease.release(UNUSED);
    }
  }

  private void fail(Exception cause) {
    if (done.compareAndSet(false, true)) {
      stopWaiting();
      listener.notLeased(cause);
    }
  }

  private void stopWaiting() {
    Future<?> future = waiting;
    if (future != null) {
      future.cancel(true);
    }
  }

  private final class PlaceCallback implements FutureCallback<PoolEntry<HttpHost, IOSession>> {
    @Override
    public void completed(PoolEntry<HttpHost, IOSession> result) {
      placed = true;
      Timers.Scheduled current = timer;
      if (current != null) {
        current.cancel();
      }
      place(result);
    }

    @Override
    public void failed(Exception cause) {
      fail(cause);
    }

    @Override
    public void cancelled() {
      // Whoever has cancelled knows.
    }
  }

  private final class ConnectionCallback implements FutureCallback<IOSession> {
    private final PoolEntry<HttpHost, IOSession> place;

    ConnectionCallback(PoolEntry<HttpHost, IOSession> place) {
      this.place = place;
    }

    @Override
    public void completed(IOSession session) {
      place.assignConnection(session);
      succeed(new OriginLease(pool, place, session, false));
    }

    @Override
    public void failed(Exception cause) {
      pool.release(place, false);
      fail(cause);
    }

    @Override
    public void cancelled() {
      failed(new ConnectionClosedException());
    }
  }
}
