package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.nativecomet.gateway.exchange.ContentCollector;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.EndlessContent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * One request of the gateway's own to the next stage, on behalf of everyone who watches a resource,
 * answered by a whole response.
 *
 * <p>Threading: any thread; the lock guards what is to be abandoned.
 */
final class Fetch implements ResponseSink {
  private static final Failure ENDLESS =
      Failure.origin(
          502,
          "http_response_body_size",
          "The origin answers with a stream that has no end, and so no state to subscribe to.");

  private static final Failure FAILED =
      Failure.gateway(500, "The gateway failed to ask for the representation.");

  private final long maxContent;
  private final BiConsumer<Fetch, Response> result;
  private final Runnable ended;

  @GuardedBy("this")
  private final List<Runnable> abandonActions = new ArrayList<>(2);

  @GuardedBy("this")
  private boolean abandoned;

  @GuardedBy("this")
  private boolean finished;

  private Fetch(long maxContent, BiConsumer<Fetch, Response> result, Runnable ended) {
    this.maxContent = maxContent;
    this.result = result;
    this.ended = ended;
  }

  /**
   * A fetch that is not yet under way.
   *
   * @param maxContent octets; what is larger counts as a failure of the origin
   * @param result takes the fetch and the response with its whole content, or the response that
   *     tells of the failure to get one; not called once the fetch was abandoned
   * @param ended runs once, after the result was taken or the fetch was abandoned
   */
  static Fetch of(long maxContent, BiConsumer<Fetch, Response> result, Runnable ended) {
    return new Fetch(maxContent, result, ended);
  }

  /** Asks. A bug on the way is a failure to be answered, or whoever waits would wait for ever. */
  void start(Request request, ExchangeHandler next, GatewayEvents events) {
    try {
      next.handle(request, this);
    } catch (RuntimeException bug) {
      events.unexpected(bug);
      finish(FAILED.toResponse());
    }
  }

  /** Nobody waits for the result any more. */
  void abandon() {
    List<Runnable> actions;
    synchronized (this) {
      if (abandoned || finished) {
        return;
      }
      abandoned = true;
      actions = List.copyOf(abandonActions);
    }
    actions.forEach(Runnable::run);
    ended.run();
  }

  @Override
  public void respond(Response response) {
    if (EndlessContent.isAnnounced(response.fields())) {
      finish(ENDLESS.toResponse());
      response.content().discard();
      return;
    }
    onAbandoned(
        ContentCollector.collect(response.content(), maxContent, new CollectedResponse(response)));
  }

  /** Puts the collected content, or what is to be said instead, in place of the streamed one. */
  private final class CollectedResponse implements ContentCollector.Result {
    private final Response response;

    CollectedResponse(Response response) {
      this.response = response;
    }

    @Override
    public void complete(byte[] octets) {
      finish(Response.of(response.statusCode(), response.fields(), octets));
    }

    @Override
    public void tooLarge() {
      fail("http_response_body_size", "The representation is too large to be subscribed to.");
    }

    @Override
    public void incomplete(Throwable cause) {
      fail("http_response_incomplete", "The origin broke off in the middle of its response.");
    }

    private void fail(String error, String detail) {
      finish(Failure.origin(502, error, detail).toResponse());
    }
  }

  private void finish(Response response) {
    synchronized (this) {
      if (abandoned || finished) {
        return;
      }
      finished = true;
    }
    try {
      result.accept(this, response);
    } finally {
      ended.run();
    }
  }

  @Override
  public Outlet hold(Fields outerFields) {
    throw new IllegalStateException("a fetch asks for one response, not to be held");
  }

  @Override
  public void onAbandoned(Runnable action) {
    synchronized (this) {
      if (!abandoned) {
        if (!finished) {
          abandonActions.add(action);
        }
        return;
      }
    }
    action.run();
  }
}
