package org.nativecomet.gateway.server;

import java.io.Closeable;
import java.util.ArrayDeque;
import org.nativecomet.gateway.exchange.IoThread;
import org.xnio.IoUtils;

/**
 * Closes the connections of clients who have gone: of many who go at once none before the rush is
 * over.
 *
 * <p>For each connection that is closed XNIO asks the kernel which of the others are ready, and one
 * whose client has gone is ready until nobody listens to it any more. To close each as soon as it
 * is noticed would be to look at up to a thousand others each time: some 0.3 ms for each of ten
 * thousand clients, measured.
 *
 * <p>Confined to its I/O thread.
 */
final class Departures {
  /** That go in one round of the thread without being a rush, and that are closed in one. */
  static final int BATCH = 128;

  private final IoThread thread;
  private final ArrayDeque<Closeable> gone = new ArrayDeque<>();
  private final Runnable round = this::round;
  private int before;

  Departures(IoThread thread) {
    this.thread = thread;
  }

  /** Closes the connection soon. Whoever calls this listens to it no more. */
  void add(Closeable connection) {
    gone.add(connection);
    if (gone.size() == 1) {
      before = 0;
      thread.giveWay(round);
    }
  }

  private void round() {
    boolean isRush = gone.size() - before > BATCH;
    for (int left = isRush ? 0 : BATCH; left > 0 && !gone.isEmpty(); left--) {
      IoUtils.safeClose(gone.remove());
    }
    before = gone.size();
    if (!gone.isEmpty()) {
      thread.giveWay(round);
    }
  }
}
