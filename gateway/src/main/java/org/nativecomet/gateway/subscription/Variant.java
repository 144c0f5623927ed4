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
import org.nativecomet.gateway.change.PollOutcome;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Shareability;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

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
   * such fetches start at least VALIDATION_SPACING apart: a storm of reconnecting clients costs the
   * origin no more than ten conditional requests a second for a resource.
   */

  /** Whom the variant is for, which the first response tells. */
  private enum Sharing {
    UNKNOWN,
    SHARED,
    ALONE
  }

  /** The shortest time between the starts of two fetches made only to confirm a first state. */
  private static final Duration VALIDATION_SPACING = Duration.ofMillis(100);

  private final Hub hub;
  private final HubContext context;
  private final TargetUri target;
  private final Audience audience;
  private final ConditionalPolling.Polled polled;

  @GuardedBy("this")
  private Subscriber owner;

  @GuardedBy("this")
  private final Set<Subscriber> members = Collections.newSetFromMap(new IdentityHashMap<>());

  @GuardedBy("this")
  private List<Subscriber> waiting = new ArrayList<>();

  @GuardedBy("this")
  private Sharing sharing;

  @GuardedBy("this")
  private VarySelection selection = VarySelection.NONE;

  @GuardedBy("this")
  private @Nullable Version current;

  @GuardedBy("this")
  private long lastNumber;

  @GuardedBy("this")
  private @Nullable Fetch fetch;

  @GuardedBy("this")
  private Instant lastStart = Instant.MIN;

  @GuardedBy("this")
  private boolean changedMeanwhile;

  @GuardedBy("this")
  private boolean validationScheduled;

  @GuardedBy("this")
  private boolean deletedThroughUs;

  @GuardedBy("this")
  private @Nullable Instant failingSince;

  @GuardedBy("this")
  private boolean closed;

  Variant(Hub hub, HubContext context, Subscriber first) {
    this.hub = hub;
    this.context = context;
    this.target = first.request().request().target();
    this.owner = first;
    this.sharing = first.isAlone() ? Sharing.ALONE : Sharing.UNKNOWN;
    this.audience = new Audience(context.clock(), context.events());
    this.polled = context.polling().watch(this::poll);
  }

  TargetUri target() {
    return target;
  }

  /** Whether it is, or may yet turn out to be, for others than its first subscriber. */
  synchronized boolean isShared() {
    return sharing != Sharing.ALONE;
  }

  /** Whether this subscriber may watch it. */
  synchronized boolean matches(Subscriber subscriber) {
    SubscriptionRequest request = subscriber.request();
    if (closed || subscriber.isAlone() || request.unstored() || owner.request().unstored()) {
      return false;
    }
    return switch (sharing) {
      case ALONE -> false;
      case UNKNOWN ->
          !request.hasCredentials()
              && request.retrieval().fields().equals(owner.request().retrieval().fields());
      case SHARED -> selection.matches(request.retrieval().fields()) && mayBeShownTo(request);
    };
  }

  @GuardedBy("this")
  private boolean mayBeShownTo(SubscriptionRequest request) {
    Version version = current;
    return version != null
        && shareability(
                request, version.representation().statusCode(), version.representation().fields())
            .isShareable();
  }

  /** Whether the other is shared and of the same selection, so that one of the two is too many. */
  boolean isTwinOf(Variant other) {
    if (other == this) {
      return false;
    }
    Optional<VarySelection> theirs = other.sharedSelection();
    return theirs.isPresent() && theirs.equals(sharedSelection());
  }

  private synchronized Optional<VarySelection> sharedSelection() {
    return !closed && sharing == Sharing.SHARED ? Optional.of(selection) : Optional.empty();
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
      if (current != null && mayBeShownAtOnce(subscriber.request(), current.representation())) {
        known = current;
      } else {
        waiting.add(subscriber);
      }
    }
    if (known != null) {
      begin(subscriber, known);
    } else {
      fetchForWaiting();
    }
    return true;
  }

  private boolean mayBeShownAtOnce(SubscriptionRequest request, Representation representation) {
    return !request.validated() && representation.mayBeShownUnvalidated(context.clock().instant());
  }

  private void begin(Subscriber subscriber, Version version) {
    subscriber.begin(version, sawOnly(version.representation()), audience);
  }

  /** Removes a subscriber; with the last one everything ends that was done for them. */
  void leave(Subscriber subscriber) {
    Fetch abandoned = null;
    synchronized (this) {
      if (!members.remove(subscriber)) {
        return;
      }
      waiting.remove(subscriber);
      if (members.isEmpty()) {
        abandoned = close();
      } else if (owner == subscriber) {
        // Nobody's credentials are used once they have left.
        owner = members.iterator().next();
      }
    }
    afterLeaving(abandoned);
  }

  private void afterLeaving(@Nullable Fetch abandoned) {
    if (abandoned != null) {
      abandoned.abandon();
    }
    synchronized (this) {
      if (!closed) {
        return;
      }
    }
    hub.forget(this);
  }

  /** Ends it: nobody joins any more, nothing is polled. Gives the fetch that nobody waits for. */
  @GuardedBy("this")
  private @Nullable Fetch close() {
    closed = true;
    polled.stop();
    Fetch underWay = fetch;
    fetch = null;
    return underWay;
  }

  /** A change was signalled: the origin is asked now, or again when it has answered. */
  int changed(Change.Cause cause) {
    int reached;
    synchronized (this) {
      if (closed) {
        return 0;
      }
      reached = members.size();
      deletedThroughUs |= cause == Change.Cause.DELETION;
      if (fetch != null) {
        changedMeanwhile = true;
        return reached;
      }
    }
    start(Question.AFTER_CHANGE);
    return reached;
  }

  private void poll() {
    start(Question.POLL);
  }

  private void fetchForWaiting() {
    Duration wait;
    synchronized (this) {
      if (closed || fetch != null || waiting.isEmpty() || validationScheduled) {
        return;
      }
      Instant earliest =
          lastStart.equals(Instant.MIN) ? lastStart : lastStart.plus(VALIDATION_SPACING);
      Instant now = context.clock().instant();
      wait = earliest.isAfter(now) ? Duration.between(now, earliest) : Duration.ZERO;
      validationScheduled = !wait.isZero();
    }
    if (wait.isZero()) {
      start(Question.FIRST_STATE);
    } else {
      context
          .timers()
          .after(
              wait,
              () -> {
                synchronized (this) {
                  validationScheduled = false;
                }
                start(Question.FIRST_STATE);
              });
    }
  }

  private void start(Question question) {
    Fetch started;
    SubscriptionRequest asker;
    Optional<Representation> known;
    Confidence needed;
    synchronized (this) {
      if (closed || fetch != null) {
        return;
      }
      started = Fetch.of(context.options().maxRepresentation(), this::fetched);
      fetch = started;
      lastStart = context.clock().instant();
      asker = owner.request();
      known = Optional.ofNullable(current).map(Version::representation);
      needed =
          waiting.stream()
              .map(subscriber -> subscriber.request().confidence())
              .max(Comparator.naturalOrder())
              .orElse(Confidence.CONFIRMED);
    }
    started.start(question.ask(asker, known, needed), context.next());
  }

  private void fetched(Response response) {
    Instant now = context.clock().instant();
    Optional<Representation> received =
        RefreshPolicy.isRepresentation(response)
            ? Optional.of(Representation.of(response, now))
            : Optional.empty();
    List<Runnable> consequences = new ArrayList<>();
    RefreshPolicy.Meaning meaning;
    synchronized (this) {
      fetch = null;
      if (closed) {
        return;
      }
      Representation shown = current == null ? null : current.representation();
      meaning = RefreshPolicy.meaning(shown, response, received);
      switch (meaning) {
        case NEW_STATE -> receive(received.orElseThrow(), now, consequences);
        case SAME_STATE -> confirm(consequences);
        case ENDED -> end(response, consequences);
        case FAILING -> fail(response, now, consequences);
      }
    }
    context.events().refreshed(word(meaning));
    consequences.forEach(Runnable::run);
    continueAfter(meaning, response, received, now);
  }

  /** Asks again at once where that is due, and otherwise settles when to ask next. */
  private void continueAfter(
      RefreshPolicy.Meaning meaning,
      Response response,
      Optional<Representation> received,
      Instant now) {
    boolean again;
    synchronized (this) {
      if (closed || fetch != null) {
        return;
      }
      again = changedMeanwhile;
      changedMeanwhile = false;
    }
    if (again) {
      start(Question.AFTER_CHANGE);
    } else if (received.filter(state -> state.isStoredAndStale(now)).isPresent()) {
      start(Question.POLL);
    } else {
      polled.answered(outcome(meaning, response, received, now));
      fetchForWaiting();
    }
  }

  @GuardedBy("this")
  private void receive(Representation state, Instant now, List<Runnable> consequences) {
    failingSince = null;
    deletedThroughUs = false;
    if (sharing == Sharing.SHARED) {
      if (!isShareable(state)) {
        dissolve(consequences);
        return;
      }
      selectAnew(state, consequences);
    }
    boolean settles = sharing == Sharing.UNKNOWN;
    if (settles) {
      settleSharing(state, consequences);
    }
    boolean onlyVersion = sawOnly(state);
    saw(state);
    lastNumber++;
    Optional<Representation> predecessor =
        Optional.ofNullable(current).map(Version::representation);
    Version version = new Version(lastNumber, target, state, predecessor, now);
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

  @GuardedBy("this")
  private void confirm(List<Runnable> consequences) {
    failingSince = null;
    deletedThroughUs = false;
    Version version = current;
    if (version != null) {
      for (Subscriber subscriber : takeWaiting()) {
        consequences.add(() -> begin(subscriber, version));
      }
    }
  }

  /** The first response tells whom the variant is for. */
  @GuardedBy("this")
  private void settleSharing(Representation state, List<Runnable> consequences) {
    if (isShareable(state)) {
      sharing = Sharing.SHARED;
      selection = selectedBy(owner.request(), state);
    } else {
      sharing = Sharing.ALONE;
      sendAwayAllButOwner(consequences);
    }
  }

  @GuardedBy("this")
  private void sendAwayAllButOwner(List<Runnable> consequences) {
    for (Subscriber subscriber : takeWaiting()) {
      if (subscriber == owner) {
        waiting.add(subscriber);
      } else {
        members.remove(subscriber);
        subscriber.becomeAlone();
        consequences.add(() -> hub.join(subscriber));
      }
    }
  }

  /** The response may nominate other fields than the last one: who no longer matches moves on. */
  @GuardedBy("this")
  private void selectAnew(Representation state, List<Runnable> consequences) {
    VarySelection newSelection = selectedBy(owner.request(), state);
    if (newSelection.equals(selection)) {
      return;
    }
    selection = newSelection;
    for (Subscriber subscriber : List.copyOf(members)) {
      if (!newSelection.matches(subscriber.request().retrieval().fields())) {
        members.remove(subscriber);
        waiting.remove(subscriber);
        consequences.add(subscriber::moveOn);
      }
    }
  }

  @GuardedBy("this")
  private boolean isShareable(Representation state) {
    return shareability(owner.request(), state.statusCode(), state.fields()).isShareable();
  }

  private static VarySelection selectedBy(SubscriptionRequest asker, Representation state) {
    return Vary.of(state.fields()).select(asker.retrieval().fields()).orElse(VarySelection.NONE);
  }

  /** Everyone finds another variant, having been shown what they were shown. */
  void dissolve() {
    List<Runnable> consequences = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        return;
      }
      dissolve(consequences);
    }
    consequences.forEach(Runnable::run);
  }

  @GuardedBy("this")
  private void dissolve(List<Runnable> consequences) {
    List<Subscriber> all = new ArrayList<>(members);
    members.clear();
    waiting.clear();
    Fetch abandoned = close();
    consequences.add(() -> afterLeaving(abandoned));
    all.forEach(subscriber -> consequences.add(() -> subscriber.moveOn()));
  }

  @GuardedBy("this")
  private void end(Response response, List<Runnable> consequences) {
    boolean deleted = response.statusCode() == 404 && deletedThroughUs && current != null;
    Response last = deleted ? new Response(410, response.fields(), response.content()) : response;
    boolean first = current == null;
    if (first
        && !shareability(owner.request(), response.statusCode(), response.fields()).isShareable()) {
      sendAwayAllButOwner(consequences);
    }
    endEveryone(last, consequences);
  }

  @GuardedBy("this")
  private void fail(Response response, Instant now, List<Runnable> consequences) {
    Version version = current;
    if (version == null) {
      endEveryone(response, consequences);
      return;
    }
    for (Subscriber subscriber : takeWaiting()) {
      members.remove(subscriber);
      consequences.add(() -> subscriber.end(RefreshPolicy.terminal(response)));
    }
    if (failingSince == null) {
      failingSince = now;
    }
    Duration hidden =
        RefreshPolicy.hiddenFor(version.representation(), context.options().staleIfError());
    if (Duration.between(failingSince, now).compareTo(hidden) >= 0) {
      endEveryone(RefreshPolicy.terminal(response), consequences);
    }
  }

  @GuardedBy("this")
  private void endEveryone(Response last, List<Runnable> consequences) {
    List<Subscriber> all = new ArrayList<>(members);
    members.clear();
    waiting.clear();
    Fetch abandoned = close();
    consequences.add(() -> afterLeaving(abandoned));
    all.forEach(subscriber -> consequences.add(() -> subscriber.end(last)));
  }

  @GuardedBy("this")
  private List<Subscriber> takeWaiting() {
    List<Subscriber> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  @GuardedBy("this")
  private void saw(Representation state) {
    context.versionLog().saw(target, selection, state.modified(), state.fingerprint());
  }

  private synchronized boolean sawOnly(Representation state) {
    return context.versionLog().sawOnly(target, selection, state.modified(), state.fingerprint());
  }

  private static Shareability shareability(
      SubscriptionRequest request, int statusCode, Fields response) {
    return Shareability.of(request.retrieval().fields(), statusCode, response);
  }

  private static PollOutcome outcome(
      RefreshPolicy.Meaning meaning,
      Response response,
      Optional<Representation> received,
      Instant now) {
    PollOutcome.Kind kind =
        switch (meaning) {
          case NEW_STATE -> PollOutcome.Kind.CHANGED;
          case SAME_STATE -> PollOutcome.Kind.UNCHANGED;
          case ENDED, FAILING -> PollOutcome.Kind.FAILED;
        };
    Optional<Duration> retryAfter =
        response.fields().first("Retry-After").map(CacheDirectives::parseSeconds);
    return new PollOutcome(kind, received.flatMap(state -> state.freshFor(now)), retryAfter);
  }

  private static String word(RefreshPolicy.Meaning meaning) {
    return switch (meaning) {
      case NEW_STATE -> "changed";
      case SAME_STATE -> "unchanged";
      case ENDED -> "ended";
      case FAILING -> "failing";
    };
  }
}
