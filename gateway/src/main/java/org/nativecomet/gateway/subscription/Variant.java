package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheGroups;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Vary;

/**
 * What is known of one representation of a resource that somebody watches: those who watch it, the
 * version they are shown, and the one fetch that may be under way for all of them.
 *
 * <p>A variant is shared by every subscriber whose request selects it (RFC 9111, section 4.1),
 * where the origin's response may be shared at all; otherwise it has one subscriber, whose own
 * credentials fetch it.
 *
 * <p>Threading: any thread. The lock guards all that is known; nothing is called while it is held
 * that could call back: what is to be done is collected and done after.
 */
final class Variant {
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
   */

  private final Hub hub;
  private final HubContext context;
  private final TargetUri target;
  private final Audience audience;
  private final ConditionalPolling.Polled polled;

  @GuardedBy("this")
  private final Inquiries inquiries = new Inquiries();

  @GuardedBy("this")
  private final Set<Subscriber> members = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those of the members who have not been shown anything. */
  @GuardedBy("this")
  private List<Subscriber> waiting = new ArrayList<>();

  /** Those who wait for an answer that is not asked for yet: the one under way may be too old. */
  @GuardedBy("this")
  private final List<Subscriber> waitingForTheNext = new ArrayList<>(0);

  /** The member whose request asks for all. */
  @GuardedBy("this")
  private Subscriber owner;

  @GuardedBy("this")
  private Sharing sharing;

  @GuardedBy("this")
  private @Nullable Version current;

  @GuardedBy("this")
  private boolean deletedThroughUs;

  @GuardedBy("this")
  private @Nullable Instant failingSince;

  /** Whether the current state came with the word of a change, and not from the origin. */
  @GuardedBy("this")
  private boolean currentIsPublished;

  /** That the representation says it belongs to. */
  @GuardedBy("this")
  private Set<String> groups = Set.of();

  @GuardedBy("this")
  private boolean closed;

  Variant(Hub hub, HubContext context, Subscriber first) {
    this.hub = hub;
    this.context = context;
    this.target = first.request().request().target();
    this.owner = first;
    this.sharing = first.isAlone() ? Sharing.ALONE : Sharing.UNKNOWN;
    this.audience = new Audience(context.clock(), context.events());
    this.polled = context.polling().watch(() -> ask(Question.POLL));
  }

  TargetUri target() {
    return target;
  }

  /** Whether it is, or may yet turn out to be, for others than its first subscriber. */
  synchronized boolean isShared() {
    return sharing.scope() != Sharing.Scope.ALONE;
  }

  /** Whether this subscriber may watch it. */
  synchronized boolean matches(Subscriber subscriber) {
    return !closed
        && !subscriber.isAlone()
        && sharing.isFor(context.rules(), subscriber.request(), owner.request(), shown());
  }

  /** Whether the other is for exactly the same requests, so that one of the two is too many. */
  boolean isTwinOf(Variant other) {
    Optional<Sharing> theirs = other.settledSharing();
    return other != this && theirs.isPresent() && theirs.equals(settledSharing());
  }

  private synchronized Optional<Sharing> settledSharing() {
    return Optional.of(sharing).filter(known -> !closed && known.scope() == Sharing.Scope.SHARED);
  }

  /**
   * Adds a subscriber: it is shown what is known, or waits for the origin.
   *
   * @return false where the variant has just come to its end, and another has to be found
   */
  boolean join(Subscriber subscriber) {
    Version known = null;
    synchronized (this) {
      if (closed) {
        return false;
      }
      members.add(subscriber);
      if (current != null && mayBeShownAtOnce(subscriber, current)) {
        known = current;
      } else if (inquiries.isUnderWay() && subscriber.wasShownBefore()) {
        waitingForTheNext.add(subscriber);
      } else {
        waiting.add(subscriber);
      }
    }
    if (known == null) {
      askForWaiting();
    } else {
      begin(subscriber, known);
    }
    return true;
  }

  /** Who comes from another variant with another state needs the origin to say which is later. */
  private boolean mayBeShownAtOnce(Subscriber subscriber, Version version) {
    return !subscriber.request().validated()
        && !subscriber.wasShownOtherThan(version.representation())
        && version.mayBeShownUnvalidated(context.clock().instant());
  }

  private void begin(Subscriber subscriber, Version version) {
    subscriber.begin(version, sawOnly(version.representation()), audience);
  }

