package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.Timers;

/**
 * The checks of one circle: the origin is asked about each member, with the member's own
 * credentials, before its last word about that member is older than the interval.
 *
 * <p>Threading: any thread; the lock guards what is due and under way, and nothing is called while
 * it is held.
 */
final class Checks {
  /** Members that came together are checked apart, in so much of the interval before its end. */
  private static final double SPREAD = 0.1;

  /** The fractions of its multiples fall evenly between 0 and 1, however many they are. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  /** An origin that could not say is asked again no later than this. */
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  /** Whom the checks are about. */
  interface Members {
    /** What to ask about this one; empty where it is no member any more. */
    Optional<Inquiry> inquiryAbout(Subscriber member);

    /** The origin has answered. */
    void checked(Subscriber member, Inquiry inquiry, Response response);
  }

  /**
   * What the origin is asked about a member.
   *
   * @param shown what the members were shown when it was asked
   */
  record Inquiry(Request request, Circle shown) {}

  private record Due(Instant at, long number, Subscriber member, Duration interval) {}

  private final Members members;
  private final Duration interval;
  private final HubContext context;
  private final OwnFetches ownFetches;

  @GuardedBy("this")
  private final TreeSet<Due> due =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::number));

  @GuardedBy("this")
  private final Map<Subscriber, Due> dueOf = new HashMap<>();

  @GuardedBy("this")
  private final Map<Subscriber, Check> underWay = new HashMap<>();

  @GuardedBy("this")
  private long numbered;

  @GuardedBy("this")
  private Timers.@Nullable Scheduled timer;

  @GuardedBy("this")
  private boolean stopped;

  Checks(Members members, Duration interval, HubContext context, OwnFetches ownFetches) {
    this.members = members;
    this.interval = interval;
    this.context = context;
    this.ownFetches = ownFetches;
  }

  /** The origin has given its word about a member: it is asked again in time. */
  synchronized void add(Subscriber member, Instant checkedAt) {
    double fraction = numbered * GOLDEN_RATIO % 1;
    Duration own = Duration.ofNanos((long) (interval.toNanos() * (1 - SPREAD * fraction)));
    plan(member, checkedAt.plus(own), own);
  }

  /** The origin could not say. */
  synchronized void retry(Subscriber member) {
    Duration soon = interval.dividedBy(10);
    Duration wait = soon.compareTo(LONGEST_RETRY) < 0 ? soon : LONGEST_RETRY;
    plan(member, context.clock().instant().plus(wait), Duration.ZERO);
  }

  /** It is no member any more, and its credentials are not used any more. */
  void left(Subscriber member) {
    Check abandoned;
    synchronized (this) {
      Due forgotten = dueOf.remove(member);
      if (forgotten != null) {
        due.remove(forgotten);
      }
      abandoned = underWay.remove(member);
    }
    if (abandoned != null) {
      abandoned.abandon();
    }
  }

  /** There is no circle any more. */
  void stop() {
    List<Check> abandoned;
    synchronized (this) {
      stopped = true;
      abandoned = List.copyOf(underWay.values());
      underWay.clear();
      due.clear();
      dueOf.clear();
      schedule();
    }
    abandoned.forEach(Check::abandon);
  }

  @GuardedBy("this")
  private void plan(Subscriber member, Instant at, Duration own) {
    if (stopped) {
      return;
    }
    Due planned = new Due(at, numbered++, member, own);
    Due earlier = dueOf.put(member, planned);
    if (earlier != null) {
      due.remove(earlier);
    }
    due.add(planned);
    schedule();
  }

  /** One timer, for whoever is due first. */
  @GuardedBy("this")
  private void schedule() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (!due.isEmpty()) {
      Duration wait = Duration.between(context.clock().instant(), due.first().at());
      timer = context.timers().after(wait.isNegative() ? Duration.ZERO : wait, this::wake);
    }
  }

  private void wake() {
    List<Check> begun = new ArrayList<>();
    synchronized (this) {
      Instant now = context.clock().instant();
      while (!due.isEmpty() && !due.first().at().isAfter(now)) {
        takeDue(now).ifPresent(begun::add);
      }
      schedule();
    }
    begun.forEach(check -> check.place.ask(OwnFetches.Lane.CHECK));
  }

  @GuardedBy("this")
  private Optional<Check> takeDue(Instant now) {
    Due first = due.first();
    due.remove(first);
    dueOf.remove(first.member());
    // Its credentials may have asked for all in the meantime, which is a check as well.
    Instant checkedAt = first.member().clearance().map(Clearance::at).orElse(Instant.MIN);
    boolean isOver =
        first.interval().isZero()
            || checkedAt.equals(Instant.MIN)
            || !checkedAt.plus(first.interval()).isAfter(now);
    if (!isOver) {
      plan(first.member(), checkedAt.plus(first.interval()), first.interval());
      return Optional.empty();
    }
    Check check = new Check(first.member());
    underWay.put(first.member(), check);
    return Optional.of(check);
  }

  private synchronized boolean isOver(Check check) {
    return underWay.remove(check.member, check);
  }

  /** One request about one member. */
  private final class Check {
    private final Subscriber member;
    private final OwnFetches.Place place = ownFetches.place(this::begin);
    private volatile @Nullable Fetch fetch;

    private Check(Subscriber member) {
      this.member = member;
    }

    private void begin() {
      Optional<Inquiry> inquiry = members.inquiryAbout(member);
      if (inquiry.isEmpty()) {
        place.leave();
        return;
      }
      Fetch begun =
          Fetch.of(
              context.options().maxRepresentation(),
              (asked, response) -> answered(inquiry.get(), response),
              () -> {});
      fetch = begun;
      begun.start(inquiry.get().request(), context.next(), context.events());
    }

    private void answered(Inquiry inquiry, Response response) {
      place.leave();
      if (isOver(this)) {
        members.checked(member, inquiry, response);
      }
    }

    private void abandon() {
      place.leave();
      Fetch abandoned = fetch;
      if (abandoned != null) {
        abandoned.abandon();
      }
    }
  }
}
