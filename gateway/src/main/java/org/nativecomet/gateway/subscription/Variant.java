package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.PollOutcome;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.change.UpstreamSubscription;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.AcceptSubscribe;
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
final class Variant implements Checks.Members {
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

  /** How long a state may take that an origin sends because of a write through this gateway. */
  static final Duration EXPECTED_WITHIN = Duration.ofSeconds(1);

  private final Hub hub;
  private final HubContext context;
  private final TargetUri target;
  private final Audience audience;
  private final ConditionalPolling.Polled polled;
  private final UpstreamSubscription upstream;
  private final OwnFetches ownFetches;
  private final OwnFetches.Place place;
  private final Optional<Duration> checkInterval;
  private final Checks checks;

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

  /**
   * Another variant for the same requests was answered with another state, so only an answer that
   * was asked for since tells what is shown next.
   */
  @GuardedBy("this")
  private boolean isDoubted;

  @GuardedBy("this")
  private boolean isAskedSinceDoubt;

  /** The member whose request asks for all. */
  @GuardedBy("this")
  private Subscriber owner;

  @GuardedBy("this")
  private Sharing sharing;

  @GuardedBy("this")
  private @Nullable Version current;

  /** Those who are shown the current version, where the origin is asked about each of them. */
  @GuardedBy("this")
  private @Nullable Circle circle;

  @GuardedBy("this")
  private boolean deletedThroughUs;

  @GuardedBy("this")
  private @Nullable Instant failingSince;

  /** What to tell of an origin that has failed too long. */
  @GuardedBy("this")
  private final SingleTimer endOfPatience = new SingleTimer();

  /** For a state that a write seen here has caused, and that is to come by itself. */
  @GuardedBy("this")
  private final SingleTimer expectedState = new SingleTimer();

  /** What the subscription upstream has brought last. */
  @GuardedBy("this")
  private @Nullable Response lastArrived;

  @GuardedBy("this")
  private @Nullable ExchangeHandler arrivals;

  /** Whether the current state came with the word of a change, and not from the origin. */
  @GuardedBy("this")
  private boolean currentIsPublished;

  /** That the representation says it belongs to. */
  @GuardedBy("this")
  private Set<String> groups = Set.of();

  @GuardedBy("this")
  private boolean closed;

  Variant(Hub hub, HubContext context, Subscriber first, OwnFetches ownFetches) {
    this.hub = hub;
    this.context = context;
    this.target = first.request().request().target();
    this.owner = first;
    this.sharing = first.isAlone() ? Sharing.ALONE : Sharing.UNKNOWN;
    this.audience = new Audience(context.clock(), context.events());
    this.polled = context.polling().watch(() -> ask(Question.POLL));
    this.upstream = context.upstream().watch(target, new FromUpstream());
    this.ownFetches = ownFetches;
    this.place = ownFetches.place(this::askInTurn);
    this.checkInterval = context.checkIntervals().of(target);
    this.checks = new Checks(this, checkInterval.orElse(Duration.ZERO), context, ownFetches);
  }

  TargetUri target() {
    return target;
  }

  /** Whether others may join it, now or as soon as its response is known. */
  synchronized boolean isOpenToOthers() {
    return sharing.scope() == Sharing.Scope.SHARED
        || (sharing.scope() == Sharing.Scope.UNKNOWN && !owner.request().hasCredentials());
  }

  /** Whether this subscriber may watch it. */
  synchronized boolean matches(Subscriber subscriber) {
    if (closed || subscriber.isAlone()) {
      return false;
    }
    return sharing.scope() == Sharing.Scope.CHECKED
        ? isCleared(subscriber)
        : sharing.isFor(context.rules(), subscriber.request(), owner.request(), shown());
  }

  /** Whether the origin has shown it the same, and not too long ago. */
  @GuardedBy("this")
  private boolean isCleared(Subscriber subscriber) {
    Instant now = context.clock().instant();
    return subscriber
        .clearance()
        .filter(known -> known.circle().equals(circle))
        .filter(known -> known.at().plus(checkInterval.orElseThrow()).isAfter(now))
        .isPresent();
  }

  /** The circle that it is for, where it is for one. */
  synchronized Optional<Circle> circle() {
    return closed ? Optional.empty() : Optional.ofNullable(circle);
  }

