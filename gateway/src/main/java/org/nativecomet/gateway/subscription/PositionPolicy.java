package org.nativecomet.gateway.subscription;

import java.time.Instant;
import org.nativecomet.gateway.http.HttpDate;

/** Decides whether the current representation is news to a subscriber, or it has to wait. */
public final class PositionPolicy {
  /** The decision and its reason. */
  public enum Decision {
    /** No tag of the request is the current one. */
    TAG_DIFFERS(true),
    /** The current tag is one the subscriber has. */
    TAG_MATCHES(false),
    /** The subscriber has some representation and asked to wait for the next. */
    ANYTHING_MATCHES(false),
    /** The current representation is what we delivered before. */
    SAME_AS_DELIVERED(false),
    /** The current representation is not what we delivered before. */
    DIFFERS_FROM_DELIVERED(true),
    /** The representation is from a later second than the date. */
    NEWER(true),
    /** The representation is from an earlier second than the date. */
    OLDER(false),
    /** Both are of one second, and it had one version only. */
    SAME_SECOND_ONE_VERSION(false),
    /**
     * Both are of one second, and it had several versions or we did not see: a duplicate is
     * harmless, a loss is not (RFC 9110, section 8.8.2.2).
     */
    SAME_SECOND_AMBIGUOUS(true);

    private final boolean delivers;

    Decision(boolean delivers) {
      this.delivers = delivers;
    }

    /** Whether the current representation goes to the subscriber now. */
    public boolean delivers() {
      return delivers;
    }
  }

  private PositionPolicy() {}

  /**
   * Decides.
   *
   * @param onlyVersionOfItsSecond whether the current representation is known to be the only one
   *     that had its modification date
   * @param now a date later than this means now: nobody can have what is not there yet
   */
  public static Decision decide(
      Position position, Representation current, boolean onlyVersionOfItsSecond, Instant now) {
    if (position instanceof Position.Tags tags) {
      boolean matches =
          current.tag().map(tag -> tags.tags().stream().anyMatch(tag::matchesWeakly)).orElse(false);
      return matches ? Decision.TAG_MATCHES : Decision.TAG_DIFFERS;
    }
    if (position instanceof Position.AsOf asOf) {
      return byDate(asOf.date(), current, onlyVersionOfItsSecond, now);
    }
    if (position instanceof Position.Delivered delivered) {
      return delivered.fingerprint().equals(current.fingerprint())
          ? Decision.SAME_AS_DELIVERED
          : Decision.DIFFERS_FROM_DELIVERED;
    }
    return Decision.ANYTHING_MATCHES;
  }

  private static Decision byDate(
      Instant asked, Representation current, boolean onlyVersionOfItsSecond, Instant now) {
    Instant date = asked.isAfter(now) ? HttpDate.toSecond(now) : asked;
    int order = current.modified().compareTo(date);
    if (order != 0) {
      return order > 0 ? Decision.NEWER : Decision.OLDER;
    }
    return onlyVersionOfItsSecond
        ? Decision.SAME_SECOND_ONE_VERSION
        : Decision.SAME_SECOND_AMBIGUOUS;
  }
}
