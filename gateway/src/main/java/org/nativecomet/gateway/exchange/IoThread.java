package org.nativecomet.gateway.exchange;

import java.util.concurrent.Executor;

/**
 * A thread that owns connections. What belongs to a connection is touched on its thread only, which
 * is why held exchanges need no locks.
 */
public interface IoThread extends Executor {
  /** Runs the task on this thread, soon. May be called from any thread. */
  @Override
  void execute(Runnable task);

  /**
   * Runs the task on this thread after letting it serve the connections that are ready. For long
   * work done in batches; to be called on this thread.
   */
  void giveWay(Runnable task);

  /** Whether the caller is on this thread. */
  boolean isCurrent();
}
