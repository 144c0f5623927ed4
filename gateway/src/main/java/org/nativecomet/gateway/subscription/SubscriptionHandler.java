package org.nativecomet.gateway.subscription;

import java.time.Clock;
import java.util.Optional;
import org.nativecomet.gateway.delivery.MessageHttpType;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/**
 * The stage of held answers: a GET or HEAD with When-Modified-After is answered from the hub, as a
 * stream or as a long poll; everything else passes.
 */
public final class SubscriptionHandler implements ExchangeHandler {
  /** Seconds after which a client that found no room may try again. */
  private static final String RETRY_AFTER = "5";

  private final HubContext context;
  private final Hub hub;

  public SubscriptionHandler(HubContext context, Hub hub) {
    this.context = context;
    this.hub = hub;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    if (!SubscriptionRequest.isOne(request)) {
      context.next().handle(request, observed(request, sink));
      return;
    }
    Clock clock = context.clock();
    Optional<SubscriptionRequest> subscription =
        SubscriptionRequest.read(request, context.options(), clock);
    if (subscription.isEmpty()) {
      sink.respond(Failure.client(400, "When-Modified-After must be one HTTP date.").toResponse());
    } else if (!hub.hasRoom()) {
      context.events().limitReached("max-subscriptions");
      sink.respond(noRoom());
    } else if (subscription.get().form() == DeliveryForm.STREAM) {
      hub.subscribe(subscription.get(), sink.hold(outerFields(subscription.get())));
    } else {
      hub.subscribe(subscription.get(), sink);
    }
  }

  /** Ordinary retrievals are told of subscriptions, and tell which versions a second had. */
  private ResponseSink observed(Request request, ResponseSink sink) {
    if (!request.method().isRetrieval()) {
      return sink;
    }
    ResponseSink announcing = new AnnouncingSink(sink, context.options().maxRepresentation());
    return new SightingSink(request, announcing, context.versionLog(), context.clock());
  }

  private static Response noRoom() {
    Response response =
        Failure.gateway(503, "The gateway holds as many subscriptions as it may.").toResponse();
    return response.withFields(response.fields().plus("Retry-After", RETRY_AFTER));
  }

  /** A stream is never a stored response, is passed on as it comes, and is not the resource. */
  private static Fields outerFields(SubscriptionRequest request) {
    MessageHttpType type = request.streamType().orElse(MessageHttpType.MESSAGE_HTTP);
    return Fields.of(
        "Content-Type", type.ofResponses(),
        "Cache-Control", "no-store, no-transform",
        "Vary", "Accept, When-Modified-After",
        "Incremental", "?1",
        "X-Accel-Buffering", "no");
  }
}
