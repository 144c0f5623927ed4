package org.nativecomet.conformance.origin;

import org.nativecomet.conformance.wire.Fields;

/**
 * A request that reached the origin.
 *
 * @param target octet for octet
 * @param connection a number, the same for requests on one connection
 * @param at {@link System#nanoTime} when it was complete
 */
public record OriginRequest(
    String method, String target, Fields fields, String content, int connection, long at) {

  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** A line for a person. */
  public String describe() {
    return method + " " + target + " with " + fields.toString().replace("\r\n", " | ");
  }
}
