package org.nativecomet.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.ContentCollector;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** A sink that keeps the response and reads its content whole, or is held with a given outlet. */
public final class RecordingSink implements ResponseSink, ContentCollector.Result {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> abandonActions = new ArrayList<>();
  private final List<InterimResponse> interim = new ArrayList<>();
  private @Nullable Response response;
  private byte @Nullable [] content;
  private @Nullable Throwable failure;
  private @Nullable Fields outerFields;
  private final @Nullable Outlet outlet;

  /** A sink that must be answered, not held. */
  public RecordingSink() {
    outlet = null;
  }

  /** A sink that may also be held: then this is its outlet. */
  public RecordingSink(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void respond(Response newResponse) {
    synchronized (this) {
      if (response != null) {
        throw new AssertionError("answered twice");
      }
      response = newResponse;
    }
    ContentCollector.collect(newResponse.content(), Long.MAX_VALUE, this);
  }

  @Override
  public synchronized void inform(InterimResponse newInterim) {
    if (response != null) {
      throw new AssertionError("informed after the answer");
    }
    interim.add(newInterim);
  }

  /** What came before the response. */
  public synchronized List<InterimResponse> interim() {
    return List.copyOf(interim);
  }

  @Override
  public synchronized Outlet hold(Fields newOuterFields) {
    if (outlet == null) {
      throw new AssertionError("not expected to be held");
    }
    if (response != null || outerFields != null) {
      throw new AssertionError("answered or held before");
    }
    outerFields = newOuterFields;
    return outlet;
  }

  @Override
  public synchronized void onAbandoned(Runnable action) {
    abandonActions.add(action);
  }

  /** The client goes away. */
  public void abandon() {
    List<Runnable> actions;
    synchronized (this) {
      actions = List.copyOf(abandonActions);
    }
    actions.forEach(Runnable::run);
  }

  /** Waits until the response and its content are here, or its content has failed. */
  public RecordingSink await() {
    try {
      if (!ended.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("no complete response within 10 s; head: " + response);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return this;
  }

  public synchronized boolean isAnswered() {
    return response != null;
  }

  public synchronized boolean isHeld() {
    return outerFields != null;
  }

  /** The fields of the outer response of a held exchange. */
  public synchronized Fields outerFields() {
    if (outerFields == null) {
      throw new AssertionError("not held");
    }
    return outerFields;
  }

  public synchronized Response response() {
    if (response == null) {
      throw new AssertionError("not answered");
    }
    return response;
  }

  public int statusCode() {
    return response().statusCode();
  }

  public Fields fields() {
    return response().fields();
  }

  public synchronized String text() {
    if (content == null) {
      throw new AssertionError("content not complete", failure);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Why the content broke off; null where it did not. */
  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public synchronized void complete(byte[] octets) {
    content = octets;
    ended.countDown();
  }

  @Override
  public void tooLarge() {
    throw new AssertionError("there is no limit");
  }

  @Override
  public synchronized void incomplete(Throwable cause) {
    failure = cause;
    ended.countDown();
  }
}
