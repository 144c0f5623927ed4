package org.nativecomet.gateway.stream;

import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.MessageViolation;

/** The enclosed responses that the stream gives itself. */
final class OwnResponses {
  private static final String SERVED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
  private static final String RETRY_AFTER_SECONDS = "60";
  private static final byte[] NO_CONTENT = {};

  private OwnResponses() {}

  /** To {@code OPTIONS *}: the stream is alive, in both directions. */
  static Response probe() {
    return Response.of(204, Fields.of("Allow", SERVED_METHODS), NO_CONTENT);
  }

  /** Nothing will come any more for what was cancelled. */
  static Response cancelled() {
    return Response.of(204, Fields.of("Subscribed", "none"), NO_CONTENT);
  }

  static Response refusal(InnerRefusal refusal) {
    Response response = Failure.client(refusal.statusCode(), refusal.detail()).toResponse();
    return refusal == InnerRefusal.TOO_MANY_SUBSCRIPTIONS
        ? response.withFields(response.fields().plus("Retry-After", RETRY_AFTER_SECONDS))
        : response;
  }

  /** To one request that broke a rule; after a fatal violation, the last word on the stream. */
  static Response violation(MessageViolation violation) {
    String detail = violation.detail() + " (" + violation.citation() + ")";
    Response response = Failure.client(violation.statusCode(), detail).toResponse();
    return violation.isFatal()
        ? response.withFields(response.fields().plus("Connection", "close"))
        : response;
  }
}
