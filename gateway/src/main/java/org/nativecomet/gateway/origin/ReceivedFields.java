package org.nativecomet.gateway.origin;

import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.Tokens;

/** The fields of a response as an origin sent them, and as they are passed on. */
final class ReceivedFields {
  private ReceivedFields() {}

  static Fields of(MessageHeaders head) {
    Fields.Builder fields = Fields.builder();
    for (Header header : head.getHeaders()) {
      String value = header.getValue();
      fields.add(header.getName(), value == null ? "" : value);
    }
    return fields.build();
  }

  /**
   * As they are passed on: without what is for this connection only.
   *
   * @param receivedProtocol the version of the response, such as {@code 1.1}
   * @param via this gateway's, which is added
   * @param describesContent whether Content-Length describes content that is not sent, as in the
   *     answer to HEAD; otherwise it is framing, and the next sender's business
   */
  static Fields forwarded(
      Fields received, String receivedProtocol, ViaField via, boolean describesContent) {
    Fields fields = via.append(HopByHopFields.remove(received), receivedProtocol);
    return describesContent ? fields : fields.without("Content-Length");
  }

  /**
   * How long the connection may be idle before it is used again: what the origin says in Keep-Alive
   * less a second for the way, and never more than we want.
   */
  static Duration keepAlive(Fields received, Duration wanted) {
    for (String element : received.list("Keep-Alive")) {
      String parameter = Tokens.lowerCase(element);
      if (parameter.matches("timeout=\\d{1,9}")) {
        long granted = Long.parseLong(parameter.substring("timeout=".length())) - 1;
        Duration limit = Duration.ofSeconds(Math.max(0, granted));
        return limit.compareTo(wanted) < 0 ? limit : wanted;
      }
    }
    return wanted;
  }
}
