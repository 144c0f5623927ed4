package org.nativecomet.gateway.subscription;

import java.time.Instant;
import java.util.List;
import org.nativecomet.gateway.http.EntityTag;

/**
 * What a subscriber has already, in its own words: the only state that a subscription is resumed
 * from.
 */
public sealed interface Position {
  /** The representation named by one of these tags; the date beside them only says "wait". */
  record Tags(List<EntityTag> tags) implements Position {
    public Tags {
      tags = List.copyOf(tags);
    }
  }

  /** Any representation at all: {@code If-None-Match: *}. */
  record Anything() implements Position {}

  /** The representation that was current at this date, to the second. */
  record AsOf(Instant date) implements Position {}

  /**
   * The representation with this fingerprint, which we delivered ourselves: for a subscriber that
   * moves to another variant of its resource.
   */
  record Delivered(String fingerprint) implements Position {}
}
