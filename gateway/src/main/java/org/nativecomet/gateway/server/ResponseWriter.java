package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.xnio.channels.StreamSinkChannel;

/**
 * Writes the content of one response at the pace of its client: what has come is written and
 * flushed at once, and more is asked for when the connection has taken it.
 *
 * <p>Threading: the signals of the content from any thread; the rest on the I/O thread of the
 * connection.
 */
final class ResponseWriter implements Flow.Subscriber<ByteBuffer>, SlowClient {
  /** Buffers under way between the content and the connection. */
  private static final int WINDOW = 4;

  private final ServerExchange exchange;
  private final ServerIoThread thread;
  private final StreamSinkChannel channel;
  private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
  private volatile boolean completed;
  private volatile @Nullable Throwable failure;
  private Flow.@Nullable Subscription subscription;
  private long octets;
  private long lastProgress = System.nanoTime();
  private int taken;
  private boolean shutDown;
  private boolean ended;
  private boolean pumping;

  ResponseWriter(ServerExchange exchange, StreamSinkChannel channel) {
    this.exchange = exchange;
    this.thread = exchange.thread();
    this.channel = channel;
  }

  /** The head, which the channel already has, and this content are written. */
  void start(Content content) {
    channel.getWriteSetter().set(writable -> pump());
    pumping = true;
    content.subscribe(this);
    pumping = false;
    pump();
  }

  /** The head alone is written. */
  void startWithoutContent() {
    channel.getWriteSetter().set(writable -> pump());
    completed = true;
    pump();
  }

  /** Octets of content written so far. */
  long octets() {
    return octets;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(WINDOW);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    arrived.add(buffer);
    thread.run(this::pump);
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    thread.run(this::pump);
  }

  @Override
  public void onComplete() {
    completed = true;
    thread.run(this::pump);
  }

  /** Nobody reads any more. */
  void clientHasGone() {
    if (!ended) {
      end();
      cancel();
    }
  }

  private void cancel() {
    arrived.clear();
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void pump() {
    if (pumping || ended) {
      return;
    }
    pumping = true;
    try {
      boolean isTaken = true;
      while (isTaken && !ended) {
        isTaken = write();
        if (isTaken && !askForMore()) {
          break;
        }
      }
      if (!isTaken && !ended) {
        channel.resumeWrites();
        thread.watchProgress(this);
      }
    } catch (IOException gone) {
      exchange.connectionIsBroken();
    } finally {
      pumping = false;
    }
  }

  /**
   * Writes what has come.
   *
   * @return whether the connection has taken all of it
   */
  private boolean write() throws IOException {
    boolean flushed = false;
    for (ByteBuffer next = arrived.peek(); next != null; next = arrived.peek()) {
      int written = channel.write(next);
      if (written > 0) {
        octets += written;
        lastProgress = System.nanoTime();
        flushed = false;
      }
      if (!next.hasRemaining()) {
        arrived.remove();
        taken++;
      } else if (written == 0) {
        // HTTP/2 makes room by flushing; where that has not helped, the client must make it.
        if (flushed || !channel.flush()) {
          return false;
        }
        flushed = true;
      }
    }
    // The failure is looked at first: content that broke off must never look complete.
    if (failure != null) {
      breakOff();
      return true;
    }
    if (completed && arrived.isEmpty() && !shutDown) {
      shutDown = true;
      channel.shutdownWrites();
    }
    if (!Flushing.isComplete(channel)) {
      return false;
    }
    caughtUp();
    if (shutDown) {
      end();
      exchange.responseIsComplete();
    }
    return true;
  }

  /** Asks for as many buffers as were taken; tells whether there is anything new to write. */
  private boolean askForMore() {
    int count = taken;
    taken = 0;
    if (count > 0 && !completed && !ended && subscription != null) {
      subscription.request(count);
    }
    return !arrived.isEmpty() || (!shutDown && completed) || failure != null;
  }

  private void breakOff() {
    end();
    arrived.clear();
    exchange.responseIsBroken();
  }

  private void caughtUp() {
    channel.suspendWrites();
    thread.hasCaughtUp(this);
  }

  private void end() {
    ended = true;
    thread.hasCaughtUp(this);
  }

  @Override
  public long lastProgress() {
    return lastProgress;
  }

  @Override
  public void hasStalled() {
    exchange.clientHasStalled();
  }
}
