package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.TargetUri;

/**
 * One representation of a resource that somebody watches: those who watch it, the version they are
 * shown, and the one fetch that may be under way for all of them.
 *
 * <p>A variant is shared by every subscriber whose request selects it (RFC 9111, section 4.1),
 * where the origin's response may be shared at all; otherwise it has one subscriber, whose own
 * credentials fetch it.
 *
 * <p>This is its outside. Each of its parts has one concern:
 *
 * <ul>
 *   <li>{@link Membership}: who watches, and who of them waits;
 *   <li>{@link Known}: whom it is for and what they are shown;
 *   <li>{@link Signals}: word of a change;
 *   <li>{@link Asking}: when the origin is asked, and what;
 *   <li>{@link UpstreamWatch}: polls, and states that come by themselves;
 *   <li>{@link Answers}: what comes back, which is a state ({@link States}) or an end ({@link
 *       Endings});
 *   <li>{@link CheckedMembers}: the origin's word about one member;
 *   <li>{@link Departures}: how members leave, and the end of all.
 * </ul>
 *
 * <p>Threading: any thread. The parts have no locks: they are used inside the one {@link
 * VariantLock} only.
 */
final class Variant implements Checks.Members, RefreshQueue.Asker {
  /*
   * Nothing is lost
   * ---------------
   * A subscriber is a member before anything is read for it, so a change that is signalled while
   * the first fetch runs marks the variant and makes it fetch again. There is one fetch at a time,
   * so versions are numbered in the order in which the origin answered. A subscriber that is told
   * of a version is placed in the audience together with the newest version published by then.
   *
   * One fetch per change
   * --------------------
   * Changes that are signalled while a fetch runs lead to one more, however many they are.
   * Subscribers that need the origin's word before their first message share the next fetch, and
   * such fetches start some time apart: a storm of reconnecting clients costs the
   * origin no more than ten conditional requests a second for a resource.
   *
   * Never back, with a subscription upstream
   * ----------------------------------------
   * A state that comes by itself takes the place of a fetch under way, which may have been answered
   * before it. A fetch that brings news while such states may be on their way makes them count no
   * more: the stream is asked for anew, from the newer state.
   */

  private final VariantLock lock = new VariantLock();
  private final TargetUri target;
  private final Audience audience;
  private final Membership members;
  private final Known known;
  private final Checks checks;
  private final Asking asking;
  private final Departures departures;
  private final CheckedMembers checked;
  private final States states;
  private final Answers answers;
  private final Signals signals;

  Variant(Hub hub, HubContext outside, Subscriber first, OwnFetches ownFetches) {
    target = first.request().request().target();
    VariantContext context = new VariantContext(this, lock, target, hub, outside, ownFetches);
    Patience patience = new Patience(outside.timers());
    WatchedGroups.Entry groups = hub.groups().entry(this);
    audience = new Audience(outside.clock(), outside.events());
    members = new Membership(first);
    known = new Known(context, first.isAlone() ? Sharing.ALONE : Sharing.UNKNOWN);
    checks = new Checks(this, context.checkInterval().orElse(Duration.ZERO), outside, ownFetches);
    asking = new Asking(context, members, known, this::answered);
    UpstreamWatch upstream = new UpstreamWatch(context, members, known, asking);
    departures =
        new Departures(context, members, known, asking, upstream, checks, patience, groups);
    checked = new CheckedMembers(context, members, known, asking, departures, checks);
    states = new States(context, audience, members, known, departures, checks, patience);
    Endings endings = new Endings(context, members, known, asking, departures, states, patience);
    answers = new Answers(context, members, known, asking, upstream, groups, states, endings);
    signals = new Signals(members, known, asking, upstream);
  }

  TargetUri target() {
    return target;
  }

  /** Whether others may join it, now or as soon as its response is known. */
  boolean isOpenToOthers() {
    return lock.look(() -> known.isOpenToOthers(members.owner()));
  }

  /** Whether this subscriber may watch it. */
  boolean matches(Subscriber subscriber) {
    return lock.look(() -> isFor(subscriber));
  }

  private boolean isFor(Subscriber subscriber) {
    return !members.isClosed() && !subscriber.isAlone() && known.isFor(subscriber, members.owner());
  }

  /** The circle that it is for, where it is for one. */
  Optional<Circle> circle() {
    return lock.look(() -> known.circle().filter(circle -> !members.isClosed()));
  }

  /** How many watch it. */
  int size() {
    return lock.look(members::size);
  }

