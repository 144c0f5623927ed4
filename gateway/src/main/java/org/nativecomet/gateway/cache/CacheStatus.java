package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/**
 * The Cache-Status field: how this cache has handled a request (RFC 9211). What caches nearer to
 * the origin have said is kept before it.
 */
final class CacheStatus {
  private static final String FIELD = "Cache-Status";

  private CacheStatus() {}

  /** The answer came from the store. */
  static Fields hit(Fields response) {
    return response.plus(FIELD, Failure.GATEWAY_NAME + "; hit");
  }

  /**
   * The request went towards the origin, and this is what came back.
   *
   * @param isStored whether the response is being stored
   */
  static Fields forwarded(Response received, Reason reason, boolean isStored) {
    // RFC 9211, section 2: not on what this gateway itself says of the origin.
    if (Failure.isOwn(received.fields())) {
      return received.fields();
    }
    String member = member(reason, received.statusCode()) + (isStored ? "; stored" : "");
    return received.fields().plus(FIELD, member);
  }

  /** The request went towards the origin, and what came back lets a stored response answer it. */
  static Fields answeredAfter(Response received, Reason reason, Fields stored) {
    return stored.plus(FIELD, member(reason, received.statusCode()));
  }

  private static String member(Reason reason, int forwardStatus) {
    return Failure.GATEWAY_NAME + "; fwd=" + reason.forward() + "; fwd-status=" + forwardStatus;
  }
}
