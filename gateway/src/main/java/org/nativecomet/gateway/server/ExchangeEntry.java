package org.nativecomet.gateway.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.SameThreadExecutor;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.TargetUri;

/** Where a request that Undertow has received becomes an exchange of ours. */
final class ExchangeEntry implements HttpHandler {
  private final ServerState server;

  ExchangeEntry(ServerState server) {
    this.server = server;
  }

  /** Leaves Undertow's call before anything is read or written: within it, neither is resumed. */
  @Override
  public void handleRequest(HttpServerExchange undertow) {
    ClientConnection connection = connection(undertow);
    Http2Connection http2 = connection.http2();
    int streamId = http2 == null ? 0 : http2.newest().getStreamId();
    ReceivedHead head = ReceivedHead.of(undertow, connection);
    undertow.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> enter(undertow, new ServerExchange(server, connection, undertow, streamId), head));
  }

  private ClientConnection connection(HttpServerExchange undertow) {
    return undertow.getConnection() instanceof HttpServerConnection http1
        ? server.connection(http1.getChannel())
        : undertow.getConnection().getAttachment(Http2Connection.CLIENT);
  }

  private void enter(HttpServerExchange undertow, ServerExchange exchange, ReceivedHead head) {
    ClientConnection connection = connection(undertow);
    RequestFraming framing = RequestFraming.of(head.fields(), head.client().protocol());
    HeadDecision decision = HeadDecision.of(head, framing, connection.scheme(), server.options());
    if (decision.refusal().isPresent()) {
      if (!decision.limit().isEmpty()) {
        server.events().limitReached(decision.limit());
      }
      if (head.violation().isPresent()) {
        server.events().violation("malformed-head");
      }
      undertow.setPersistent(false);
      exchange.begin(
          refused(head, connection),
          Optional.empty(),
          (request, sink) -> sink.respond(decision.refusal().get()));
      return;
    }
    prepare(undertow, framing, connection);
    Optional<RequestContent> content =
        undertow.isRequestComplete()
            ? Optional.empty()
            : Optional.of(new RequestContent(undertow, exchange, framing.length()));
    Request request = request(head, decision.target().orElseThrow(), content);
    exchange.begin(request, content, connection.handler());
  }

  private static void prepare(
      HttpServerExchange undertow, RequestFraming framing, ClientConnection connection) {
    if (framing.isChunked() && undertow.getConnection() instanceof HttpServerConnection http1) {
      StrictChunkedConduit.install(undertow, http1, connection.gate());
    }
  }

  private Request request(ReceivedHead head, TargetUri target, Optional<RequestContent> content) {
    ForwardedFor forwarded =
        ForwardedFor.of(head.client().address(), head.fields(), server.options().trustedProxies());
    return new Request(
        head.method(),
        target,
        forwarded.fields(),
        content.<Content>map(received -> received).orElse(Content.empty()),
        new Client(forwarded.address(), head.client().protocol()),
        Optional.empty());
  }

  /** For the record only: nobody but whoever counts exchanges sees it. */
  private static Request refused(ReceivedHead head, ClientConnection connection) {
    return new Request(
        head.method(),
        new TargetUri(connection.scheme(), head.host(), head.target()),
        head.fields(),
        Content.empty(),
        head.client(),
        Optional.empty());
  }
}
