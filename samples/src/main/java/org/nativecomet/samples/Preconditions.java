package org.nativecomet.samples;

import java.time.Instant;
import java.util.Optional;

/** The conditions of a request, in the order of RFC 9110, section 13.2.2. Pure. */
final class Preconditions {
  /** What the conditions say should be done. */
  enum Verdict {
    /** They hold, or there are none. */
    PROCEED,
    /** 304: what the client has is current. */
    NOT_MODIFIED,
    /** 412: the client thought of another state. */
    FAILED
  }

  private Preconditions() {}

  static Verdict judge(Incoming request, Optional<Representation> current) {
    boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
    Optional<String> match = request.field("If-Match");
    if (match.isPresent()) {
      if (!names(match.get(), current, false)) {
        return Verdict.FAILED;
      }
    } else if (isOlderThan(request.field("If-Unmodified-Since"), current)) {
      return Verdict.FAILED;
    }
    Optional<String> noneMatch = request.field("If-None-Match");
    if (noneMatch.isPresent()) {
      if (names(noneMatch.get(), current, true)) {
        return safe ? Verdict.NOT_MODIFIED : Verdict.FAILED;
      }
    } else if (safe && isCurrentAt(request.field("If-Modified-Since"), current)) {
      return Verdict.NOT_MODIFIED;
    }
    return Verdict.PROCEED;
  }

  /** Whether the field's list names the current entity tag. Our tags hold no comma. */
  private static boolean names(String list, Optional<Representation> current, boolean weakly) {
    if (current.isEmpty()) {
      return false;
    }
    for (String member : list.split(",", -1)) {
      String tag = member.strip();
      if (weakly && tag.startsWith("W/")) {
        tag = tag.substring(2);
      }
      if (tag.equals("*") || tag.equals(current.get().etag())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOlderThan(Optional<String> date, Optional<Representation> current) {
    Optional<Instant> limit = date.flatMap(HttpTime::parse);
    return limit.isPresent()
        && current.isPresent()
        && current.get().lastModified().isAfter(limit.get());
  }

  private static boolean isCurrentAt(Optional<String> date, Optional<Representation> current) {
    Optional<Instant> limit = date.flatMap(HttpTime::parse);
    return limit.isPresent()
        && current.isPresent()
        && !current.get().lastModified().isAfter(limit.get());
  }
}
