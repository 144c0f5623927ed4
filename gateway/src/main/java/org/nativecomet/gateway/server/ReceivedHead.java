package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.message.MessageViolation;
import org.nativecomet.gateway.message.RequestHead;

/**
 * The head of a request as it was received, in our words and not yet judged.
 *
 * @param target the request target, octet for octet
 * @param host the Host field; the address the request came to where an HTTP/1.0 client sent none
 * @param client the peer, whoever it speaks for
 * @param violation what keeps it from being read as a head, where there is something
 */
record ReceivedHead(
    Method method,
    String target,
    String host,
    Fields fields,
    Client client,
    Optional<MessageViolation> violation) {
  /** The method of a request line that has none. */
  private static final String NO_METHOD = "-";

  static ReceivedHead of(HttpServerExchange undertow, ClientConnection connection) {
    Http2Connection http2 = connection.http2();
    return http2 == null
        ? of(connection.gate().takeHead(), undertow, connection)
        : new ReceivedHead(
            new Method(undertow.getRequestMethod().toString()),
            http2.newestTarget(),
            Objects.requireNonNullElse(undertow.getRequestHeaders().getFirst(Headers.HOST), ""),
            fields(undertow),
            new Client(connection.peer(), "2"),
            Optional.empty());
  }

  private static ReceivedHead of(
      RequestHead head, HttpServerExchange undertow, ClientConnection connection) {
    return new ReceivedHead(
        new Method(head.method().isEmpty() ? NO_METHOD : head.method()),
        head.target(),
        head.fields().first("Host").orElseGet(() -> head.isVersion10() ? ownAddress(undertow) : ""),
        head.fields(),
        new Client(connection.peer(), head.isVersion10() ? "1.0" : "1.1"),
        head.violation());
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

  private static String ownAddress(HttpServerExchange undertow) {
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
