package org.nativecomet.gateway.cache;

import java.util.List;
import org.nativecomet.gateway.http.ByteRange;

/**
 * Which parts of a representation to send.
 *
 * @param ranges in the order of the request; present for PARTS
 */
record RangeDecision(Verdict verdict, List<ByteRange> ranges) {
  /** What to send. */
  enum Verdict {
    /** All of it, with 200. */
    WHOLE,
    /** Parts of it, with 206. */
    PARTS,
    /** Nothing but its length, with 416. */
    NOT_SATISFIABLE
  }

  static final RangeDecision WHOLE = new RangeDecision(Verdict.WHOLE, List.of());
  static final RangeDecision NOT_SATISFIABLE =
      new RangeDecision(Verdict.NOT_SATISFIABLE, List.of());

  RangeDecision {
    ranges = List.copyOf(ranges);
  }

  static RangeDecision parts(List<ByteRange> ranges) {
    return new RangeDecision(Verdict.PARTS, ranges);
  }
}