  /** Removes a subscriber; with the last one everything ends that was done for them. */
  void leave(Subscriber subscriber) {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      remove(subscriber, consequences);
    }
    consequences.forEach(Runnable::run);
  }

  @GuardedBy("this")
  private void remove(Subscriber subscriber, List<Runnable> consequences) {
    if (!members.remove(subscriber)) {
      return;
    }
    waiting.remove(subscriber);
    waitingForTheNext.remove(subscriber);
    if (members.isEmpty()) {
      close(consequences);
    } else if (owner == subscriber) {
      // Nobody's credentials are used once they have left.
      owner = members.iterator().next();
    }
  }

  /** Ends it: nobody joins any more, nothing is asked. */
  @GuardedBy("this")
  private void close(List<Runnable> consequences) {
    if (!closed) {
      closed = true;
      polled.stop();
      belongTo(Set.of());
      inquiries.end().ifPresent(fetch -> consequences.add(fetch::abandon));
      consequences.add(() -> hub.forget(this));
    }
  }

  /**
   * A change was signalled: the origin is asked as soon as there is room, or again when it has
   * answered.
   *
   * @return how many subscribers that is for
   */
  int changed(Change.Cause cause) {
    int reached;
    synchronized (this) {
      if (closed) {
        return 0;
      }
      reached = members.size();
      deletedThroughUs |= cause == Change.Cause.DELETION;
      if (inquiries.isUnderWay()) {
        inquiries.noteChange();
        return reached;
      }
    }
    hub.refresh(this);
    return reached;
  }

  /**
   * The origin is asked because of a change.
   *
   * @param ended runs once, when it has answered or is not asked after all
   */
  void askAfterChange(Runnable ended) {
    ask(Question.AFTER_CHANGE, ended);
  }

  private void askForWaiting() {
    Optional<Duration> wait;
    synchronized (this) {
      boolean isNeeded = !closed && !waiting.isEmpty();
      wait = isNeeded ? inquiries.planConfirmation(context.clock().instant()) : Optional.empty();
    }
    if (wait.filter(Duration::isZero).isPresent()) {
      ask(Question.FIRST_STATE);
    } else {
      wait.ifPresent(time -> context.timers().after(time, this::askWhenDue));
    }
  }

  private void askWhenDue() {
    synchronized (this) {
      inquiries.confirmationIsDue();
    }
    ask(Question.FIRST_STATE);
  }

  private void ask(Question question) {
    ask(question, () -> {});
  }

  private void ask(Question question, Runnable ended) {
    Fetch fetch = Fetch.of(context.options().maxRepresentation(), this::answered, ended);
    Optional<Request> request = begin(question, fetch);
    if (request.isPresent()) {
      fetch.start(request.get(), context.next());
    } else {
      ended.run();
    }
  }

  /** What to ask, where this fetch may be begun. */
  private synchronized Optional<Request> begin(Question question, Fetch fetch) {
    if (closed) {
      return Optional.empty();
    }
    if (inquiries.isUnderWay()) {
      if (question == Question.AFTER_CHANGE) {
        inquiries.noteChange();
      }
      return Optional.empty();
    }
    inquiries.begin(fetch, context.clock().instant(), hub.groups().now());
    Optional<Representation> known = Optional.ofNullable(current).map(Version::lastReceived);
    return Optional.of(question.ask(owner.request(), known, confidenceNeeded()));
  }

  /** What the most demanding of those who wait will do with. */
  @GuardedBy("this")
  private Confidence confidenceNeeded() {
    return waiting.stream()
        .map(subscriber -> subscriber.request().confidence())
        .max(Comparator.naturalOrder())
        .orElse(Confidence.CONFIRMED);
  }

  private void answered(Fetch fetch, Response response) {
    List<Runnable> consequences = new ArrayList<>();
    Refresh refresh;
    synchronized (this) {
      // What came with a change may have taken its place.
      if (closed || !inquiries.isUnderWay(fetch)) {
        return;
      }
      inquiries.end();
      refresh = take(response, consequences);
      currentIsPublished &= refresh.meaning() != RefreshPolicy.Meaning.NEW_STATE;
      if (!closed) {
        noteLateChange();
      }
    }
    context.events().refreshed(refresh.word());
    consequences.forEach(Runnable::run);
    continueAfter(refresh);
  }

  /**
   * The new response came with the word of the change. It is as good as an answer of the origin
   * now, where everyone here would be shown that; a fetch under way may have been answered before,
   * and is abandoned.
   *
   * @return how many subscribers that is for; 0 where the origin has to be asked
   */
  int published(Published published) {
    List<Runnable> consequences = new ArrayList<>();
    Refresh refresh;
    int reached;
    synchronized (this) {
      if (closed || !isShownToAll(published)) {
        return 0;
      }
      reached = members.size();
      inquiries.end().ifPresent(fetch -> consequences.add(fetch::abandon));
      inquiries.takeNotedChange();
      refresh = take(published.response(), consequences);
      currentIsPublished = refresh.received().isPresent();
    }
    consequences.forEach(Runnable::run);
    continueAfter(refresh);
    return reached;
  }

  /** Whether it selects, and may be shown to, exactly those whom this variant is for. */
  @GuardedBy("this")
  private boolean isShownToAll(Published published) {
    Response response = published.response();
    return sharing.scope() == Sharing.Scope.SHARED
        && response.content().length().orElse(0) <= context.options().maxRepresentation()
        && Sharing.allows(context.rules(), response, owner.request())
        && Vary.of(response.fields())
            .select(published.request())
            .filter(sharing.selection()::equals)
            .isPresent();
  }

  /** Acts on a response: a state, the end, or none of both. */
  @GuardedBy("this")
  private Refresh take(Response response, List<Runnable> consequences) {
    Refresh read =
        Refresh.of(response, governing(response), shown().orElse(null), context.clock().instant());
    Refresh refresh = onlyTagsIt(read) ? read.asSameState() : read;
    switch (refresh.meaning()) {
      case NEW_STATE -> receive(refresh.received().orElseThrow(), refresh.at(), consequences);
      case SAME_STATE -> confirm(refresh, consequences);
      case ENDED -> end(refresh, consequences);
      case FAILING -> fail(response, refresh.at(), consequences);
    }
    waiting.addAll(waitingForTheNext);
    waitingForTheNext.clear();
    if (!closed) {
      refresh.received().ifPresent(state -> belongTo(CacheGroups.of(state.fields())));
    }
    return refresh;
  }

  /** Whether all that is new is the tag, which whoever published the content did not know. */
  @GuardedBy("this")
  private boolean onlyTagsIt(Refresh refresh) {
    return currentIsPublished
        && shown()
            .filter(state -> state.tag().isEmpty())
            .flatMap(state -> refresh.received().filter(state::hasContentOf))
            .isPresent();
  }

  @GuardedBy("this")
  private void belongTo(Set<String> named) {
    hub.groups().move(this, groups, named);
    groups = named;
  }

  /** A group of this response may have changed after it was asked for. */
  @GuardedBy("this")
  private void noteLateChange() {
    if (hub.groups().hasChangedSince(inquiries.lastMoment(), this, groups)) {
      inquiries.noteChange();
    }
  }

  private Fields governing(Response response) {
    return context.rules().governing(target, response.statusCode(), response.fields());
  }

  /** Asks again at once where that is due, and otherwise settles when to ask next. */
  private void continueAfter(Refresh refresh) {
    boolean again;
    synchronized (this) {
      if (closed || inquiries.isUnderWay()) {
        return;
      }
      again = inquiries.takeNotedChange();
    }
    if (again) {
      hub.refresh(this);
    } else if (refresh.needsConfirmation()) {
      ask(Question.POLL);
    } else {
      polled.answered(refresh.pollOutcome());
      askForWaiting();
    }
  }

  @GuardedBy("this")
  private void receive(Representation state, Instant now, List<Runnable> consequences) {
    failingSince = null;
    deletedThroughUs = false;
    boolean settles = sharing.scope() == Sharing.Scope.UNKNOWN;
    Sharing told = isShared() ? Sharing.toldBy(context.rules(), state, owner.request()) : sharing;
    if (told.scope() == Sharing.Scope.ALONE && sharing.scope() == Sharing.Scope.SHARED) {
      // It has become private: the response is its asker's, and everyone asks for themselves.
      dissolve(consequences);
      return;
    }
    share(told, consequences);
    boolean onlyVersion = sawOnly(state);
    context.versionLog().saw(target, sharing.selection(), state.modified(), state.fingerprint());
    long number = current == null ? 1 : current.number() + 1;
    Version version = new Version(number, target, state, shown(), now);
    current = version;
    // Those who have begun are told first: to those who begin with it this version is no news.
    consequences.add(() -> audience.publish(version));
    for (Subscriber subscriber : takeWaiting()) {
      consequences.add(() -> subscriber.begin(version, onlyVersion, audience));
    }
    if (settles) {
      // After those who waited have begun, since they may have to move to a twin of this variant.
      consequences.add(() -> hub.settled(this));
    }
  }

  /** From now on it is shared like this; whom it is no longer for finds another. */
  @GuardedBy("this")
  private void share(Sharing told, List<Runnable> consequences) {
    if (told.equals(sharing)) {
      return;
    }
    sharing = told;
    for (Subscriber subscriber : List.copyOf(members)) {
      if (told.scope() == Sharing.Scope.ALONE && subscriber != owner) {
        sendAway(subscriber, consequences);
      } else if (!told.selects(subscriber.request())) {
        remove(subscriber, consequences);
        consequences.add(subscriber::moveOn);
      }
    }
  }

  /** What was asked for all turned out to be for the asker only. */
  @GuardedBy("this")
  private void sendAway(Subscriber subscriber, List<Runnable> consequences) {
    remove(subscriber, consequences);
    subscriber.becomeAlone();
    consequences.add(subscriber::moveOn);
  }

  @GuardedBy("this")
  private void confirm(Refresh refresh, List<Runnable> consequences) {
    failingSince = null;
    deletedThroughUs = false;
    Version version = current;
    if (version != null) {
      version.confirmed(refresh.at(), refresh.received());
      for (Subscriber subscriber : takeWaiting()) {
        consequences.add(() -> begin(subscriber, version));
      }
    }
  }

  /** Everyone finds another variant, having been shown what they were shown. */
  void dissolve() {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      dissolve(consequences);
    }
    consequences.forEach(Runnable::run);
  }

  @GuardedBy("this")
  private void dissolve(List<Runnable> consequences) {
    for (Subscriber subscriber : takeMembers(consequences)) {
      consequences.add(subscriber::moveOn);
    }
  }

  @GuardedBy("this")
  private void end(Refresh refresh, List<Runnable> consequences) {
    if (refresh.needsConfirmation()) {
      // That there is nothing is not to be learned from a stale response.
      return;
    }
    Response response = refresh.response();
    boolean refused = response.statusCode() == 401 || response.statusCode() == 403;
    if (current == null && !Sharing.allows(context.rules(), response, owner.request())) {
      share(Sharing.ALONE, consequences);
    } else if (refused && owner.request().hasCredentials() && members.size() > 1) {
      // The origin refuses the one whose credentials were used; the others have their own.
      endOne(owner, response, consequences);
      inquiries.noteChange();
      return;
    }
    boolean deleted = response.statusCode() == 404 && deletedThroughUs && current != null;
    endEveryone(deleted ? RefreshPolicy.deleted() : response, consequences);
  }

  @GuardedBy("this")
  private void fail(Response response, Instant now, List<Runnable> consequences) {
    Version version = current;
    if (version == null) {
      endEveryone(response, consequences);
      return;
    }
    if (failingSince == null) {
      failingSince = now;
    }
    Response last = RefreshPolicy.terminal(response);
    // Who waits for the origin's word is told that there is none; who was shown a state is not.
    takeWaiting().forEach(subscriber -> endOne(subscriber, last, consequences));
    Duration hidden =
        RefreshPolicy.hiddenFor(version.representation(), context.options().staleIfError());
    if (Duration.between(failingSince, now).compareTo(hidden) >= 0) {
      endEveryone(last, consequences);
    }
  }

  @GuardedBy("this")
  private void endOne(Subscriber subscriber, Response last, List<Runnable> consequences) {
    remove(subscriber, consequences);
    consequences.add(() -> subscriber.end(last));
  }

  @GuardedBy("this")
  private void endEveryone(Response last, List<Runnable> consequences) {
    for (Subscriber subscriber : takeMembers(consequences)) {
      consequences.add(() -> subscriber.end(last));
    }
  }

  /** Removes all members, which closes the variant. */
  @GuardedBy("this")
  private List<Subscriber> takeMembers(List<Runnable> consequences) {
    List<Subscriber> taken = new ArrayList<>(members);
    members.clear();
    waiting.clear();
    waitingForTheNext.clear();
    close(consequences);
    return taken;
  }

  @GuardedBy("this")
  private List<Subscriber> takeWaiting() {
    List<Subscriber> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  @GuardedBy("this")
  private Optional<Representation> shown() {
    return Optional.ofNullable(current).map(Version::representation);
  }

  private synchronized boolean sawOnly(Representation state) {
    return context
        .versionLog()
        .sawOnly(target, sharing.selection(), state.modified(), state.fingerprint());
  }
}
