package org.nativecomet.gateway.subscription;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

/** Why the next stage is asked for a representation, and how the request says so. */
enum Question {
  /** The origin has sent what it is now without being asked, and the cache is to see it too. */
  PUSHED,
  /** Nothing is known yet, or somebody wants what is known confirmed. */
  FIRST_STATE,
  /** It is time to look whether something has changed. */
  POLL,
  /** Another subscriber has found that it changed for it. */
  HINT,
  /** Something has changed: what is known is no good, and validators that lie are not asked. */
  AFTER_CHANGE;

  /** The more pressing of two reasons. */
  Question or(Question other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether a change that the answer brings is one that nobody was told of yet. */
  boolean discovers() {
    return this == FIRST_STATE || this == POLL || this == PUSHED;
  }

  /**
   * Where it waits, when the answer is for one subscriber.
   *
   * @param isShownAnything whether something was shown before
   * @param hintsAreGood whether what others find changed has mostly changed
   */
  OwnFetches.Lane lane(boolean isShownAnything, boolean hintsAreGood) {
    if (!isShownAnything) {
      return OwnFetches.Lane.FIRST;
    }
    return switch (this) {
      case FIRST_STATE, AFTER_CHANGE -> OwnFetches.Lane.CHANGE;
      case HINT -> hintsAreGood ? OwnFetches.Lane.CHANGE : OwnFetches.Lane.POLL;
      case POLL, PUSHED -> OwnFetches.Lane.POLL;
    };
  }

  /**
   * The request to make.
   *
   * @param known what subscribers were shown last
   * @param needed what those who wait for their first message will do with
   */
  Request ask(SubscriptionRequest asker, Optional<Representation> known, Confidence needed) {
    Confidence confidence = this == FIRST_STATE && known.isEmpty() ? needed : Confidence.CONFIRMED;
    Fields.Builder fields = asker.retrieval().fields().toBuilder();
    directives(confidence, asker.unstored())
        .ifPresent(directives -> fields.add("Cache-Control", directives));
    if (this != AFTER_CHANGE) {
      known
          .filter(Representation::isIdentifiedByItsValidators)
          .ifPresent(representation -> addCondition(fields, representation));
    }
    Request request = asker.retrieval().withFields(fields.build());
    return confidence == Confidence.STALE ? request.acceptingStale() : request;
  }

  /** What every cache on the way is to obey (RFC 9111, section 5.2.1). */
  private static Optional<String> directives(Confidence confidence, boolean isUnstored) {
    if (confidence == Confidence.CONFIRMED) {
      return Optional.of(isUnstored ? "no-cache, no-store" : "no-cache");
    }
    return isUnstored ? Optional.of("no-store") : Optional.empty();
  }

  private static void addCondition(Fields.Builder fields, Representation known) {
    known
        .tag()
        .ifPresentOrElse(
            tag -> fields.add("If-None-Match", tag.toString()),
            () -> fields.add("If-Modified-Since", HttpDate.format(known.modified())));
  }
}
