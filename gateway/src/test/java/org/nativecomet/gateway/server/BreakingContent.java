package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/** Content that fails after its first octets. */
record BreakingContent(String start, OptionalLong length) implements Content {
  static Response response(String start) {
    return new Response(200, Fields.empty(), new BreakingContent(start, OptionalLong.empty()));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          private boolean begun;

          @Override
          public void request(long n) {
            if (!begun) {
              begun = true;
              subscriber.onNext(ByteBuffer.wrap(start.getBytes(StandardCharsets.ISO_8859_1)));
            } else {
              subscriber.onError(new IOException("broken"));
            }
          }

          @Override
          public void cancel() {}
        });
  }
}