  /** How many watch it. */
  synchronized int size() {
    return members.size();
  }

  /** Whether the other is for exactly the same requests, so that one of the two is too many. */
  boolean isTwinOf(Variant other) {
    Optional<Sharing> theirs = other.settledSharing();
    return other != this && theirs.isPresent() && theirs.equals(settledSharing());
  }

  /** The subscriber that asks for all, while nothing is known of the response. */
  synchronized Optional<Subscriber> firstAsker() {
    boolean isNew = !closed && current == null && sharing.scope() == Sharing.Scope.UNKNOWN;
    return isNew ? Optional.of(owner) : Optional.empty();
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
      // What was so when it was chosen may not be so any more.
      if (closed || (subscriber != owner && !matches(subscriber))) {
        return false;
      }
      boolean checked = circle != null;
      members.add(subscriber);
      if (checked) {
        subscriber.clearance().ifPresent(word -> checks.add(subscriber, word.at()));
      }
      if (current != null && (checked || mayBeShownAtOnce(subscriber, current))) {
        known = current;
      } else if (isAnswerPerhapsTooOld(subscriber)) {
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

  @GuardedBy("this")
  private boolean isAnswerPerhapsTooOld(Subscriber subscriber) {
    return inquiries.isUnderWay()
        && (subscriber.wasShownBefore() || (isDoubted && !isAskedSinceDoubt));
  }

  /** Another variant for the same requests has received this, now or a while ago. */
  void compareWith(Representation ofTwin) {
    synchronized (this) {
      Version version = current;
      if (closed || version == null || isSame(version.representation(), ofTwin)) {
        return;
      }
      isDoubted = true;
      isAskedSinceDoubt = false;
      if (inquiries.isUnderWay()) {
        inquiries.note(Question.AFTER_CHANGE);
        return;
      }
    }
    askAboutChange();
  }

  private static boolean isSame(Representation one, Representation other) {
    return one.fingerprint().equals(other.fingerprint());
  }

  /** Who comes from another variant with another state needs the origin to say which is later. */
  @GuardedBy("this")
  private boolean mayBeShownAtOnce(Subscriber subscriber, Version version) {
    return !isDoubted
        && !subscriber.request().validated()
        && !subscriber.wasShownOtherThan(version.representation())
        && version.mayBeShownUnvalidated(context.clock().instant());
  }

  private void begin(Subscriber subscriber, Version version) {
    subscriber.begin(version, sawOnly(version.representation()), audience);
  }

  /** Whether the subscriber has not been removed since it was given a place in this audience. */
  synchronized boolean isStillFor(Subscriber subscriber, Audience given) {
    return audience == given && members.contains(subscriber);
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
    consequences.add(() -> checks.left(subscriber));
    if (members.isEmpty()) {
      close(consequences);
    } else if (owner == subscriber) {
      // Nobody's credentials are used once they have left.
      owner = members.iterator().next();
      if (subscriber.request().hasCredentials()) {
        inquiries.end().ifPresent(fetch -> askAgain(fetch, consequences));
        renewUpstream(consequences);
      }
    }
  }

  @GuardedBy("this")
  private void askAgain(Fetch fetch, List<Runnable> consequences) {
    Question question = inquiries.asked();
    consequences.add(fetch::abandon);
    consequences.add(place::leave);
    consequences.add(() -> ask(question));
  }

  @GuardedBy("this")
  private void renewUpstream(List<Runnable> consequences) {
    boolean stood = upstream.isStanding();
    consequences.add(upstream.renew());
    if (stood) {
      consequences.add(this::askOrNote);
    }
  }

  /** Ends it: nobody joins any more, nothing is asked. */
  @GuardedBy("this")
  private void close(List<Runnable> consequences) {
    if (!closed) {
      closed = true;
      polled.stop();
      endOfPatience.cancel();
      expectedState.cancel();
      consequences.add(upstream.stop());
      belongTo(Set.of());
      inquiries.end().ifPresent(fetch -> consequences.add(fetch::abandon));
      consequences.add(place::leave);
      consequences.add(checks::stop);
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
      if (isSeenUpstream(cause) && isExpectedByItself()) {
        return reached;
      }
      if (inquiries.isUnderWay()) {
        inquiries.note(Question.AFTER_CHANGE);
        return reached;
      }
    }
    askAboutChange();
    return reached;
  }

  /** Whether the origin has seen it too: what passes here passes there. */
  private static boolean isSeenUpstream(Change.Cause cause) {
    return cause == Change.Cause.UNSAFE_REQUEST || cause == Change.Cause.DELETION;
  }

  /** Whether a new state comes by itself; if none comes soon, the origin is asked. */
  @GuardedBy("this")
  private boolean isExpectedByItself() {
    boolean isExpected = upstream.isStanding();
    if (isExpected) {
      expectedState.start(context.timers(), EXPECTED_WITHIN, this::askForExpected);
    }
    return isExpected;
  }

  /** The change was none, or the word of it is late. */
  private void askForExpected() {
    synchronized (this) {
      expectedState.cancel();
    }
    askOrNote();
  }

  /** Asks now, or again when the fetch under way is answered. */
  private void askOrNote() {
    synchronized (this) {
      if (inquiries.isUnderWay()) {
        inquiries.note(Question.POLL);
        return;
      }
    }
    ask(Question.POLL);
  }

  /** As soon as there is room for it: in its resource, where it asks for one, or in the hub. */
  private void askAboutChange() {
    boolean isForOne;
    synchronized (this) {
      isForOne = isForOne();
    }
    if (isForOne) {
      ask(Question.AFTER_CHANGE);
    } else {
      hub.refresh(this);
    }
  }

  /**
   * Another variant of the resource has found at this time that it changed: this one is asked for
   * too, unless it has been since.
   */
  void hinted(Instant at) {
    synchronized (this) {
      if (closed || inquiries.haveBegunAfter(at) || isExpectedByItself()) {
        return;
      }
      if (inquiries.isUnderWay()) {
        inquiries.note(Question.HINT);
        return;
      }
    }
    ask(Question.HINT);
  }

  /**
   * The origin is asked because of a change, with the room that the hub has for that.
   *
   * @param ended runs once, when it has answered or is not asked after all
   */
  void askAfterChange(Runnable ended) {
    synchronized (this) {
      if (inquiries.isUnderWay()) {
        inquiries.note(Question.AFTER_CHANGE);
      } else {
        inquiries.plan(Question.AFTER_CHANGE);
      }
    }
    start(ended);
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

  /** Asks at once, or when it is its turn, where the answer will be for one subscriber only. */
  private void ask(Question question) {
    Optional<OwnFetches.Lane> lane;
    synchronized (this) {
      if (closed || inquiries.isUnderWay()) {
        return;
      }
      inquiries.plan(question);
      lane = isForOne() ? Optional.of(laneOf(question)) : Optional.empty();
    }
    lane.ifPresentOrElse(place::ask, () -> start(() -> {}));
  }

  /** Whether the next answer is for one subscriber, whose own credentials ask for it. */
  @GuardedBy("this")
  private boolean isForOne() {
    return switch (sharing.scope()) {
      case SHARED -> false;
      case CHECKED -> members.size() == 1;
      case UNKNOWN -> owner.request().hasCredentials();
      case ALONE -> true;
    };
  }

  @GuardedBy("this")
  private OwnFetches.Lane laneOf(Question question) {
    if (current == null) {
      return OwnFetches.Lane.FIRST;
    }
    return switch (question) {
      case FIRST_STATE, AFTER_CHANGE -> OwnFetches.Lane.CHANGE;
      case HINT -> ownFetches.hints().areGood() ? OwnFetches.Lane.CHANGE : OwnFetches.Lane.POLL;
      case POLL, PUSHED -> OwnFetches.Lane.POLL;
    };
  }

  /** Its turn has come among those who ask for themselves. */
  private void askInTurn() {
    if (isPlanned(Question.AFTER_CHANGE)) {
      hub.refresh(this);
    } else {
      start(() -> {});
    }
  }

  private void start(Runnable ended) {
    if (!askPlanned(ended)) {
      ended.run();
      place.leave();
      if (isPlanned(Question.FIRST_STATE)) {
        // What was planned in this moment found the place still taken.
        place.ask(OwnFetches.Lane.CHANGE);
      }
    }
  }

  /** Whether this question, or a more pressing one, waits. */
  private synchronized boolean isPlanned(Question least) {
    return !closed && inquiries.isPlanned(least);
  }

  /**
   * Asks what is planned.
   *
   * @param ended runs once, when it is answered or abandoned
   * @return whether there was something, and nothing under way
   */
  private boolean askPlanned(Runnable ended) {
    Fetch fetch = Fetch.of(context.options().maxRepresentation(), this::answered, ended);
    Request request;
    synchronized (this) {
      if (closed || inquiries.isUnderWay()) {
        return false;
      }
      Optional<Question> question = inquiries.takePlanned();
      if (question.isEmpty()) {
        return false;
      }
      inquiries.begin(fetch, question.get(), context.clock().instant(), hub.groups().now());
      isAskedSinceDoubt = true;
      request = request(question.get());
    }
    fetch.start(request, context.next());
    return true;
  }

  @GuardedBy("this")
  private Request request(Question question) {
    Optional<Representation> known = Optional.ofNullable(current).map(Version::lastReceived);
    return question.ask(owner.request(), known, confidenceNeeded());
  }

  /** A state that nobody asked for answers whatever was asked. */
  private void arrived(UpstreamSubscription.Arrival arrival) {
    Fetch taking = Fetch.of(context.options().maxRepresentation(), this::answered, () -> {});
    Optional<Fetch> superseded;
    Request request;
    synchronized (this) {
      if (closed || !upstream.isCurrent(arrival)) {
        return;
      }
      expectedState.cancel();
      superseded = inquiries.end();
      inquiries.begin(taking, Question.PUSHED, context.clock().instant(), hub.groups().now());
      request = request(Question.PUSHED);
      lastArrived = arrival.response();
    }
    if (superseded.isPresent()) {
      superseded.get().abandon();
      place.leave();
    }
    taking.start(request, arrivals());
  }

  /** The stage before what has arrived last. */
  private synchronized ExchangeHandler arrivals() {
    ExchangeHandler made = arrivals;
    if (made == null) {
      made = context.storing().apply((request, sink) -> sink.respond(takeArrived()));
      arrivals = made;
    }
    return made;
  }

  private synchronized Response takeArrived() {
    return Objects.requireNonNull(lastArrived);
  }

  /** What the subscription upstream brings. */
  private final class FromUpstream implements UpstreamSubscription.Listener {
    @Override
    public void standing() {
      polled.rest();
    }

    @Override
    public void received(UpstreamSubscription.Arrival arrival) {
      arrived(arrival);
    }

    @Override
    public void lost() {
      askOrNote();
    }
  }

  /** What the most demanding of those who wait will do with. */
  @GuardedBy("this")
  private Confidence confidenceNeeded() {
    return waiting.stream()
        .map(subscriber -> subscriber.request().confidence())
        .max(Comparator.naturalOrder())
        .orElse(Confidence.CONFIRMED);
  }

  /** What was asked with this fetch; empty where its answer does not count any more. */
  private synchronized Optional<Question> asked(Fetch fetch) {
    boolean counts = !closed && inquiries.isUnderWay(fetch);
    return counts ? Optional.of(inquiries.asked()) : Optional.empty();
  }

  private void answered(Fetch fetch, Response response) {
    Optional<Question> question = asked(fetch);
    if (question.isEmpty()) {
      return;
    }
    if (question.get() != Question.PUSHED) {
      // First, while it counts as under way: what is asked in between is noted and not turned away.
      place.leave();
    }
    List<Runnable> consequences = new ArrayList<>();
    Refresh refresh;
    synchronized (this) {
      // What came with a change may have taken its place.
      if (closed || !inquiries.isUnderWay(fetch)) {
        return;
      }
      inquiries.end();
      refresh = take(response, consequences);
      boolean isNews = refresh.meaning() == RefreshPolicy.Meaning.NEW_STATE;
      currentIsPublished &= !isNews;
      if (isNews && question.get() != Question.PUSHED) {
        consequences.add(upstream.renew());
      }
      tell(question.get(), refresh);
      if (!closed) {
        noteLateChange();
      }
    }
    consequences.forEach(Runnable::run);
    continueAfter(refresh);
  }

  @GuardedBy("this")
  private void tell(Question question, Refresh refresh) {
    if (question == Question.PUSHED) {
      return;
    }
    context.events().refreshed(refresh.word());
    if (question == Question.POLL) {
      Duration duration = Duration.between(inquiries.begunAt(), refresh.at());
      context.events().polled(refresh.word(), refresh.octetsFetched(), duration);
    }
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
      inquiries.takeNoted();
      refresh = take(published.response(), consequences);
      currentIsPublished = refresh.received().isPresent();
      if (!closed) {
        // No poll is due soon that would compare it with what the origin has.
        isExpectedByItself();
      }
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
        Refresh.of(
            context.options().comparison(),
            response,
            governing(response),
            shown().orElse(null),
            context.clock().instant());
    Refresh refresh = onlyTagsIt(read) ? read.asSameState() : read;
    learnFrom(refresh, consequences);
    switch (refresh.meaning()) {
      case NEW_STATE -> receive(refresh.received().orElseThrow(), refresh.at(), consequences);
      case SAME_STATE -> confirm(refresh, consequences);
      case ENDED -> end(refresh, consequences);
      case FAILING -> fail(response, refresh.at(), consequences);
    }
    isDoubted &= !isAskedSinceDoubt || refresh.meaning() == RefreshPolicy.Meaning.FAILING;
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
      inquiries.note(Question.AFTER_CHANGE);
    }
  }

  /** What it means for the other variants of the resource. */
  @GuardedBy("this")
  private void learnFrom(Refresh refresh, List<Runnable> consequences) {
    if (current == null) {
      return;
    }
    if (inquiries.asked() == Question.HINT) {
      ownFetches.hints().followed(refresh.tellsOfAChange());
    } else if (inquiries.asked().discovers() && refresh.tellsOfAChange()) {
      consequences.add(() -> hub.discovered(this, refresh.at()));
    }
  }

  private Fields governing(Response response) {
    return context.rules().governing(target, response.statusCode(), response.fields());
  }

  /** Asks again at once where that is due, and otherwise settles when to ask next. */
  private void continueAfter(Refresh refresh) {
    Optional<Question> again;
    synchronized (this) {
      if (closed || inquiries.isUnderWay()) {
        return;
      }
      again = inquiries.takeNoted();
    }
    if (again.isPresent()) {
      if (again.get() == Question.AFTER_CHANGE) {
        askAboutChange();
      } else {
        ask(again.get());
      }
    } else if (refresh.needsConfirmation()) {
      ask(Question.POLL);
    } else {
      subscribeUpstream(refresh);
      settleNextPoll(refresh);
      askForWaiting();
    }
  }

  /** Asks for later states to come by themselves, where the origin says that they can. */
  private void subscribeUpstream(Refresh refresh) {
    Version version;
    Request poll;
    synchronized (this) {
      version = current;
      if (closed || version == null) {
        return;
      }
      poll = request(Question.POLL);
    }
    Fields known = version.lastReceived().fields();
    boolean saysSo = AcceptSubscribe.streamType(refresh.response().fields()).isPresent();
    upstream.answered(poll, saysSo ? refresh.response().fields() : known);
  }

  private void settleNextPoll(Refresh refresh) {
    boolean isKnown = refresh.pollOutcome().kind() != PollOutcome.Kind.FAILED;
    if (isKnown && upstream.isStanding()) {
      polled.rest();
    } else {
      polled.answered(refresh.pollOutcome());
    }
  }

  @GuardedBy("this")
  private void receive(Representation received, Instant now, List<Runnable> consequences) {
    recovered();
    deletedThroughUs = false;
    Sharing told = toldBy(received);
    if (told.isNarrowerThan(sharing) && members.size() > 1) {
      // The response is its asker's, and everyone asks for themselves.
      dissolve(consequences);
      return;
    }
    boolean settles = !told.equals(sharing) || told.scope() == Sharing.Scope.CHECKED;
    share(told, consequences);
    Representation state = forThoseWhoShare(received);
    confirmCircle(state, now);
    boolean onlyVersion = sawOnly(state);
    context.versionLog().saw(target, sharing.selection(), state.modified(), state.fingerprint());
    long number = current == null ? 1 : current.number() + 1;
    Version version = new Version(number, target, state, shown(), sharing, now);
    current = version;
    if (settles) {
      // Before anybody has this state, and comes back to a twin that has an older one.
      consequences.add(() -> hub.compareWithTwin(this, state));
    }
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

  @GuardedBy("this")
  private Sharing toldBy(Representation received) {
    return sharing.scope() == Sharing.Scope.ALONE
        ? sharing
        : Sharing.toldBy(context.rules(), received, owner.request(), checkInterval.isPresent());
  }

  @GuardedBy("this")
  private Representation forThoseWhoShare(Representation received) {
    return switch (sharing.scope()) {
      case UNKNOWN, SHARED -> received.withoutCookies();
      case CHECKED -> received.withSharedFieldsOnly();
      case ALONE -> received;
    };
  }

  /** The owner's credentials have brought this, so the origin has given its word about it. */
  @GuardedBy("this")
  private void confirmCircle(Representation state, Instant now) {
    if (sharing.scope() != Sharing.Scope.CHECKED) {
      circle = null;
      return;
    }
    Circle shownThis = Circle.of(target, sharing.selection(), state);
    circle = shownThis;
    boolean isFirst = owner.clearance().isEmpty();
    owner.cleared(new Clearance(now, shownThis));
    if (isFirst) {
      checks.add(owner, now);
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
    recovered();
    deletedThroughUs = false;
    if (members.size() > 1
        && Sharing.isForbiddenBy(refresh.response().statusCode(), governing(refresh.response()))) {
      dissolve(consequences);
      return;
    }
    Circle confirmed = circle;
    if (confirmed != null) {
      owner.cleared(new Clearance(refresh.at(), confirmed));
    }
    Version version = current;
    if (version != null) {
      version.confirmed(refresh.at(), refresh.received());
      for (Subscriber subscriber : takeWaiting()) {
        consequences.add(() -> begin(subscriber, version));
      }
    }
  }

  /** Another variant is for the same: everyone goes there, with the origin's word about them. */
  void makeWay() {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      Circle same = circle;
      for (Subscriber subscriber : takeMembers(consequences)) {
        if (same != null) {
          subscriber
              .clearance()
              .ifPresent(known -> subscriber.cleared(new Clearance(known.at(), same)));
        }
        consequences.add(subscriber::moveOn);
      }
    }
    consequences.forEach(Runnable::run);
  }

  /** Everyone asks for themselves, having been shown what they were shown. */
  @GuardedBy("this")
  private void dissolve(List<Runnable> consequences) {
    for (Subscriber subscriber : takeMembers(consequences)) {
      askAnew(subscriber, consequences);
    }
  }

  @GuardedBy("this")
  private void askAnew(Subscriber subscriber, List<Runnable> consequences) {
    remove(subscriber, consequences);
    subscriber.loseClearance();
    consequences.add(subscriber::moveOn);
  }

  @Override
  public Optional<Checks.Inquiry> inquiryAbout(Subscriber member) {
    synchronized (this) {
      Version version = current;
      Circle asked = circle;
      if (version == null || asked == null || !members.contains(member)) {
        return Optional.empty();
      }
      // A weak tag, or a date, does not say that the octets are the same.
      Optional<Representation> known =
          Optional.of(version.lastReceived())
              .filter(state -> state.tag().filter(tag -> !tag.weak()).isPresent());
      Request request = Question.POLL.ask(member.request(), known, Confidence.CONFIRMED);
      return Optional.of(new Checks.Inquiry(request, asked));
    }
  }

  @Override
  public void checked(Subscriber member, Checks.Inquiry inquiry, Response response) {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      Circle shownNow = circle;
      if (closed || shownNow == null || !members.contains(member)) {
        return;
      }
      Instant now = context.clock().instant();
      Optional<Circle> told = circleToldBy(response, member, now);
      switch (CheckPolicy.meaning(response, inquiry.shown(), shownNow, told)) {
        case PASSED -> {
          member.cleared(new Clearance(now, shownNow));
          checks.add(member, now);
        }
        case DIFFERENT -> {
          askAnew(member, consequences);
          // It may be that there is something new, for all of them.
          consequences.add(() -> ask(Question.HINT));
        }
        case ENDED -> endOne(member, response, consequences);
        case FAILING -> checkFailed(member, response, now, consequences);
      }
    }
    consequences.forEach(Runnable::run);
  }

  /** An origin that fails is hidden for as long as it is from anybody, and no longer. */
  @GuardedBy("this")
  private void checkFailed(
      Subscriber member, Response response, Instant now, List<Runnable> consequences) {
    Duration hidden =
        RefreshPolicy.hiddenFor(shown().orElseThrow(), context.options().staleIfError());
    Instant end =
        member.clearance().orElseThrow().at().plus(checkInterval.orElseThrow()).plus(hidden);
    if (now.isBefore(end)) {
      checks.retry(member);
    } else {
      endOne(member, RefreshPolicy.terminal(response), consequences);
    }
  }

  @GuardedBy("this")
  private Optional<Circle> circleToldBy(Response response, Subscriber member, Instant now) {
    if (!RefreshPolicy.isRepresentation(response)) {
      return Optional.empty();
    }
    Representation state = Representation.of(response, governing(response), now);
    Sharing told = Sharing.toldBy(context.rules(), state, member.request(), true);
    return told.scope() == Sharing.Scope.CHECKED
        ? Optional.of(Circle.of(target, told.selection(), state))
        : Optional.empty();
  }

  @GuardedBy("this")
  private void end(Refresh refresh, List<Runnable> consequences) {
    if (refresh.needsConfirmation()) {
      // That there is nothing is not to be learned from a stale response.
      return;
    }
    Response response = refresh.response();
    boolean deleted = response.statusCode() == 404 && deletedThroughUs && current != null;
    if (deleted) {
      endEveryone(RefreshPolicy.deleted(), consequences);
      return;
    }
    boolean forAll = Sharing.allows(context.rules(), response, owner.request());
    if (current == null && !forAll) {
      share(Sharing.ALONE, consequences);
    }
    if (members.size() > 1 && RefreshPolicy.refuses(response)) {
      refuse(response, consequences);
    } else if (forAll) {
      endEveryone(response, consequences);
    } else {
      // What was said to the one who asked is for nobody else: the others ask for themselves.
      endOne(owner, response, consequences);
      dissolve(consequences);
    }
  }

  /** The origin refuses the one whose credentials were used; others may have better ones. */
  @GuardedBy("this")
  private void refuse(Response response, List<Runnable> consequences) {
    if (owner.request().hasCredentials()) {
      endOne(owner, response, consequences);
      inquiries.note(Question.AFTER_CHANGE);
      return;
    }
    for (Subscriber subscriber : takeMembers(consequences)) {
      boolean isRefused = !subscriber.request().hasCredentials();
      consequences.add(isRefused ? () -> subscriber.end(response) : subscriber::moveOn);
    }
  }

  @GuardedBy("this")
  private void fail(Response response, Instant now, List<Runnable> consequences) {
    boolean forAll = Sharing.allows(context.rules(), response, owner.request());
    Version version = current;
    if (version == null) {
      if (!forAll) {
        share(Sharing.ALONE, consequences);
      }
      endEveryone(response, consequences);
      return;
    }
    if (failingSince == null) {
      failingSince = now;
    }
    Duration hidden =
        RefreshPolicy.hiddenFor(version.representation(), context.options().staleIfError());
    Duration left = hidden.minus(Duration.between(failingSince, now));
    boolean tooLong = left.isZero() || left.isNegative();
    Subscriber asker = owner;
    endOfPatience.cancel();
    if (!tooLong) {
      // The next poll may be due much later, where the origin has asked to be left alone.
      endOfPatience.start(context.timers(), left, () -> failedTooLong(response, asker));
    }
    // Who waits for the origin's word is told that there is none; who was shown a state is not.
    List<Subscriber> told = tooLong ? takeMembers(consequences) : takeWaiting();
    endFailed(told, response, asker, consequences);
  }

  private void failedTooLong(Response response, Subscriber asker) {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      if (failingSince != null && !closed) {
        endFailed(takeMembers(consequences), response, asker, consequences);
      }
    }
    consequences.forEach(Runnable::run);
  }

  @GuardedBy("this")
  private void endFailed(
      List<Subscriber> told, Response response, Subscriber asker, List<Runnable> consequences) {
    boolean forAll = Sharing.allows(context.rules(), response, asker.request());
    for (Subscriber subscriber : told) {
      boolean mayRead = forAll || subscriber == asker;
      endOne(subscriber, RefreshPolicy.terminal(response, mayRead), consequences);
    }
  }

  @GuardedBy("this")
  private void recovered() {
    failingSince = null;
    endOfPatience.cancel();
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
