package org.nativecomet.gateway.subscription;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.PollOutcome;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheStatusMember;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.RetryAfter;

/**
 * What asking the next stage has brought.
 *
 * @param response with whole content
 * @param received the representation in it, where it is one
 */
record Refresh(
    RefreshPolicy.Meaning meaning,
    Response response,
    Optional<Representation> received,
    Instant at) {

  /**
   * Reads a response.
   *
   * @param governing its fields as {@link org.nativecomet.gateway.http.CachingRules} has them
   * @param shown what subscribers were shown last; null before the first state
   */
  static Refresh of(
      Comparison comparison,
      Response response,
      Fields governing,
      @Nullable Representation shown,
      Instant now) {
    Optional<Representation> received =
        RefreshPolicy.isRepresentation(response)
            ? Optional.of(Representation.of(response, governing, now))
            : Optional.empty();
    return new Refresh(
        RefreshPolicy.meaning(comparison, shown, response, received), response, received, now);
  }

  /** The same, taken to be what we have. */
  Refresh asSameState() {
    return new Refresh(RefreshPolicy.Meaning.SAME_STATE, response, received, at);
  }

  /** Whether it came from the gateway's own store, without the origin's word that it holds. */
  boolean needsConfirmation() {
    return received.orElseGet(() -> Representation.of(response, at)).isStoredAndStale(at);
  }

  /** Whether it shows, or confirms, what the origin had after it was asked. */
  boolean confirms() {
    return switch (meaning) {
      case NEW_STATE, SAME_STATE -> !needsConfirmation();
      case ENDED, FAILING -> false;
    };
  }

  /** Whether others who watch the resource may have something new to see as well. */
  boolean tellsOfAChange() {
    return switch (meaning) {
      case NEW_STATE -> true;
      case ENDED -> !RefreshPolicy.refuses(response);
      case SAME_STATE, FAILING -> false;
    };
  }

  /** What it means for when to ask again. */
  PollOutcome pollOutcome() {
    PollOutcome.Kind kind =
        switch (meaning) {
          case NEW_STATE -> PollOutcome.Kind.CHANGED;
          case SAME_STATE -> PollOutcome.Kind.UNCHANGED;
          case ENDED, FAILING -> PollOutcome.Kind.FAILED;
        };
    return new PollOutcome(
        kind, received.flatMap(state -> state.freshFor(at)), RetryAfter.of(response.fields(), at));
  }

  /** Octets of content that the origin has sent: none where a stored response answered. */
  long octetsFetched() {
    boolean stored =
        CacheStatusMember.last(response.fields())
            .filter(member -> member.isHit() || member.forwardStatus().equals("304"))
            .isPresent();
    return stored ? 0 : response.content().length().orElse(0);
  }

  /** The word for the metric. */
  String word() {
    return switch (meaning) {
      case NEW_STATE -> "changed";
      case SAME_STATE -> "unchanged";
      case ENDED -> "ended";
      case FAILING -> "failing";
    };
  }
}
