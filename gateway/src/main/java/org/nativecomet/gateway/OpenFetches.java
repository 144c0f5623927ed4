package org.nativecomet.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;

/**
 * The requests that wait for an origin, so that those whose origin is silent can be answered before
 * the gateway stops.
 *
 * <p>Threading: any thread.
 */
final class OpenFetches implements ExchangeHandler {
  private static final Failure STOPPING =
      Failure.gateway(503, "The gateway is stopping, and the origin has not answered yet.");

  private final ExchangeHandler next;
  private final Set<OpenSink> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isStopping;

  OpenFetches(ExchangeHandler next) {
    this.next = next;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    OpenSink answer = new OpenSink(sink);
    open.add(answer);
    if (isStopping) {
      // Those who waited for another's answer come only now that it has been given.
      answer.respond(STOPPING.toResponse());
      return;
    }
    sink.onAbandoned(() -> open.remove(answer));
    next.handle(request, answer);
  }

  /** Answers whatever is not answered yet, and whatever is asked from now on. */
  void answerAll() {
    isStopping = true;
    open.forEach(sink -> sink.respond(STOPPING.toResponse()));
  }

  private final class OpenSink extends ForwardingSink {
    private final AtomicBoolean answered = new AtomicBoolean();

    OpenSink(ResponseSink sink) {
      super(sink);
    }

    @Override
    public void respond(Response response) {
      open.remove(this);
      if (answered.compareAndSet(false, true)) {
        super.respond(response);
      } else {
        response.content().discard();
      }
    }
  }
}
