package org.nativecomet.gateway.cache;

import java.util.Optional;

/**
 * What to do about a request.
 *
 * @param stored the stored response that the request selects; present for REUSE and VALIDATE
 */
record ReuseDecision(Verdict verdict, Reason reason, Optional<StoredResponse> stored) {
  /** What to do. */
  enum Verdict {
    /** Answer with the stored response. */
    REUSE,
    /** Ask the origin whether the stored response still stands. */
    VALIDATE,
    /** Pass the request on as it is. */
    FORWARD,
    /** Answer 504: the client wants a stored response or none, and there is none for it. */
    GATEWAY_TIMEOUT
  }
}
