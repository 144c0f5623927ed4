package org.nativecomet.gateway.origin;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.Method;

/**
 * A request as the origin gets it (RFC 9110, section 7.6; RFC 9112, section 6).
 *
 * @param method as received
 * @param target the request target, octet for octet
 * @param fields everything, framing included
 * @param hasContent whether content follows the head
 * @param length of the content, where it is known beforehand
 */
record ForwardedRequest(
    Method method, String target, Fields fields, boolean hasContent, OptionalLong length) {

  /** Whether a request may go on to its origin. */
  enum Verdict {
    FORWARD,
    /** It has passed this gateway before. */
    LOOP,
    /** Max-Forwards says that it ends here (RFC 9110, section 7.6.2). */
    FINAL_RECIPIENT
  }

  /** What is asked of the origin. */
  enum Purpose {
    /** One response. */
    EXCHANGE,
    /** A stream of responses, from an origin that speaks this protocol itself. */
    SUBSCRIPTION
  }

  /** Fields that are between the client and this gateway, or that this gateway writes anew. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("Host", "Content-Length", "Expect", "Exchange-Id", "Cancel-Exchange", "Subscribe");

  /** Fields that would make an origin which understands them hold its response back. */
  private static final Set<String> HELD_BY = Set.of("When-Modified-After", "When-None-Match");

  /** Methods for which content means nothing, so that its absence need not be said. */
  private static final Set<String> WITHOUT_CONTENT =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

  static Verdict decide(Request request, ViaField via) {
    if (via.namesUs(request.fields())) {
      return Verdict.LOOP;
    }
    return maxForwards(request).filter(left -> left == 0).isPresent()
        ? Verdict.FINAL_RECIPIENT
        : Verdict.FORWARD;
  }

  /** The request as its route's origin gets it. */
  static ForwardedRequest of(
      Request request, Purpose purpose, Route route, boolean preserveHost, ViaField via) {
    String host = preserveHost ? request.target().authority() : route.authority();
    Fields received = HopByHopFields.remove(request.fields()).without(NOT_FORWARDED);
    if (purpose == Purpose.EXCHANGE) {
      received = received.without(HELD_BY);
    }
    Fields fields = Fields.of("Host", host).toBuilder().addAll(received).build();
    fields = withOneForwardLess(fields, maxForwards(request));
    fields = ForwardedFields.append(fields, request);
    fields = via.append(fields, request.client().protocol());
    OptionalLong length = request.content().length();
    boolean hasContent = !request.content().isEmpty();
    fields = withFraming(fields, request.method(), length);
    return new ForwardedRequest(
        request.method(), route.requestTarget(request.target()), fields, hasContent, length);
  }

  /** Only for OPTIONS has the field a meaning here; one that is no number is passed on. */
  private static Optional<Long> maxForwards(Request request) {
    return request.method().equals(Method.OPTIONS)
        ? request.fields().first("Max-Forwards").flatMap(ForwardedRequest::parse)
        : Optional.empty();
  }

  private static Optional<Long> parse(String number) {
    return number.matches("\\d{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }

  private static Fields withOneForwardLess(Fields fields, Optional<Long> maxForwards) {
    return maxForwards
        .map(left -> fields.with("Max-Forwards", Long.toString(left - 1)))
        .orElse(fields);
  }

  private static Fields withFraming(Fields fields, Method method, OptionalLong length) {
    if (length.isEmpty()) {
      return fields.plus("Transfer-Encoding", "chunked");
    }
    if (length.getAsLong() == 0 && WITHOUT_CONTENT.contains(method.name())) {
      return fields;
    }
    return fields.plus("Content-Length", Long.toString(length.getAsLong()));
  }
}
