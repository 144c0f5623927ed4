package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.DeltaSeconds;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Preconditions;

/** The response that a request gets from a stored one (RFC 9111, sections 4 and 4.3.2). */
final class StoredAnswer {
  /** What a 304 does not repeat (RFC 9110, section 15.4.5). */
  private static final List<String> REPRESENTATION_METADATA =
      List.of("Content-Type", "Content-Encoding", "Content-Language");

  private StoredAnswer() {}

  /** An answer that the origin was not asked for. It says how old it is. */
  static Response unvalidated(Request request, StoredResponse stored, Instant now) {
    String age = DeltaSeconds.format(stored.age().at(now));
    return answer(request, stored, stored.fields().with("Age", age));
  }

  /** An answer that the origin has just approved. */
  static Response validated(Request request, StoredResponse stored) {
    return answer(request, stored, stored.fields());
  }

  private static Response answer(Request request, StoredResponse stored, Fields storedFields) {
    int statusCode = stored.statusCode();
    Fields fields = dated(storedFields, stored);
    if (statusCode == 200
        && Preconditions.holdCurrent(request.fields(), fields, stored.responseTime())) {
      return new Response(304, fields.without(REPRESENTATION_METADATA), Content.empty());
    }
    if (request.method().equals(Method.HEAD)) {
      return new Response(statusCode, withLength(fields, stored), Content.empty());
    }
    return statusCode == 200 && stored.content() instanceof WholeContent whole
        ? ranged(request.fields(), fields, stored, whole)
        : new Response(statusCode, fields, stored.content());
  }

  private static Response ranged(
      Fields request, Fields fields, StoredResponse stored, WholeContent here) {
    long length = stored.part().map(ContentRange::completeLength).orElse((long) octets(here));
    long offset = stored.part().map(part -> part.range().first()).orElse(0L);
    RangeDecision asked = RangePolicy.decide(request, fields, stored.responseTime(), length);
    return switch (asked.verdict()) {
      case WHOLE -> new Response(200, fields, here);
      case PARTS ->
          PartialAnswer.parts(request, fields, asked.ranges(), here.octets(), offset, length);
      case NOT_SATISFIABLE -> PartialAnswer.notSatisfiable(fields, length);
    };
  }

  private static int octets(WholeContent content) {
    return content.octets().length;
  }

  /** RFC 9110, section 6.6.1: who stores a response without a Date adds when it was received. */
  private static Fields dated(Fields fields, StoredResponse stored) {
    return fields.has("Date")
        ? fields
        : fields.plus("Date", HttpDate.format(stored.responseTime()));
  }

  /** The length of what GET would get. */
  private static Fields withLength(Fields fields, StoredResponse stored) {
    OptionalLong length = stored.completeLength();
    return stored.statusCode() == 204 || length.isEmpty()
        ? fields
        : fields.with("Content-Length", Long.toString(length.getAsLong()));
  }
}
