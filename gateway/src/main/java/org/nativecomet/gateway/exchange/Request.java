package org.nativecomet.gateway.exchange;

import java.util.Optional;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/**
 * One request, of an ordinary exchange or enclosed in a stream. By the time it exists its framing
 * has been checked and removed, its authority validated, and fields that only the gateway may write
 * have been dealt with; {@code fields} still has the hop-by-hop fields of the client's connection.
 *
 * @param content to be subscribed to at most once
 * @param enclosure present where the request came enclosed in a message/http stream
 */
public record Request(
    Method method,
    TargetUri target,
    Fields fields,
    Content content,
    Client client,
    Optional<Enclosure> enclosure) {

  public boolean isEnclosed() {
    return enclosure.isPresent();
  }

  /** The same request with another method. */
  public Request withMethod(Method otherMethod) {
    return new Request(otherMethod, target, fields, content, client, enclosure);
  }

  /** The same request with other fields. */
  public Request withFields(Fields otherFields) {
    return new Request(method, target, otherFields, content, client, enclosure);
  }
}
