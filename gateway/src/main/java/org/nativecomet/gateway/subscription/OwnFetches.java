package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * The fetches of one resource that are for one subscriber each, made with its own credentials: a
 * change costs as many as there are such subscribers, so they go a few at a time and at a bounded
 * pace.
 *
 * <p>Each reason to ask has a lane. Within a lane whoever waits longest is first; the lanes take
 * turns, so that nobody starves: neither who has just come while thousands are told of a change,
 * nor those thousands while others keep coming. Whoever waits is in one lane once, and asks when
 * its turn comes, so it is told the newest state and no earlier one.
 *
 * <p>What is asked because of a change counts in the hub too, one fetch at a time: who waits for
 * room there holds no place here, so nobody else of the resource waits with it, and no resource has
 * more than its turn however many ask for themselves.
 *
 * <p>Threading: any thread; the lock guards all of it, and nothing is called while it is held.
 */
final class OwnFetches implements RefreshQueue.Asker {
  /** Why somebody asks. */
  enum Lane {
    /** It has been shown nothing yet. */
    FIRST,
    /** Something has changed. */
    CHANGE,
    /** It is time to see whether its credentials still hold. */
    CHECK,
    /** It is time to look whether something has changed. */
    POLL
  }

  private final int mostAtOnce;
  private final Pace pace;
  private final Pace pollPace;
  private final Clock clock;
  private final Timers timers;
  private final GatewayEvents events;
  private final RefreshQueue changes;
  private final Hints hints = new Hints();

  @GuardedBy("this")
  private final Map<Lane, Set<Place>> waiting = new EnumMap<>(Lane.class);

  /** The lanes, the one that was served last at the end. */
  @GuardedBy("this")
  private final List<Lane> turns = new ArrayList<>(List.of(Lane.values()));

  /** Whose fetch is under way, with what gives its room in the hub back, if it has any there. */
  @GuardedBy("this")
  private final Map<Place, Runnable> fetching = new HashMap<>();

  /** Whether a thread is starting fetches; it looks again before it stops. */
  @GuardedBy("this")
  private boolean starting;

  /** Whether it waits in the hub for room for one fetch because of a change. */
  @GuardedBy("this")
  private boolean waitsForRoom;

  /** Gives the room back that the hub has for one such fetch, while that is not begun. */
  @GuardedBy("this")
  private @Nullable Runnable room;

  @GuardedBy("this")
  private final SingleTimer wakeUp = new SingleTimer();

  @GuardedBy("this")
  private @Nullable Instant wakeUpAt;

  /**
   * Nobody asks.
   *
   * @param changes has the room for what is asked because of changes, of all resources
   */
  OwnFetches(HubContext context, RefreshQueue changes) {
    this.changes = changes;
    SubscriptionOptions options = context.options();
    this.mostAtOnce = options.maxPrivateFetches();
    this.pace = new Pace(options.privateFetchesPerSecond());
    this.pollPace = new Pace(options.privatePollsPerSecond());
    this.clock = context.clock();
    this.timers = context.timers();
    this.events = context.events();
  }

  /** Whether what one of them finds changed is worth asking for at once by the others. */
  Hints hints() {
    return hints;
  }

  /**
   * A place for somebody who will ask from time to time.
   *
   * @param start begins the fetch when it may, on any thread, and leads to {@link Place#leave}
   *     sooner or later
   */
  Place place(Runnable start) {
    return new Place(start);
  }

  /** Where one asker stands: nowhere, in a lane, or among those whose fetch is under way. */
  final class Place {
    private final Runnable start;

    private Place(Runnable start) {
      this.start = start;
    }

    /** Waits for its turn; who waits already only moves to a lane that matters more. */
    void ask(Lane wanted) {
      if (enter(this, wanted)) {
        startThoseWhoMay();
      }
    }

    /** The fetch is answered, or is not wanted any more. */
    void leave() {
      remove(this).ifPresent(OwnFetches.this::startOthers);
    }
  }

  private synchronized boolean enter(Place place, Lane wanted) {
    if (fetching.containsKey(place)) {
      return false;
    }
    for (Lane lane : Lane.values()) {
      if (lane(lane).contains(place)) {
        if (lane.compareTo(wanted) <= 0) {
          return false;
        }
        lane(lane).remove(place);
      }
    }
    return lane(wanted).add(place);
  }

