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
 * @param acceptsStale whether a stale stored response will do, as {@code max-stale} would say to
 *     every cache on the way: this is for our own alone, and no field says it to anybody else
 */
public record Request(
    Method method,
    TargetUri target,
    Fields fields,
    Content content,
    Client client,
    Optional<Enclosure> enclosure,
    boolean acceptsStale) {

  /** A request that says in its fields all that it wants. */
  public Request(
      Method method,
      TargetUri target,
      Fields fields,
      Content content,
      Client client,
      Optional<Enclosure> enclosure) {
    this(method, target, fields, content, client, enclosure, false);
  }

  public boolean isEnclosed() {
    return enclosure.isPresent();
  }

  /** The same request with another method. */
  public Request withMethod(Method otherMethod) {
    return new Request(otherMethod, target, fields, content, client, enclosure, acceptsStale);
  }

  /** The same request with other fields. */
  public Request withFields(Fields otherFields) {
    return new Request(method, target, otherFields, content, client, enclosure, acceptsStale);
  }

  /** The same request from somebody who can do with a stale stored response. */
  public Request acceptingStale() {
    return new Request(method, target, fields, content, client, enclosure, true);
  }
}
