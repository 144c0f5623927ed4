package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.ByteRange;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.RangeSpecifier;
import org.nativecomet.gateway.http.Validators;

/** Which parts of a stored representation a GET gets (RFC 9110, section 14.2). */
final class RangePolicy {
  /** The most parts of one answer: readers of large documents ask for a few dozen at a time. */
  static final int MOST_RANGES = 64;

  /** Of a set with more overlapping ranges nobody has any use (RFC 9110, section 14.2). */
  private static final int MOST_OVERLAPS = 2;

  private RangePolicy() {}

  /**
   * Decides about a request whose preconditions hold, and whose answer would be a 200.
   *
   * @param representation the fields of that 200
   * @param received when that was received
   * @param length of the whole representation
   */
  static RangeDecision decide(
      Fields request, Fields representation, Instant received, long length) {
    Optional<RangeSpecifier> specifier = asked(request);
    if (specifier.isEmpty() || !isForThisVersion(request, representation, received)) {
      return RangeDecision.WHOLE;
    }
    // A whole that has nothing in it is as good as any part of it.
    List<ByteRange> ranges = specifier.get().satisfiable(length);
    if (ranges.isEmpty()) {
      return length == 0 ? RangeDecision.WHOLE : RangeDecision.NOT_SATISFIABLE;
    }
    return isExcessive(specifier.get(), ranges) ? RangeDecision.WHOLE : RangeDecision.parts(ranges);
  }

  /**
   * The fields that decide about a stored response: Range means something with GET only (RFC 9110,
   * section 14.2).
   */
  static Fields relevant(Request request) {
    return request.method().equals(Method.GET) ? request.fields() : withoutRange(request).fields();
  }

  /** The request for the whole. */
  static Request withoutRange(Request request) {
    return request.withFields(request.fields().without(List.of("Range", "If-Range")));
  }

  /** The ranges in the request; empty where it has none that could be understood. */
  private static Optional<RangeSpecifier> asked(Fields request) {
    return request.combined("Range").flatMap(RangeSpecifier::parse);
  }

  /** Whether If-Range, where there is one, means this representation (section 13.1.5). */
  private static boolean isForThisVersion(Fields request, Fields representation, Instant received) {
    Optional<String> condition = request.first("If-Range");
    if (condition.isEmpty()) {
      return true;
    }
    Optional<EntityTag> tag = EntityTag.parse(condition.get());
    if (tag.isPresent()) {
      return EntityTag.of(representation).filter(tag.get()::matchesStrongly).isPresent();
    }
    Optional<Instant> date = HttpDate.parse(condition.get(), received);
    return date.isPresent()
        && date.equals(HttpDate.of(representation, "Last-Modified", received))
        && Validators.identifyVersion(representation, received);
  }

  private static boolean isExcessive(RangeSpecifier specifier, List<ByteRange> ranges) {
    if (specifier.specs().size() > MOST_RANGES) {
      return true;
    }
    int overlaps = 0;
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        overlaps += ranges.get(i).overlaps(ranges.get(j)) ? 1 : 0;
      }
    }
    return overlaps > MOST_OVERLAPS;
  }
}
