package org.nativecomet.gateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.IoThread;
import org.xnio.ChannelPipe;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * A thread that owns connections, and what those connections share: buffers, the timer of the held
 * exchanges, and the list of clients that do not read.
 *
 * <p>Threading: {@link #execute} and {@link #isCurrent} from any thread, all else on this thread.
 */
final class ServerIoThread implements IoThread {
  /** How many held exchanges one step of the heartbeat walks before others get their turn. */
  private static final int BATCH = 128;

  private static final long SHORTEST_TICK_MILLIS = 10;
  private static final long LONGEST_TICK_MILLIS = 1000;

  private final XnioIoThread thread;
  private final long heartbeatNanos;
  private final long stallNanos;
  private final long tickMillis;
  private final List<HeldOutlet> held = new ArrayList<>();
  private final Set<SlowClient> slow = new LinkedHashSet<>();
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final SharedViews identity = new SharedViews(false);
  private final SharedViews deflated = new SharedViews(true);
  private final SharedChunks identityChunks = new SharedChunks(false);
  private final SharedChunks deflatedChunks = new SharedChunks(true);
  private final Departures departures = new Departures(this);
  private @Nullable ByteBuffer scratch;
  private @Nullable StreamSourceChannel alwaysReadable;
  private @Nullable StreamSinkChannel otherEnd;
  private boolean ticking;

  ServerIoThread(XnioIoThread thread, Duration heartbeat, Duration stallTimeout) {
    this.thread = thread;
    this.heartbeatNanos = heartbeat.toNanos();
    this.stallNanos = stallTimeout.toNanos();
    long shortest = Math.min(heartbeat.toMillis(), stallTimeout.toMillis());
    this.tickMillis = Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, shortest / 4));
  }

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException stopped) {
      // The server has stopped: every connection of this thread is closed and told so.
    }
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Runs the task on this thread: now, where this is the thread. */
  void run(Runnable task) {
    if (isCurrent()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A task that submits itself again with {@code execute} would starve the selector, which runs
   * all tasks before it looks at the connections. A pipe that always has an octet to read is looked
   * at together with the connections instead.
   */
  @Override
  public void giveWay(Runnable task) {
    waiting.add(task);
    pipe().resumeReads();
  }

  private StreamSourceChannel pipe() {
    StreamSourceChannel pipe = alwaysReadable;
    if (pipe == null) {
      try {
        ChannelPipe<StreamSourceChannel, StreamSinkChannel> ends =
            thread.createHalfDuplexPipe(thread);
        pipe = ends.getLeftSide();
        otherEnd = ends.getRightSide();
        otherEnd.write(ByteBuffer.wrap(new byte[] {1}));
      } catch (IOException noPipe) {
        throw new UncheckedIOException(noPipe);
      }
      pipe.getReadSetter().set(channel -> runOneThatGaveWay());
      alwaysReadable = pipe;
    }
    return pipe;
  }

  private void runOneThatGaveWay() {
    Runnable task = waiting.poll();
    if (waiting.isEmpty()) {
      pipe().suspendReads();
    }
    if (task != null) {
      task.run();
    }
  }

  /** An empty direct buffer of {@link Content#MAX_BUFFER} octets, for use within one call. */
  ByteBuffer scratch() {
    ByteBuffer buffer = scratch;
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(Content.MAX_BUFFER);
      scratch = buffer;
    }
    return buffer.clear();
  }

  /** Where connections go whose clients have gone. */
  Departures departures() {
    return departures;
  }

  /** The views of shared octets that all held exchanges of this thread write from. */
  SharedViews views(boolean gzip) {
    return gzip ? deflated : identity;
  }

  /** The chunks of shared octets that held exchanges of HTTP/1.1 write instead. */
  SharedChunks chunks(boolean gzip) {
    return gzip ? deflatedChunks : identityChunks;
  }

  /** Runs the task on this thread after the delay. */
  XnioExecutor.Key after(Duration delay, Runnable task) {
    return thread.executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Heartbeats are due for this outlet from now on. */
  void add(HeldOutlet outlet) {
    outlet.index = held.size();
    held.add(outlet);
    tick();
  }

  void remove(HeldOutlet outlet) {
    int index = outlet.index;
    if (index < 0) {
      return;
    }
    outlet.index = -1;
    HeldOutlet last = held.remove(held.size() - 1);
    if (last != outlet) {
      held.set(index, last);
      last.index = index;
    }
  }

  /** A copy of the held exchanges of this thread. */
  List<HeldOutlet> held() {
    return List.copyOf(held);
  }

  /** The client has more to read than it takes; it is closed unless it moves in time. */
  void watchProgress(SlowClient client) {
    slow.add(client);
    tick();
  }

  void hasCaughtUp(SlowClient client) {
    slow.remove(client);
  }

  private void tick() {
    if (!ticking) {
      ticking = true;
      thread.executeAfter(this::ticked, tickMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void ticked() {
    ticking = false;
    long now = System.nanoTime();
    for (SlowClient client : List.copyOf(slow)) {
      if (now - client.lastProgress() >= stallNanos) {
        slow.remove(client);
        client.hasStalled();
      }
    }
    heartbeats(held.size() - 1, now);
    if (!held.isEmpty() || !slow.isEmpty()) {
      tick();
    }
  }

  /** Walks backwards, so that outlets removed on the way move none past the walker. */
  private void heartbeats(int from, long now) {
    int index = Math.min(from, held.size() - 1);
    int end = Math.max(-1, index - BATCH);
    for (; index > end; index--) {
      if (index < held.size()) {
        held.get(index).heartbeatIfSilent(now, heartbeatNanos);
      }
    }
    if (end >= 0) {
      giveWay(() -> heartbeats(end, now));
    }
  }
}
