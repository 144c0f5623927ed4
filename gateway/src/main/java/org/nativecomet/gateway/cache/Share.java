package org.nativecomet.gateway.cache;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Tokens;

/**
 * What a request has of another's fetch.
 *
 * @param answer present where it is answered by it; to be sent or cancelled
 */
record Share(Outcome outcome, Optional<Response> answer) {
  /** How the wait has ended. */
  enum Outcome {
    /** The response answers it by the rules for stored responses. */
    SHARED,
    /** The very same answer is for all of its kind: the origin cannot be reached, or 304. */
    SAME,
    /** The origin fails, and what is stored stands in. */
    STALE_IF_ERROR,
    /** The response is for requests with other fields. */
    OTHER_VARIANT,
    /** It may not be stored, or is for one client alone. */
    NOT_SHAREABLE,
    /** It may be stored, but not be used without asking: stale from the start, say. */
    NOT_REUSABLE,
    /** Too much of it has passed by already. */
    TOO_LATE,
    /** The origin has to be asked once more anyway. */
    ASKED_AGAIN;

    /** The word for the metric. */
    String word() {
      return Tokens.lowerCase(name()).replace('_', '-');
    }
  }

  /** It has to be asked for on its own. */
  static Share no(Outcome outcome) {
    return new Share(outcome, Optional.empty());
  }
}
