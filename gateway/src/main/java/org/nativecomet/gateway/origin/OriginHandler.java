package org.nativecomet.gateway.origin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.origin.ForwardedRequest.Purpose;

/**
 * The end of the path: forwards each request to the origin that its route names, and answers with
 * what the origin says.
 *
 * <p>Both contents are streamed, neither faster than its reader; the response may begin before the
 * request has ended. Trailers are dropped in both directions (RFC 9110, section 6.5.1 allows it
 * where they are not known to be defined for the recipient). Interim responses are passed on, all
 * but 101, which answers an Upgrade that was never forwarded.
 *
 * <p>An origin that fails is answered for with 502, 503 or 504. A response that breaks off after
 * its head ends its content with an error, never as if it were complete.
 *
 * <p>Threading: any thread; never blocks.
 */
public final class OriginHandler implements ExchangeHandler, AutoCloseable {
  private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private final Routes routes;
  private final OriginContext context;

  /** Starts the threads that serve the connections to origins. */
  public OriginHandler(
      Routes routes, OriginOptions options, Timers timers, Clock clock, GatewayEvents events) {
    this(routes, options, timers, clock, events, SSLContexts.createSystemDefault());
  }

  OriginHandler(
      Routes routes,
      OriginOptions options,
      Timers timers,
      Clock clock,
      GatewayEvents events,
      SSLContext trust) {
    this.routes = routes;
    OriginClient client = new OriginClient(options, timers, trust);
    this.context =
        new OriginContext(client, options, ViaField.ofNewGateway(), timers, clock, events);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    forward(request, Purpose.EXCHANGE, context, sink);
  }

  /**
   * The same for requests that ask an origin for a stream of responses: what asks it to wait is
   * passed on, and some silence in the middle of the stream is no failure.
   *
   * @param longestSilence longer than the origin's heartbeat
   */
  public ExchangeHandler subscribing(Duration longestSilence) {
    OriginContext patient = context.with(context.options().withIdleTimeout(longestSilence));
    return (request, sink) -> forward(request, Purpose.SUBSCRIPTION, patient, sink);
  }

  /**
   * Refuses what has passed this gateway before, and hands on the rest: first of all, because a
   * request that came round must not wait for the one that it came from.
   */
  public ExchangeHandler refusingLoops(ExchangeHandler next) {
    return (request, sink) -> {
      if (context.via().namesUs(request.fields())) {
        sink.respond(OriginFailure.LOOP.toResponse());
      } else {
        next.handle(request, sink);
      }
    };
  }

  private void forward(Request request, Purpose purpose, OriginContext applied, ResponseSink sink) {
    Optional<Route> route = routes.routeOf(request.target());
    if (route.isEmpty()) {
      sink.respond(OriginFailure.NO_ROUTE.toResponse());
      return;
    }
    switch (ForwardedRequest.decide(request, applied.via())) {
      case LOOP -> sink.respond(OriginFailure.LOOP.toResponse());
      case FINAL_RECIPIENT ->
          sink.respond(new Response(204, Fields.of("Allow", ALLOW), Content.empty()));
      case FORWARD -> {
        ForwardedRequest forwarded =
            ForwardedRequest.of(
                request, purpose, route.get(), applied.options().preserveHost(), applied.via());
        new OriginFetch(applied, route.get(), request, forwarded, sink).start();
      }
    }
  }

  /** Whether at least one origin accepts a connection now. */
  public CompletionStage<Boolean> isReachable() {
    CompletionStage<Boolean> any = CompletableFuture.completedStage(false);
    for (URI origin : routes.origins()) {
      any = any.thenCombine(context.client().isReachable(origin), Boolean::logicalOr);
    }
    return any;
  }

  /** How many connections serve an exchange, or are being opened for one. */
  public int leased() {
    return context.client().leased();
  }

  /** How many connections are idle, or were closed by their origin a moment ago. */
  public int available() {
    return context.client().available();
  }

  /** Goes into the Via field of what is forwarded. */
  ViaField via() {
    return context.via();
  }

  /** Closes every connection, whatever it serves. */
  @Override
  public void close() {
    context.client().close();
  }
}
