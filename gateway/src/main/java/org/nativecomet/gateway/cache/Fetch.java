package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.TargetUri;

/**
 * A request that goes towards the origin.
 *
 * @param request as the client sent it
 * @param selected the stored response that the request selects, if any
 * @param isValidation whether the origin is asked about that one
 * @param requestTime when it was sent on
 * @param generation of the target at that time
 * @param hasWaited whether the request had waited for the fetch of another before, in vain
 */
record Fetch(
    Request request,
    Reason reason,
    Optional<StoredResponse> selected,
    boolean isValidation,
    Instant requestTime,
    long generation,
    boolean hasWaited) {

  TargetUri target() {
    return request.target();
  }
}
