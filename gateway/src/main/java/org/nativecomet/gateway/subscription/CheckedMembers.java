package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;

/**
 * The members of one variant that is for those whom the origin shows the same: what it is asked
 * about each of them, and what its word means for whether that one stays.
 *
 * <p>Threading: guarded by its variant.
 */
final class CheckedMembers {
  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final Departures departures;
  private final Checks checks;

  CheckedMembers(
      VariantContext context,
      Membership members,
      Known known,
      Asking asking,
      Departures departures,
      Checks checks) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.departures = departures;
    this.checks = checks;
  }

  /** What to ask about this one; empty where it is no member any more. */
  Optional<Checks.Inquiry> inquiryAbout(Subscriber member) {
    return known
        .circle()
        .filter(circle -> known.hasVersion() && members.has(member))
        .map(circle -> new Checks.Inquiry(request(member), circle));
  }

  private Request request(Subscriber member) {
    // A weak tag, or a date, does not say that the octets are the same.
    Optional<Representation> strong =
        known.lastReceived().filter(state -> state.tag().filter(tag -> !tag.weak()).isPresent());
    return Question.POLL.ask(member.request(), strong, Confidence.CONFIRMED);
  }

  /** The origin has answered. */
  void checked(
      Subscriber member, Checks.Inquiry inquiry, Response response, Consequences consequences) {
    if (members.isClosed() || known.circle().isEmpty() || !members.has(member)) {
      return;
    }
    Circle shown = known.circle().get();
    Instant now = context.now();
    switch (CheckPolicy.meaning(response, inquiry.shown(), shown, toldBy(response, member, now))) {
      case PASSED -> {
        member.cleared(new Clearance(now, shown));
        checks.add(member, now);
      }
      case DIFFERENT -> {
        departures.askAnew(member, consequences);
        // It may be that there is something new, for all of them.
        consequences.decide(next -> asking.ask(Question.HINT, next));
      }
      case ENDED -> departures.end(member, response, consequences);
      case FAILING -> failed(member, response, now, consequences);
    }
  }

  /** The circle of those who are shown what the response shows. */
  private Optional<Circle> toldBy(Response response, Subscriber member, Instant now) {
    if (!RefreshPolicy.isRepresentation(response)) {
      return Optional.empty();
    }
    Representation state = Representation.of(response, context.governing(response), now);
    Sharing told = Sharing.toldBy(context.rules(), state, member.request(), true);
    return told.scope() == Sharing.Scope.CHECKED
        ? Optional.of(Circle.of(context.target(), told.selection(), state))
        : Optional.empty();
  }

  /** An origin that fails is hidden for as long as it is from anybody, and no longer. */
  private void failed(
      Subscriber member, Response response, Instant now, Consequences consequences) {
    Instant end =
        member
            .clearance()
            .orElseThrow()
            .at()
            .plus(context.checkInterval().orElseThrow())
            .plus(hidden());
    if (now.isBefore(end)) {
      checks.retry(member);
    } else {
      departures.end(member, RefreshPolicy.terminal(response), consequences);
    }
  }

  private Duration hidden() {
    return RefreshPolicy.hiddenFor(
        known.shown().orElseThrow(), context.outside().options().staleIfError());
  }
}
