package org.nativecomet.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nativecomet.gateway.exchange.ContentCollector;
import org.nativecomet.gateway.exchange.CrossOriginReading;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/**
 * Takes the response to one enclosed request. It is kept until it is whole, because an enclosed
 * response that has been begun stands in the way of all the others until it is finished.
 *
 * <p>Threading: as its port says. Whoever settles it first, by an answer, a hold or the client's
 * leaving, wins; everything else is confined to the thread of the stream.
 */
final class InnerSink implements ResponseSink {
  private final StreamContext context;
  private final RequestStream stream;
  private final InnerExchange exchange;
  private final Request request;
  private final AtomicBoolean settled = new AtomicBoolean();
  private final List<Runnable> abandonActions = new ArrayList<>(1);
  private Runnable stopCollecting = () -> {};
  private boolean isAbandoned;
  private boolean isAbandonedUnanswered;

  InnerSink(StreamContext context, RequestStream stream, InnerExchange exchange, Request request) {
    this.context = context;
    this.stream = stream;
    this.exchange = exchange;
    this.request = request;
  }

  @Override
  public void respond(Response response) {
    if (!settled.compareAndSet(false, true)) {
      response.content().discard();
    } else if (CrossOriginReading.isAllowed(request, response.fields())) {
      Runnable stop =
          ContentCollector.collect(
              response.content(), context.options().maxResponse(), new Collected(response));
      stream.execute(() -> collecting(stop));
    } else {
      answer(Failure.client(403, "the resource does not allow pages of this origin to read it"));
      response.content().discard();
    }
  }

  @Override
  public Outlet hold(Fields outerFields) {
    HeldExchange held = new HeldExchange(stream, exchange, request);
    if (settled.compareAndSet(false, true)) {
      stream.execute(() -> stream.held(held));
    } else {
      stream.execute(held::close);
    }
    return held;
  }

  @Override
  public void onAbandoned(Runnable action) {
    stream.execute(
        () -> {
          if (isAbandonedUnanswered) {
            action.run();
          } else if (!settled.get()) {
            abandonActions.add(action);
          }
        });
  }

  /** The client has gone, or has cancelled the exchange. On the thread of the stream. */
  void abandon() {
    isAbandoned = true;
    if (settled.compareAndSet(false, true)) {
      isAbandonedUnanswered = true;
      abandonActions.forEach(Runnable::run);
    }
    abandonActions.clear();
    stopCollecting.run();
  }

  private void collecting(Runnable stop) {
    if (isAbandoned) {
      stop.run();
    } else {
      stopCollecting = stop;
    }
  }

  private void answer(EnclosedAnswer answer) {
    stream.execute(() -> stream.answered(exchange, answer));
  }

  private void answer(Failure failure) {
    answer(exchange.encode(failure.toResponse(), context.clock().instant()));
  }

  /** What became of the content of the response. */
  private final class Collected implements ContentCollector.Result {
    private final Response response;

    Collected(Response response) {
      this.response = response;
    }

    @Override
    public void complete(byte[] octets) {
      Fields named = Correlation.named(request.target(), response.fields());
      answer(
          EnclosedAnswer.of(
              request.method(),
              response.statusCode(),
              exchange.correlation().identify(named),
              octets,
              context.clock().instant()));
    }

    @Override
    public void tooLarge() {
      context.events().limitReached("stream.max-response");
      answer(
          Failure.origin(
              502, "http_response_body_size", "the content is too large to be enclosed"));
    }

    @Override
    public void incomplete(Throwable cause) {
      answer(Failure.origin(502, "http_response_incomplete", "the origin's answer broke off"));
    }
  }
}
