package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Response content as it comes from the origin, no faster than it is asked for: the connection is
 * given room for more only when what it brought has been passed on.
 *
 * <p>HttpComponents reads a whole buffer whenever it is given any room, so room is given back in
 * halves of the window; otherwise a subscriber that takes small pieces would let large ones pile
 * up. What is held is thereby at most the window and one buffer.
 *
 * <p>Threading: any thread; signals are given one after another, by whichever thread finds that
 * there is something to signal.
 */
final class ResponseContent implements Content, Flow.Subscription {
  /** Hears what the subscriber does. */
  interface Listener {
    /** Octets are waited for that were not waited for before. */
    void contentAwaited();

    /** Nobody wants the rest. */
    void contentCancelled();
  }

  /** The most octets that the connection may bring before any has been passed on. */
  static final int WINDOW = 64 * 1024;

  private final OptionalLong length;
  private final Listener listener;
  private final Queue<ByteBuffer> queue = new ArrayDeque<>();
  private int queued;
  private int room;
  private long demand;
  private boolean ready;
  private boolean signalling;
  private boolean ended;
  private boolean signalledEnd;
  private @Nullable Throwable failure;
  private @Nullable CapacityChannel capacity;
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;

  ResponseContent(OptionalLong length, Listener listener) {
    this.length = length;
    this.listener = listener;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
    synchronized (this) {
      if (subscriber != null) {
        throw new IllegalStateException("Response content can be subscribed to once");
      }
      subscriber = newSubscriber;
    }
    newSubscriber.onSubscribe(this);
    synchronized (this) {
      ready = true;
    }
    signal();
  }

  @Override
  public void request(long count) {
    boolean awaited;
    synchronized (this) {
      // Also where something is queued: once that is taken, the wait for more begins now.
      awaited = demand == 0;
      demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
    }
    if (awaited) {
      listener.contentAwaited();
    }
    signal();
  }

  @Override
  public void cancel() {
    synchronized (this) {
      if (signalledEnd) {
        return;
      }
      signalledEnd = true;
      queue.clear();
    }
    listener.contentCancelled();
  }

  /** Takes one buffer over. */
  void offer(ByteBuffer buffer) {
    synchronized (this) {
      if (ended || signalledEnd) {
        return;
      }
      queue.add(buffer);
      queued += buffer.remaining();
    }
    signal();
  }

  /** The connection waits for room. */
  void waitForRoom(CapacityChannel channel) {
    synchronized (this) {
      capacity = channel;
    }
    giveRoom();
  }

  /** All content is here. */
  void complete() {
    synchronized (this) {
      ended = true;
    }
    signal();
  }

  /** No more will come, although there should; does nothing once all is here. */
  void fail(Throwable cause) {
    synchronized (this) {
      if (!ended) {
        ended = true;
        failure = cause;
      }
    }
    signal();
  }

  /** Whether the subscriber waits for the origin, and not the other way round. */
  synchronized boolean isAwaited() {
    return !ended && demand > 0 && queue.isEmpty();
  }

  private void signal() {
    synchronized (this) {
      if (signalling || !ready) {
        return;
      }
      signalling = true;
    }
    while (signalNext()) {
      giveRoom();
    }
  }

  /** Gives one signal, if one is due, and says whether to look for another. */
  private boolean signalNext() {
    Flow.Subscriber<? super ByteBuffer> current;
    ByteBuffer buffer;
    Throwable cause;
    synchronized (this) {
      current = Objects.requireNonNull(subscriber);
      cause = failure;
      boolean due = queue.isEmpty() ? ended : demand > 0;
      if (!due || signalledEnd) {
        signalling = false;
        return false;
      }
      buffer = queue.poll();
      if (buffer == null) {
        signalledEnd = true;
      } else {
        demand--;
        queued -= buffer.remaining();
        room += buffer.remaining();
      }
    }
    if (buffer != null) {
      current.onNext(buffer);
    } else if (cause != null) {
      current.onError(cause);
    } else {
      current.onComplete();
    }
    return true;
  }

  private void giveRoom() {
    CapacityChannel channel;
    int increment;
    synchronized (this) {
      channel = capacity;
      if (channel == null || room == 0 || queued > WINDOW / 2) {
        return;
      }
      increment = room;
      room = 0;
    }
    try {
      channel.update(increment);
    } catch (IOException ended) {
      // The connection has failed, and its handler hears of that by itself.
    }
  }
}
