package org.nativecomet.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** A sink that takes content only as the test asks for it. */
public final class PacedSink implements ResponseSink, Flow.Subscriber<ByteBuffer> {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final List<Runnable> abandonActions = new ArrayList<>();
  private @Nullable Response response;
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private boolean complete;

  @Override
  public void respond(Response newResponse) {
    synchronized (this) {
      if (response != null) {
        throw new AssertionError("answered twice");
      }
      response = newResponse;
    }
    newResponse.content().subscribe(this);
  }

  @Override
  public Outlet hold(Fields outerFields) {
    throw new AssertionError("not expected to be held");
  }

  @Override
  public synchronized void onAbandoned(Runnable action) {
    abandonActions.add(action);
  }

  /** The client goes away before there is an answer. */
  public void abandon() {
    List<Runnable> actions;
    synchronized (this) {
      actions = List.copyOf(abandonActions);
    }
    actions.forEach(Runnable::run);
  }

  /** Waits for the response head. */
  public Response awaitResponse() {
    eventually("there is a response", () -> subscription() != null);
    synchronized (this) {
      return Objects.requireNonNull(response);
    }
  }

  public synchronized boolean isAnswered() {
    return response != null;
  }

  /** Asks for this many more buffers. */
  public PacedSink request(long buffers) {
    Objects.requireNonNull(subscription()).request(buffers);
    return this;
  }

  /** The client goes away in the middle of the content. */
  public void cancel() {
    Objects.requireNonNull(subscription()).cancel();
  }

  /** Waits until this many octets of content are here. */
  public void awaitOctets(int count) {
    eventually(count + " octets of content are here", () -> received() >= count);
  }

  /** Waits until the content is complete, and returns it. */
  public String awaitComplete() {
    eventually("the content is complete", this::isComplete);
    return text();
  }

  /** Waits until the content has broken off, and returns why. */
  public Throwable awaitFailure() {
    eventually("the content has broken off", () -> failure() != null);
    return Objects.requireNonNull(failure());
  }

  /** The content so far. */
  public synchronized String text() {
    return octets.toString(ISO_8859_1);
  }

  /** How many octets of content are here. */
  public synchronized int received() {
    return octets.size();
  }

  public synchronized boolean isComplete() {
    return complete;
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  private synchronized Flow.@Nullable Subscription subscription() {
    return subscription;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
  }

  @Override
  public synchronized void onNext(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    octets.writeBytes(copy);
  }

  @Override
  public synchronized void onError(Throwable cause) {
    failure = cause;
  }

  @Override
  public synchronized void onComplete() {
    complete = true;
  }
}
