package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

/**
 * The head of a request as Undertow received it, in our words and not yet judged.
 *
 * @param target the request target, octet for octet as far as Undertow keeps it
 * @param host the Host field; the address the request came to where an HTTP/1.0 client sent none
 * @param client the peer, whoever it speaks for
 */
record ReceivedHead(Method method, String target, String host, Fields fields, Client client) {

  static ReceivedHead of(HttpServerExchange undertow, ClientConnection connection) {
    Http2Connection http2 = connection.http2();
    String protocol = http2 != null ? "2" : undertow.isHttp11() ? "1.1" : "1.0";
    return new ReceivedHead(
        new Method(undertow.getRequestMethod().toString()),
        http2 != null ? http2.newestTarget() : target(undertow),
        host(undertow),
        fields(undertow),
        new Client(connection.peer(), protocol));
  }

  /** How many octets it had on the wire, in the HTTP/1.1 format. */
  long size() {
    long size = 0;
    size += method.name().length() + target.length() + "  HTTP/1.1\r\n\r\n".length();
    for (Fields.Line line : fields) {
      size += line.name().length() + line.value().length() + ": \r\n".length();
    }
    return size;
  }

  private static String target(HttpServerExchange undertow) {
    String query = undertow.getQueryString();
    return query.isEmpty() ? undertow.getRequestURI() : undertow.getRequestURI() + "?" + query;
  }

  private static String host(HttpServerExchange undertow) {
    String host = undertow.getRequestHeaders().getFirst(Headers.HOST);
    if (host != null || !undertow.isHttp10()) {
      return host == null ? "" : host;
    }
    InetSocketAddress address = undertow.getDestinationAddress();
    String name = address.getAddress().getHostAddress();
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
  }

  private static Fields fields(HttpServerExchange undertow) {
    Fields.Builder fields = Fields.builder();
    for (HeaderValues values : undertow.getRequestHeaders()) {
      String name = values.getHeaderName().toString();
      for (String value : values) {
        fields.add(name, value);
      }
    }
    return fields.build();
  }
}
