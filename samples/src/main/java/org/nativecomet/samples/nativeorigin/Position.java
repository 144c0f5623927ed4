package org.nativecomet.samples.nativeorigin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a subscriber has already (section 6.1).
 *
 * @param tags of When-None-Match, or else of If-None-Match
 * @param date of When-Modified-After; decides where there are no tags (SUB-10)
 */
record Position(List<String> tags, Optional<Instant> date) {
  private static final String DATE = "When-Modified-After";
  private static final String TAGS = "When-None-Match";

  Position {
    tags = List.copyOf(tags);
  }

  /** Whether the request is a subscription request (SUB-3, SUB-34). */
  static boolean isIn(Head head) {
    return head.isGetOrHead() && (head.fields().has(DATE) || head.fields().has(TAGS));
  }

  /** The position of a subscription request; empty where it cannot be read (SUB-5). */
  static Optional<Position> of(Fields fields, Instant now) {
    List<String> tags = fields.all(fields.has(TAGS) ? TAGS : "If-None-Match");
    List<String> dates = fields.all(DATE);
    if (dates.isEmpty()) {
      return Optional.of(new Position(tags, Optional.empty()));
    }
    return dates.size() > 1
        ? Optional.empty()
        : HttpDate.parse(dates.get(0), now).map(date -> new Position(tags, Optional.of(date)));
  }

  /** Whether the client has this representation, so that it waits for the next one. */
  boolean has(Representation current, Instant now) {
    if (!tags.isEmpty()) {
      return Preconditions.lists(tags, current.tag(), true);
    }
    Instant known = date.orElse(Instant.EPOCH);
    // Nobody has seen the future: such a client means all that there is (SUB-9).
    return known.isAfter(now)
        || known.isAfter(current.modified())
        || (known.equals(current.modified()) && !current.sharesItsSecond());
  }
}
