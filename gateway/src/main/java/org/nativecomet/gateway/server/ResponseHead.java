package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.Method;
import org.xnio.channels.StreamSinkChannel;

/** Writes the head of a response, and decides how its content is framed (RFC 9112, section 6). */
final class ResponseHead {
  private ResponseHead() {}

  /** Whether a response to this method with this status has content (RFC 9110, section 6.4.1). */
  static boolean hasContent(Method method, int statusCode) {
    return !method.equals(Method.HEAD) && statusCode != 204 && statusCode != 304;
  }

  /** Gives Undertow the head; it is sent with the first octets of content, or the first flush. */
  static @Nullable StreamSinkChannel begin(
      HttpServerExchange undertow, Method method, Response response) {
    undertow.setStatusCode(response.statusCode());
    HeaderMap headers = undertow.getResponseHeaders();
    for (Fields.Line line : HopByHopFields.remove(response.fields())) {
      if (!line.is("Content-Length")) {
        headers.add(HttpString.tryFromString(line.name()), line.value());
      }
    }
    Optional<String> described = response.fields().first("Content-Length");
    if (hasContent(method, response.statusCode())) {
      frame(undertow, response.content().length());
    } else if (method.equals(Method.HEAD)) {
      described.ifPresent(length -> headers.put(Headers.CONTENT_LENGTH, length));
    }
    if (undertow.isHttp10() && undertow.isPersistent()) {
      headers.put(Headers.CONNECTION, "keep-alive");
    }
    StreamSinkChannel channel = undertow.getResponseChannel();
    if (channel != null && response.statusCode() == 304) {
      // Undertow takes it away, but here it describes what a 200 would have (RFC 9110, 8.6).
      described.ifPresent(length -> headers.put(Headers.CONTENT_LENGTH, length));
    }
    return channel;
  }

  private static void frame(HttpServerExchange undertow, OptionalLong length) {
    if (length.isPresent()) {
      undertow.getResponseHeaders().put(Headers.CONTENT_LENGTH, length.getAsLong());
    } else if (undertow.getProtocol().equals(Protocols.HTTP_1_1)) {
      // Said explicitly, because Undertow would end the content of a last response with the
      // connection, which cannot be told from a connection that broke.
      undertow.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
    }
  }
}
