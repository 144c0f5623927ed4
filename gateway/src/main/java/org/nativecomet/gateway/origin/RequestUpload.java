package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Request content on its way to the origin. It asks for as much as it holds, which is at most
 * {@link #BUFFERS} buffers, and passes each on as soon as the connection takes it.
 *
 * <p>Threading: signals of the content come from its publisher's threads; {@link #produce} is
 * called on the thread of the connection. The queue between them has one writer and one reader.
 */
final class RequestUpload implements Flow.Subscriber<ByteBuffer> {
  /** Hears what becomes of the upload. */
  interface Listener {
    /** Octets were handed to the connection. */
    void uploadProgressed();

    /** All content was handed to the connection. */
    void uploadEnded();

    /** The content cannot be completed, and it is not the origin's fault. */
    void uploadBroken(Throwable cause);
  }

  /** One being written and one to follow. */
  static final int BUFFERS = 2;

  private final Content content;
  private final Listener listener;
  private final Queue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable DataStreamChannel channel;
  private volatile boolean consumed;
  private volatile boolean complete;
  private volatile boolean ended;
  private volatile boolean cancelled;
  private boolean subscribed;
  private long received;

  RequestUpload(Content content, Listener listener) {
    this.content = content;
    this.listener = listener;
    this.ended = content.isEmpty();
  }

  /** Whether any octet has been taken from the content, so that it cannot be sent again. */
  boolean isConsumed() {
    return consumed;
  }

  /** Whether the connection has taken all of it. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether there is something that the connection does not take. */
  boolean isBlocked() {
    return !queue.isEmpty();
  }

  /** More than zero where {@link #produce} has something to do. */
  int available() {
    return !ended && (complete || !queue.isEmpty()) ? 1 : 0;
  }

  /** Hands what is here to the connection, as far as it takes it. */
  void produce(DataStreamChannel newChannel) throws IOException {
    channel = newChannel;
    if (!subscribed) {
      subscribed = true;
      content.subscribe(this);
    }
    for (ByteBuffer buffer = queue.peek(); buffer != null; buffer = queue.peek()) {
      if (newChannel.write(buffer) > 0) {
        listener.uploadProgressed();
      }
      if (buffer.hasRemaining()) {
        return;
      }
      queue.remove();
      requestOne();
    }
    if (complete && queue.isEmpty() && !ended && !cancelled) {
      ended = true;
      newChannel.endStream(RequestEncoder.END);
      listener.uploadEnded();
    }
  }

  /** The rest of the content is not wanted. */
  void cancel() {
    cancelled = true;
    Flow.Subscription current = subscription;
    if (current != null && !complete) {
      current.cancel();
    }
    queue.clear();
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(BUFFERS);
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (cancelled) {
      return;
    }
    if (!buffer.hasRemaining()) {
      requestOne();
      return;
    }
    consumed = true;
    received += buffer.remaining();
    if (received > content.length().orElse(Long.MAX_VALUE)) {
      listener.uploadBroken(new IOException("More content than was announced"));
      return;
    }
    queue.add(buffer);
    wakeConnection();
  }

  @Override
  public void onError(Throwable cause) {
    if (!cancelled) {
      listener.uploadBroken(cause);
    }
  }

  @Override
  public void onComplete() {
    if (received < content.length().orElse(0)) {
      listener.uploadBroken(new IOException("Less content than was announced"));
      return;
    }
    complete = true;
    wakeConnection();
  }

  private void requestOne() {
    Flow.Subscription current = subscription;
    if (current != null && !cancelled) {
      current.request(1);
    }
  }

  private void wakeConnection() {
    DataStreamChannel current = channel;
    if (current != null) {
      current.requestOutput();
    }
  }
}
