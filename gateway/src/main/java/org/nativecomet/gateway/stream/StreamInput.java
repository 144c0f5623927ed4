package org.nativecomet.gateway.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.message.RequestParser;

/**
 * The content of the request that opened the stream, read one enclosed request at a time. It asks
 * for the next buffer only when somebody wants to read on and the last one is used up, so a stream
 * that has enough to do slows its client down instead of filling memory.
 *
 * <p>Threading: signals come from any thread and are handed over in order; everything else is
 * confined to the thread of the stream.
 */
final class StreamInput implements Flow.Subscriber<ByteBuffer> {
  /** Is told, on the stream's thread, when there is something to do. */
  interface Listener {
    /** There may be more to read, or the end has come. */
    void readable();

    /** The content broke off: the client has gone, or its framing was wrong. */
    void failed();
  }

  private final IoThread thread;
  private final RequestParser parser;
  private final Listener listener;
  private Flow.@Nullable Subscription subscription;
  private @Nullable ByteBuffer buffer;
  private boolean isAwaited;
  private boolean isComplete;
  private boolean isEnded;
  private boolean isCancelled;

  StreamInput(IoThread thread, RequestParser parser, Listener listener) {
    this.thread = thread;
    this.parser = parser;
    this.listener = listener;
  }

  /**
   * Reads on to the next enclosed request, as far as there is something to read.
   *
   * @return whether the parser told something
   */
  boolean readOne() {
    ByteBuffer current = buffer;
    if (current != null && !isCancelled) {
      boolean told = parser.read(current);
      buffer = current.hasRemaining() ? current : null;
      if (told) {
        return true;
      }
    }
    if (isComplete && !isEnded && !isCancelled) {
      isEnded = true;
      parser.end();
    } else {
      await();
    }
    return false;
  }

  /** The empty lines so far were heartbeats. */
  void forgetBlankLines() {
    parser.forgetBlankLines();
  }

  /** Whether everything has been read to the end. */
  boolean isEnded() {
    return isEnded;
  }

  /** Nothing more will be read. */
  void cancel() {
    isCancelled = true;
    buffer = null;
    if (subscription != null && !isComplete) {
      subscription.cancel();
    }
  }

  private void await() {
    if (subscription != null && !isAwaited && !isComplete && !isCancelled) {
      isAwaited = true;
      subscription.request(1);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    thread.execute(
        () -> {
          subscription = newSubscription;
          if (isCancelled) {
            newSubscription.cancel();
          }
          listener.readable();
        });
  }

  @Override
  public void onNext(ByteBuffer next) {
    thread.execute(
        () -> {
          isAwaited = false;
          buffer = next;
          listener.readable();
        });
  }

  @Override
  public void onError(Throwable cause) {
    thread.execute(listener::failed);
  }

  @Override
  public void onComplete() {
    thread.execute(
        () -> {
          isComplete = true;
          listener.readable();
        });
  }
}
