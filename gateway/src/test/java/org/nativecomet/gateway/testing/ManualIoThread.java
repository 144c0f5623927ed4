package org.nativecomet.gateway.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;

/**
 * An I/O thread that runs when told, on the thread that tells it. What was handed to it from
 * anywhere waits until {@link #run}.
 */
public final class ManualIoThread implements IoThread {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Deque<Runnable> afterOthers = new ArrayDeque<>();
  private @Nullable Thread current;

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public synchronized void giveWay(Runnable task) {
    if (!isCurrent()) {
      throw new AssertionError("gives way from another thread");
    }
    afterOthers.add(task);
  }

  @Override
  public synchronized boolean isCurrent() {
    return Thread.currentThread().equals(current);
  }

  /** Runs everything that waits, and what that hands over in turn, until nothing is left. */
  public void run() {
    for (Runnable task = next(); task != null; task = next()) {
      call(task);
    }
  }

  /** Does this as if on the thread, then everything that waits. */
  public void run(Runnable task) {
    call(task);
    run();
  }

  /** Does this as if on the thread, then everything that waits; gives the result. */
  public <T> T call(Callable<T> task) {
    Thread before = enter();
    try {
      return task.call();
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Exception failure) {
      throw new AssertionError(failure);
    } finally {
      leave(before);
      run();
    }
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return tasks.size() + afterOthers.size();
  }

  private void call(Runnable task) {
    Thread before = enter();
    try {
      task.run();
    } finally {
      leave(before);
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = tasks.poll();
    return task != null ? task : afterOthers.poll();
  }

  private synchronized @Nullable Thread enter() {
    Thread before = current;
    current = Thread.currentThread();
    return before;
  }

  private synchronized void leave(@Nullable Thread before) {
    current = before;
  }
}
