package org.nativecomet.gateway.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.VarySelection;

/**
 * One request on its way to the origin, and all whom its answer may be for.
 *
 * <p>The first asker's request is sent. Others join as long as they might be answered by what it
 * brings: until the head of the response is here by what is known of the target, then by the rules
 * for stored responses. The fetch goes on as long as anybody waits for it, whoever sent it.
 *
 * <p>Threading: any thread. The lock guards who waits; nobody is answered while it is held.
 */
final class Flight implements ResponseSink {
  /** What is done with those who waited. */
  interface Listener {
    /** The answer is here; called before anybody has it. */
    void landed(Flight flight, Receipt receipt);

    /** The answer is no good, even for the one whose request was sent. */
    void askAgain(Asker sender);

    /** The answer is not for this one. */
    void released(Asker asker, Share share, Receipt receipt);

    /** The wait of one who did not send the request is over. */
    void waited(Share share);

    /** Nobody can join any more. May be called more than once. */
    void ended(Flight flight);
  }

  private final Asker sender;
  private final Collapsing collapsing;
  private final Optional<VarySelection> likely;
  private final Reception reception;
  private final Clock clock;
  private final Listener listener;
  private final AtomicBoolean isAnswered = new AtomicBoolean();

  @GuardedBy("this")
  private final Set<Asker> askers = new LinkedHashSet<>();

  @GuardedBy("this")
  private final List<Runnable> abandonActions = new ArrayList<>(1);

  @GuardedBy("this")
  private @Nullable Receipt receipt;

  @GuardedBy("this")
  private boolean isAbandoned;

  /** One that is not under way yet. */
  Flight(Asker sender, Collapsing collapsing, Reception reception, Clock clock, Listener listener) {
    this.sender = sender;
    this.collapsing = collapsing;
    this.likely = sender.attempt().vary().select(sender.request().fields());
    this.reception = reception;
    this.clock = clock;
    this.listener = listener;
    askers.add(sender);
  }

  Fetch fetch() {
    return sender.fetch();
  }

  Collapsing collapsing() {
    return collapsing;
  }

  synchronized boolean isWanted() {
    return !isAbandoned;
  }

  /**
   * Lets one more wait for the answer, if it might be for it, or has it answered at once.
   *
   * @return empty where it cannot; otherwise the share it has in what is here, empty if it waits
   */
  Optional<Optional<Share>> join(Asker asker) {
    if (isOvertakenByWhatIsStoredFor(asker)) {
      return Optional.empty();
    }
    Receipt landed;
    synchronized (this) {
      landed = receipt;
      if (landed == null) {
        boolean isWelcome = !isAbandoned && mightAnswer(asker);
        return isWelcome && askers.add(asker) ? Optional.of(Optional.empty()) : Optional.empty();
      }
    }
    Share share = SharePolicy.decide(landed, fetch(), asker.fetch(), clock.instant());
    return share.answer().isPresent() ? Optional.of(Optional.of(share)) : Optional.empty();
  }

  /** What was asked for before a response was received may be older than that response. */
  private boolean isOvertakenByWhatIsStoredFor(Asker asker) {
    return asker
        .fetch()
        .selected()
        .filter(stored -> stored.responseTime().isAfter(fetch().requestTime()))
        .isPresent();
  }

  private boolean mightAnswer(Asker asker) {
    return likely.filter(selection -> selection.matches(asker.request().fields())).isPresent()
        && Conditions.ofSent(fetch()).allow(Conditions.of(asker.request()));
  }

  /** One who waited has gone. With the last one the origin's answer is not wanted any more. */
  void leave(Asker asker) {
    List<Runnable> actions;
    synchronized (this) {
      if (!askers.remove(asker) || !askers.isEmpty()) {
        return;
      }
      isAbandoned = true;
      actions = List.copyOf(abandonActions);
    }
    listener.ended(this);
    actions.forEach(Runnable::run);
  }

  @Override
  public void respond(Response response) {
    if (!isAnswered.compareAndSet(false, true)) {
      response.content().discard();
      return;
    }
    Receipt landed = reception.receive(fetch(), response, () -> listener.ended(this));
    listener.landed(this, landed);
    List<Asker> all;
    synchronized (this) {
      receipt = landed;
      all = List.copyOf(askers);
      askers.clear();
    }
    boolean isStillArriving = landed.arrival().flatMap(Arrival::arriving).isPresent();
    if (!isStillArriving) {
      listener.ended(this);
    }
    answer(all, landed);
  }

  /** Answers all, after each has been given its place in content that is still arriving. */
  private void answer(List<Asker> all, Receipt landed) {
    List<Runnable> answers = new ArrayList<>(all.size());
    for (Asker asker : all) {
      answers.add(asker == sender ? answerToSender(landed) : answerTo(asker, landed));
    }
    landed.arrival().flatMap(Arrival::arriving).ifPresent(ArrivingContent::abandonIfUnread);
    if (!all.contains(sender)) {
      landed.discardAnswer();
    }
    answers.forEach(Runnable::run);
  }

  private Runnable answerToSender(Receipt landed) {
    Optional<Response> answer = landed.answerToSender();
    return answer.isPresent()
        ? () -> sender.client().respond(answer.get())
        : () -> listener.askAgain(sender);
  }

  private Runnable answerTo(Asker asker, Receipt landed) {
    Share share = SharePolicy.decide(landed, fetch(), asker.fetch(), clock.instant());
    listener.waited(share);
    return share.answer().isPresent()
        ? () -> asker.client().respond(share.answer().get())
        : () -> listener.released(asker, share, landed);
  }

  /** {@inheritDoc} Only the one whose request was sent is told: the others sent none. */
  @Override
  public void inform(InterimResponse response) {
    boolean isThere;
    synchronized (this) {
      isThere = askers.contains(sender);
    }
    if (isThere) {
      sender.client().inform(response);
    }
  }

  @Override
  public Outlet hold(Fields outerFields) {
    throw new IllegalStateException("a fetch asks for one response, not to be held");
  }

  @Override
  public void onAbandoned(Runnable action) {
    synchronized (this) {
      if (!isAbandoned) {
        abandonActions.add(action);
        return;
      }
    }
    action.run();
  }
}
