package org.nativecomet.gateway.stream;

import java.time.Instant;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.message.ResponseSerializer;

/**
 * One enclosed response, ready to be written.
 *
 * @param octets the whole message
 * @param statusCode its status
 * @param contentLength octets of its content
 * @param cacheStatus its Cache-Status, or an empty string
 */
record EnclosedAnswer(Octets octets, int statusCode, int contentLength, String cacheStatus) {
  private static final byte[] NO_CONTENT = {};

  /**
   * Encodes a response.
   *
   * @param requestMethod of the request that is answered
   * @param fields as the client shall see them, but for Date and Content-Length
   */
  static EnclosedAnswer of(
      Method requestMethod, int statusCode, Fields fields, byte[] content, Instant now) {
    byte[] sent =
        ResponseSerializer.mayHaveContent(requestMethod, statusCode) ? content : NO_CONTENT;
    Fields dated = fields.has("Date") ? fields : fields.with("Date", HttpDate.format(now));
    byte[] head = ResponseSerializer.headWithoutEnd(requestMethod, statusCode, dated, sent.length);
    byte[] rest = ResponseSerializer.rest(sent);
    byte[] whole = new byte[head.length + rest.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(rest, 0, whole, head.length, rest.length);
    String cacheStatus = fields.combined("Cache-Status").orElse("");
    return new EnclosedAnswer(Octets.of(whole), statusCode, sent.length, cacheStatus);
  }

  /** Encodes a response of our own, whose content is here already. */
  static EnclosedAnswer of(Method requestMethod, Response own, Fields fields, Instant now) {
    byte[] content = own.content() instanceof WholeContent whole ? whole.octets() : NO_CONTENT;
    return of(requestMethod, own.statusCode(), fields, content, now);
  }
}
