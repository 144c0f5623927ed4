package org.nativecomet.gateway.exchange;

import org.nativecomet.gateway.http.Fields;

/**
 * One final response. Its fields have no hop-by-hop fields; its framing is the sender's business,
 * so a Content-Length field, if any, is only there to describe the answer to HEAD and 304.
 *
 * @param statusCode 200 to 599
 * @param content to be subscribed to exactly once, or cancelled
 */
public record Response(int statusCode, Fields fields, Content content) {

  /** A response whose content is here already. */
  public static Response of(int statusCode, Fields fields, byte[] content) {
    return new Response(statusCode, fields, Content.of(content));
  }

  /** The same response with other fields. */
  public Response withFields(Fields otherFields) {
    return new Response(statusCode, otherFields, content);
  }

  /** Whether the status is 2xx. */
  public boolean isSuccessful() {
    return statusCode >= 200 && statusCode < 300;
  }
}
