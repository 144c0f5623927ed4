package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** Answers with the content of the request, while it arrives. */
final class Echo implements ExchangeHandler {
  @Override
  public void handle(Request request, ResponseSink sink) {
    sink.respond(
        new Response(
            200, Fields.of("Content-Type", "text/plain"), ofUnknownLength(request.content())));
  }

  /** The same content without its length. */
  static Content ofUnknownLength(Content content) {
    return new Content() {
      @Override
      public OptionalLong length() {
        return OptionalLong.empty();
      }

      @Override
      public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        content.subscribe(subscriber);
      }
    };
  }
}
