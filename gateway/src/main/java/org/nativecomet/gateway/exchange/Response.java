package org.nativecomet.gateway.exchange;

import java.time.Instant;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

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

  /** The same response with a Date: when we got it, where it came without (RFC 9110, 6.6.1). */
  public Response dated(Instant received) {
    return fields.has("Date") ? this : withFields(fields.plus("Date", HttpDate.format(received)));
  }

  /** Whether the status is 2xx. */
  public boolean isSuccessful() {
    return statusCode >= 200 && statusCode < 300;
  }
}
