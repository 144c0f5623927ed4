package org.nativecomet.gateway.cache;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Fields;

/**
 * The preconditions of a request (RFC 9110, section 13.1), as they decide about who may wait for
 * its answer.
 *
 * @param values one for each of the fields, empty where the request does not have it
 */
record Conditions(List<Optional<String>> values) {
  private static final List<String> NAMES =
      List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range");

  private static final Conditions NONE = of(Fields.empty());

  Conditions {
    values = List.copyOf(values);
  }

  /** Those of a request as the client sent it. */
  static Conditions of(Fields request) {
    return new Conditions(NAMES.stream().map(request::combined).toList());
  }

  /** Those that the client has put to the origin; what we ask to validate is not among them. */
  static Conditions ofSent(Fetch fetch) {
    return fetch.isValidation() ? NONE : of(fetch.request().fields());
  }

  /**
   * Whether the answer to a request with these may be for one with the others: what was asked
   * without a precondition brings what any can be evaluated against.
   */
  boolean allow(Conditions others) {
    return equals(NONE) || equals(others);
  }
}
