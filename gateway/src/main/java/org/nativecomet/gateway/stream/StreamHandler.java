package org.nativecomet.gateway.stream;

import java.time.Clock;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.RequestParser.Folding;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * Opens request streams: a POST whose content is any number of enclosed requests, and whose
 * response is any number of enclosed answers, both at the same time.
 *
 * <p>The head of the response goes out before the first enclosed request is read, so that neither
 * side waits for the other to begin.
 */
public final class StreamHandler implements ExchangeHandler {
  private final StreamContext context;

  /**
   * Opens streams.
   *
   * @param next where enclosed requests go
   */
  public StreamHandler(
      StreamOptions options,
      ExchangeHandler next,
      Timers timers,
      Clock clock,
      GatewayEvents events) {
    this.context = new StreamContext(options, next, timers, clock, events);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    StreamNegotiation negotiation = StreamNegotiation.of(request);
    if (negotiation.isAccepted()) {
      open(negotiation, request, sink);
    } else {
      sink.respond(negotiation.refusal());
      request.content().discard();
    }
  }

  private void open(StreamNegotiation negotiation, Request request, ResponseSink sink) {
    Outlet outlet = sink.hold(outerFields(negotiation.responseType()));
    RequestStream stream =
        new RequestStream(context, request, outlet, folding(negotiation.requestType()));
    if (outlet.thread().isCurrent()) {
      stream.start();
    } else {
      outlet.thread().execute(stream::start);
    }
  }

  private static Folding folding(String requestType) {
    return requestType.equals(StreamNegotiation.MESSAGE_HTTP) ? Folding.UNFOLD : Folding.REFUSE;
  }

  private static Fields outerFields(String type) {
    return Fields.of(
        "Content-Type", type + "; msgtype=response",
        "Cache-Control", "no-store, no-transform",
        "Incremental", "?1",
        "X-Accel-Buffering", "no");
  }
}
