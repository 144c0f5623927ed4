package org.nativecomet.gateway.cache;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;

/**
 * The preconditions and ranges of a request (RFC 9110, sections 13.1 and 14.2), as they decide
 * about who may wait for its answer.
 *
 * @param preconditions one for each of the fields, empty where the request does not have it
 * @param ranges Range and If-Range, likewise
 */
record Conditions(List<Optional<String>> preconditions, List<Optional<String>> ranges) {
  private static final List<String> PRECONDITIONS =
      List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since");

  private static final List<String> RANGES = List.of("Range", "If-Range");

  Conditions {
    preconditions = List.copyOf(preconditions);
    ranges = List.copyOf(ranges);
  }

  /** Those of a request as the client sent it. */
  static Conditions of(Request request) {
    return of(RangePolicy.relevant(request));
  }

  /** Those that the client has put to the origin; what we ask to validate is not among them. */
  static Conditions ofSent(Fetch fetch) {
    Fields fields = RangePolicy.relevant(fetch.request());
    return of(fetch.isValidation() ? Validation.withoutReplaced(fields) : fields);
  }

  /**
   * Whether the answer to a request with these may be for one with the others: what was asked
   * without a precondition brings what any can be evaluated against, but a part is for those who
   * want the same part.
   */
  boolean allow(Conditions others) {
    boolean isUnconditional = preconditions.stream().allMatch(Optional::isEmpty);
    return asksForSameRanges(others)
        && (isUnconditional || preconditions.equals(others.preconditions));
  }

  /** Whether both are for ranges, and for the same ones of the same version. */
  boolean isForSameRanges(Conditions others) {
    return ranges.get(0).isPresent() && asksForSameRanges(others);
  }

  private boolean asksForSameRanges(Conditions others) {
    return ranges.equals(others.ranges);
  }

  private static Conditions of(Fields request) {
    return new Conditions(
        PRECONDITIONS.stream().map(request::combined).toList(),
        RANGES.stream().map(request::combined).toList());
  }
}