  /** Whether the other is for exactly the same requests, so that one of the two is too many. */
  boolean isTwinOf(Variant other) {
    Optional<Sharing> theirs = other.settledSharing();
    return other != this && theirs.isPresent() && theirs.equals(settledSharing());
  }

  private Optional<Sharing> settledSharing() {
    return lock.look(
        () ->
            Optional.of(known.sharing())
                .filter(sharing -> sharing.scope() == Sharing.Scope.SHARED)
                .filter(sharing -> !members.isClosed()));
  }

  /** What it shows, or showed when it came to its end, where that is for everybody. */
  Optional<Shown> shownToAll() {
    return lock.look(known::shownToAll);
  }

  /** The subscriber that asks for all, while nothing is known of the response. */
  Optional<Subscriber> firstAsker() {
    return lock.look(
        () ->
            Optional.of(members.owner()).filter(owner -> !members.isClosed() && known.isNothing()));
  }

  /** Whether the subscriber has not been removed since it was given a place in this audience. */
  boolean isStillFor(Subscriber subscriber, Audience given) {
    return audience == given && lock.look(() -> members.has(subscriber));
  }

  /**
   * Adds a subscriber: it is shown what is known, or waits for the origin.
   *
   * @param beside what it may have been shown by other variants
   * @return false where the variant has just come to its end, and another has to be found
   */
  boolean join(Subscriber subscriber, List<Shown> beside) {
    return lock.decided(consequences -> join(subscriber, beside, consequences));
  }

  private boolean join(Subscriber subscriber, List<Shown> beside, Consequences consequences) {
    // What was so when it was chosen may not be so any more.
    if (members.isClosed() || (subscriber != members.owner() && !isFor(subscriber))) {
      return false;
    }
    members.add(subscriber);
    if (known.circle().isPresent()) {
      subscriber.clearance().ifPresent(word -> checks.add(subscriber, word.at()));
    }
    known
        .forNewcomer(subscriber)
        .filter(version -> !asking.isPerhapsOvertaken(version, beside))
        .ifPresentOrElse(
            version -> states.begin(subscriber, version, consequences),
            () -> await(subscriber, beside, consequences));
    return true;
  }

  private void await(Subscriber subscriber, List<Shown> beside, Consequences consequences) {
    boolean isOld = asking.isPerhapsOvertaken(beside) || known.isAnswerPerhapsTooOldFor(subscriber);
    if (asking.isUnderWay() && isOld) {
      members.awaitTheNext(subscriber);
    } else if (asking.isUnderWay() && known.mayHaveANewerState(subscriber)) {
      members.awaitTheirs(subscriber);
    } else {
      members.await(subscriber);
    }
    asking.askForWaiting(consequences);
  }

  /** Removes a subscriber; with the last one everything ends that was done for them. */
  void leave(Subscriber subscriber) {
    lock.decide(consequences -> departures.remove(subscriber, consequences));
  }

  /** Another variant is for the same: everyone goes there. */
  void makeWay() {
    lock.decide(departures::makeWay);
  }

  /**
   * A change was signalled: the origin is asked as soon as there is room, or again when it has
   * answered.
   *
   * @return how many subscribers that is for
   */
  int changed(Change.Cause cause) {
    return lock.decided(consequences -> signals.changed(cause, consequences));
  }

  /**
   * Another variant of the resource has found at this time that it changed: this one is asked for
   * too, unless it has been since.
   */
  void hinted(Instant at) {
    lock.decide(consequences -> signals.hinted(at, consequences));
  }

  /** Another variant for the same requests has received this, now or a while ago. */
  void compareWith(Representation ofTwin) {
    lock.decide(consequences -> signals.compareWith(ofTwin, consequences));
  }

  /**
   * The new response came with the word of the change.
   *
   * @return how many subscribers were reached; 0 where the origin has to be asked
   */
  int published(Published published) {
    return lock.decided(consequences -> answers.published(published, consequences));
  }

  @Override
  public void askAfterChange(Runnable ended) {
    lock.decide(consequences -> asking.askAfterChange(ended, consequences));
  }

  private void answered(Fetch fetch, Response response) {
    answers.answered(fetch, response);
  }

  @Override
  public Optional<Checks.Inquiry> inquiryAbout(Subscriber member) {
    return lock.look(() -> checked.inquiryAbout(member));
  }

  @Override
  public void checked(Subscriber member, Checks.Inquiry inquiry, Response response) {
    lock.decide(consequences -> checked.checked(member, inquiry, response, consequences));
  }
}