  /** What is to be run where it makes room; empty where it does not. */
  private synchronized Optional<Runnable> remove(Place place) {
    waiting.values().forEach(lane -> lane.remove(place));
    return Optional.ofNullable(fetching.remove(place));
  }

  private void startOthers(Runnable ended) {
    ended.run();
    startThoseWhoMay();
  }

  @GuardedBy("this")
  private Set<Place> lane(Lane lane) {
    return waiting.computeIfAbsent(lane, unused -> new LinkedHashSet<>());
  }

  /** One thread at a time, one fetch after the other: one may be answered while it starts. */
  private void startThoseWhoMay() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (Optional<Place> next = next(); next.isPresent(); next = next()) {
      start(next.get());
    }
    if (needsRoom()) {
      changes.add(this);
    }
  }

  /** Whether the hub is to be asked for room: one who could start otherwise has none. */
  private synchronized boolean needsRoom() {
    boolean needs =
        !waitsForRoom
            && room == null
            && fetching.size() < mostAtOnce
            && isDue(Lane.CHANGE, clock.instant());
    waitsForRoom |= needs;
    return needs;
  }

  @Override
  public void askAfterChange(Runnable ended) {
    synchronized (this) {
      waitsForRoom = false;
      room = ended;
    }
    startThoseWhoMay();
    takeUnusedRoom().ifPresent(Runnable::run);
  }

  /** Those who waited for it may have left, or have to wait for something else. */
  private synchronized Optional<Runnable> takeUnusedRoom() {
    Optional<Runnable> unused = Optional.ofNullable(room);
    room = null;
    return unused;
  }

  private void start(Place place) {
    try {
      place.start.run();
    } catch (RuntimeException bug) {
      // Of one subscriber's fetch; the others are not to wait for it forever.
      events.unexpected(bug);
      place.leave();
    }
  }

  /** Whose turn it is; empty where nobody may start now, which ends the starting. */
  private synchronized Optional<Place> next() {
    Instant now = clock.instant();
    Optional<Place> next = next(now);
    if (next.isEmpty()) {
      starting = false;
      planToWakeUp(now);
    }
    return next;
  }

  @GuardedBy("this")
  private Optional<Place> next(Instant now) {
    if (fetching.size() >= mostAtOnce) {
      return Optional.empty();
    }
    for (Lane lane : turns) {
      if (isDue(lane, now) && (lane != Lane.CHANGE || room != null)) {
        turns.remove(lane);
        turns.add(lane);
        return Optional.of(take(lane, now));
      }
    }
    return Optional.empty();
  }

  @GuardedBy("this")
  private boolean isDue(Lane lane, Instant now) {
    return !lane(lane).isEmpty() && paceOf(lane).untilNext(now).isZero();
  }

  @GuardedBy("this")
  private Place take(Lane lane, Instant now) {
    Iterator<Place> places = lane(lane).iterator();
    Place first = places.next();
    places.remove();
    Optional<Runnable> fromHub = lane == Lane.CHANGE ? takeUnusedRoom() : Optional.empty();
    fetching.put(first, fromHub.orElse(() -> {}));
    paceOf(lane).start(now);
    return first;
  }

  private Pace paceOf(Lane lane) {
    return lane == Lane.POLL ? pollPace : pace;
  }

  /** Where only the pace holds somebody back, time is what they wait for. */
  @GuardedBy("this")
  private void planToWakeUp(Instant now) {
    if (fetching.size() >= mostAtOnce) {
      return;
    }
    for (Lane lane : Lane.values()) {
      // Who is due and did not start waits for room in the hub, which tells.
      if (!lane(lane).isEmpty() && !isDue(lane, now)) {
        wakeUpAfter(paceOf(lane).untilNext(now), now);
      }
    }
  }

  @GuardedBy("this")
  private void wakeUpAfter(Duration wait, Instant now) {
    Instant at = now.plus(wait);
    if (wakeUpAt == null || at.isBefore(wakeUpAt)) {
      // One timer at a time: each that runs may set the next.
      wakeUp.cancel();
      wakeUpAt = at;
      wakeUp.start(timers, wait, this::wakeUp);
    }
  }

  private void wakeUp() {
    synchronized (this) {
      wakeUp.cancel();
      wakeUpAt = null;
    }
    startThoseWhoMay();
  }
}
