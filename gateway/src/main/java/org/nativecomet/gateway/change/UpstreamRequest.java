package org.nativecomet.gateway.change;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;

/** How a poll becomes a subscription: the same question, to be answered whenever that changes. */
final class UpstreamRequest {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

  private UpstreamRequest() {}

  /**
   * Whether states that come in a stream are those that the poll is answered with. In a request for
   * a stream Accept-Encoding speaks of the stream, so representations that depend on it are asked
   * for one by one.
   *
   * @param state fields of a response to the poll
   */
  static boolean isEquivalentTo(Request poll, Fields state) {
    boolean coded = state.has("Content-Encoding") || state.lists("Vary", "Accept-Encoding");
    return !coded || !poll.fields().has("Accept-Encoding");
  }

  /**
   * The request for a stream.
   *
   * <p>The position is the entity tag that the poll is conditional on. A date would not be exact
   * enough, so without a tag everything is news and compared here.
   *
   * @param poll asks for the state now, with Cache-Control: no-cache as any subscription that
   *     passes caches
   */
  static Request of(Request poll, String streamType) {
    Fields.Builder fields = Fields.builder();
    for (Fields.Line line : poll.fields()) {
      boolean replaced =
          line.is("Accept") || line.is("Accept-Encoding") || line.is("If-Modified-Since");
      if (!replaced) {
        fields.add(line.name(), line.value());
      }
    }
    Optional<String> accepted = poll.fields().combined("Accept");
    fields.add("Accept", accepted.map(ranges -> streamType + ", " + ranges).orElse(streamType));
    fields.add("When-Modified-After", EPOCH);
    return poll.withFields(fields.build());
  }
}
