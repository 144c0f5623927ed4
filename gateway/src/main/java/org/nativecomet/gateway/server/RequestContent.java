package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.xnio.channels.StreamSourceChannel;

/**
 * The content of a request, read from its connection when it is asked for and not before: a
 * subscriber that asks for nothing stops the client.
 *
 * <p>A client that waits for leave to send gets it with the first demand.
 *
 * <p>Threading: {@link #subscribe}, {@link #request} and {@link #cancel} from any thread; the rest,
 * and all signals, on the I/O thread of the connection.
 */
final class RequestContent implements Content, Flow.Subscription {
  /** What is read and forgotten of content that nobody wants, before the connection is closed. */
  static final int MAX_DISCARDED = 256 * 1024;

  /** How long that may take. */
  static final Duration DISCARD_TIME = Duration.ofSeconds(2);

  private final HttpServerExchange undertow;
  private final ServerExchange exchange;
  private final ServerIoThread thread;
  private final OptionalLong length;
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private volatile boolean cancelled;
  private @Nullable StreamSourceChannel channel;
  private @Nullable Throwable failure;
  private @Nullable Runnable whenTooMuch;
  private long received;
  private long discarded;
  private long demand;
  private boolean ended;
  private boolean pumping;

  RequestContent(HttpServerExchange undertow, ServerExchange exchange, OptionalLong length) {
    this.undertow = undertow;
    this.exchange = exchange;
    this.thread = exchange.thread();
    this.length = length;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
    if (!subscribed.compareAndSet(false, true)) {
      newSubscriber.onSubscribe(new Nothing());
      newSubscriber.onError(new IllegalStateException("content can be subscribed to once"));
      return;
    }
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
    thread.run(this::pump);
  }

  @Override
  public void request(long n) {
    thread.run(
        () -> {
          demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
          pump();
        });
  }

  @Override
  public void cancel() {
    cancelled = true;
    thread.run(
        () -> {
          // The response may have been completed meanwhile, and the rest be read to be forgotten.
          if (channel != null && !ended && whenTooMuch == null) {
            channel.suspendReads();
          }
          exchange.requestIsUnwanted();
        });
  }

  /** Whether all of it has been read, or nothing more will come. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether somebody reads it. */
  boolean isWanted() {
    return subscribed.get() && !cancelled;
  }

  /** Nothing more will come. */
  void fail(Throwable cause) {
    if (!ended && failure == null) {
      failure = cause;
      pump();
    }
  }

  /**
   * Reads the rest and forgets it.
   *
   * @param tooMuch run instead where that would take too long
   */
  void discard(Runnable tooMuch) {
    if (ended || whenTooMuch != null) {
      return;
    }
    whenTooMuch = tooMuch;
    if (HttpContinue.requiresContinueResponse(undertow.getRequestHeaders())
        && !HttpContinue.isContinueResponseSent(undertow)) {
      stopDiscarding();
      return;
    }
    thread.after(DISCARD_TIME, this::stopDiscarding);
    pump();
  }

  private void stopDiscarding() {
    Runnable tooMuch = whenTooMuch;
    if (!ended && tooMuch != null) {
      ended = true;
      tooMuch.run();
    }
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (step()) {
        // Each step reads one buffer; the loop ends when there is nothing to read, or to read for.
      }
    } catch (IOException broken) {
      exchange.requestIsBroken(broken);
    } catch (RuntimeException bug) {
      exchange.report(bug);
      exchange.connectionIsBroken();
    } finally {
      pumping = false;
    }
    if (failure != null && !ended) {
      signalFailure();
    }
  }

  private boolean step() throws IOException {
    boolean discarding = whenTooMuch != null;
    if (ended || failure != null || (cancelled && !discarding)) {
      return false;
    }
    // What is known to be the end is read without demand: the end of content asks for none.
    if (demand == 0 && !discarding && !isAtEnd()) {
      if (channel != null) {
        channel.suspendReads();
      }
      return false;
    }
    if (subscriber == null && !discarding) {
      return false;
    }
    StreamSourceChannel source = open();
    ByteBuffer buffer = thread.scratch();
    int read = source.read(buffer);
    if (read == 0) {
      source.resumeReads();
      return false;
    }
    if (read < 0) {
      end();
      return false;
    }
    received += read;
    if (discarding) {
      forget(read);
    } else {
      hand(buffer.flip());
    }
    return true;
  }

  private boolean isAtEnd() {
    return channel != null
        && (undertow.isRequestComplete() || received == length.orElse(Long.MAX_VALUE));
  }

  /** Whether the client sends nothing before it gets leave to. */
  boolean isAwaitingLeave() {
    return HttpContinue.requiresContinueResponse(undertow);
  }

  private StreamSourceChannel open() throws IOException {
    StreamSourceChannel source = channel;
    if (source == null) {
      if (isAwaitingLeave()) {
        exchange.sendContinue();
        HttpContinue.markContinueResponseSent(undertow);
      }
      source = undertow.getRequestChannel();
      if (source == null) {
        throw new IOException("the request channel is taken");
      }
      source.getReadSetter().set(readable -> pump());
      channel = source;
    }
    return source;
  }

  private void hand(ByteBuffer buffer) {
    Flow.Subscriber<? super ByteBuffer> reader = subscriber;
    if (reader != null && !cancelled) {
      demand--;
      // What is handed out belongs to the subscriber, and is as small as it can be.
      ByteBuffer copy = ByteBuffer.allocate(buffer.remaining());
      reader.onNext(copy.put(buffer).flip());
    }
  }

  private void forget(int octets) {
    discarded += octets;
    if (discarded > MAX_DISCARDED) {
      stopDiscarding();
    }
  }

  private void end() {
    ended = true;
    Flow.Subscriber<? super ByteBuffer> reader = subscriber;
    if (reader != null && !cancelled) {
      reader.onComplete();
    }
    exchange.requestIsComplete();
  }

  private void signalFailure() {
    Flow.Subscriber<? super ByteBuffer> reader = subscriber;
    if (reader == null) {
      return;
    }
    ended = true;
    Throwable cause = failure;
    if (!cancelled && cause != null) {
      reader.onError(cause);
    }
  }

  /** The subscription of a subscriber that comes too late. */
  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
