package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;

/**
 * When one variant asks the origin, and what: one fetch at a time, and whatever comes up meanwhile
 * is noted for the next.
 *
 * <p>A question is asked at once, where the answer will be for all who share. Where it is for one
 * subscriber it waits for its turn among those of the resource who ask for themselves; where it is
 * because of a change, for room in the hub.
 *
 * <p>Threading: guarded by its variant.
 */
final class Asking {
  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final BiConsumer<Fetch, Response> answered;
  private final OwnFetches.Place place;
  private final Inquiries inquiries = new Inquiries();

  /**
   * Nothing is asked yet.
   *
   * @param answered takes what a fetch brings; called where the lock is free
   */
  Asking(
      VariantContext context,
      Membership members,
      Known known,
      BiConsumer<Fetch, Response> answered) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.answered = answered;
    this.place =
        context.ownFetches().place(() -> context.lock().decide(turn -> askPlanned(() -> {}, turn)));
  }

  boolean isUnderWay() {
    return inquiries.isUnderWay();
  }

  /** Whether what is shown may be older than what was shown elsewhere. */
  boolean isPerhapsOvertaken(Version version, List<Shown> elsewhere) {
    return elsewhere.stream()
        .anyMatch(other -> other.differsFrom(version) && !inquiries.haveConfirmedAfter(other.at()));
  }

  /** Whether what the fetch under way brings may be older than what was shown elsewhere. */
  boolean isPerhapsOvertaken(List<Shown> elsewhere) {
    return elsewhere.stream()
        .anyMatch(
            other -> known.isPerhapsFor(other.sharing()) && !inquiries.haveBegunAfter(other.at()));
  }

  /** The last fetch has brought what the origin had after it was begun. */
  void confirmed() {
    inquiries.confirmed();
  }

  /** Whether a fetch was begun later than this, so that it has seen what was so by then. */
  boolean hasBegunAfter(Instant time) {
    return inquiries.haveBegunAfter(time);
  }

  /** What the last fetch asked. */
  Question lastAsked() {
    return inquiries.asked();
  }

  /** Whose request the last fetch was made with, who may have left since; there was one. */
  Subscriber lastAsker() {
    return inquiries.asker();
  }

  /** When the last fetch was begun; there was one. */
  Instant begunAt() {
    return inquiries.begunAt();
  }

  /** The moment, among the changes of groups, at which the last fetch was begun. */
  long lastMoment() {
    return inquiries.lastMoment();
  }

  /** Something was signalled that an answer may have missed: it is to be asked next. */
  void note(Question question) {
    inquiries.note(question);
  }

  /** Nothing that was noted matters any more. */
  void forgetWhatWasNoted() {
    inquiries.takeNoted();
  }

  /** Asks now, or again when the fetch under way is answered. */
  void askOrNote(Question question, Consequences consequences) {
    if (inquiries.isUnderWay()) {
      inquiries.note(question);
    } else if (question == Question.AFTER_CHANGE) {
      askAboutChange(consequences);
    } else {
      ask(question, consequences);
    }
  }

  /** What was noted while the last fetch was under way; says whether there was something. */
  boolean askWhatWasNoted(Consequences consequences) {
    Optional<Question> noted = inquiries.takeNoted();
    noted.ifPresent(question -> askOrNote(question, consequences));
    return noted.isPresent();
  }

  /** As soon as there is room for it among the fetches because of changes. */
  private void askAboutChange(Consequences consequences) {
    if (isForOne()) {
      ask(Question.AFTER_CHANGE, consequences);
    } else {
      consequences.add(() -> context.hub().refresh(context.variant()));
    }
  }

  /** For those who wait for their first message, who share a fetch. */
  void askForWaiting(Consequences consequences) {
    if (members.isClosed() || !members.isAwaited()) {
      return;
    }
    Optional<Duration> wait = inquiries.planConfirmation(context.now());
    if (wait.filter(Duration::isZero).isPresent()) {
      ask(Question.FIRST_STATE, consequences);
    } else {
      wait.ifPresent(this::askForWaitingAfter);
    }
  }

  private void askForWaitingAfter(Duration wait) {
    context.outside().timers().after(wait, () -> context.lock().decide(this::askWhenDue));
  }

  private void askWhenDue(Consequences consequences) {
    inquiries.confirmationIsDue();
    ask(Question.FIRST_STATE, consequences);
  }

  /** Asks at once, or when it is its turn, where the answer will be for one subscriber only. */
  void ask(Question question, Consequences consequences) {
    if (members.isClosed() || inquiries.isUnderWay()) {
      return;
    }
    inquiries.plan(question);
    if (isForOne()) {
      OwnFetches.Lane lane = laneOf(question);
      consequences.add(() -> place.ask(lane));
    } else {
      askPlanned(() -> {}, consequences);
    }
  }

  private boolean isForOne() {
    return known.sharing().isForOne(members.owner().request(), members.size());
  }

  private OwnFetches.Lane laneOf(Question question) {
    return question.lane(known.hasVersion(), context.ownFetches().hints().areGood());
  }

  /**
   * The origin is asked because of a change, with the room that the hub has for that.
   *
   * @param ended runs once, when it has answered or is not asked after all
   */
  void askAfterChange(Runnable ended, Consequences consequences) {
    if (inquiries.isUnderWay()) {
      inquiries.note(Question.AFTER_CHANGE);
    } else {
      inquiries.plan(Question.AFTER_CHANGE);
    }
    askPlanned(ended, consequences);
  }

  /**
   * Asks what is planned, unless there is nothing, or a fetch is under way.
   *
   * @param ended runs once, when it is answered, or abandoned, or not asked
   */
  private void askPlanned(Runnable ended, Consequences consequences) {
    boolean mayAsk = !members.isClosed() && !inquiries.isUnderWay();
    Optional<Question> planned = mayAsk ? inquiries.takePlanned() : Optional.empty();
    if (planned.isPresent()) {
      known.doubt().asked();
      begin(planned.get(), members.owner(), context.outside().next(), ended, consequences);
    } else {
      consequences.add(ended);
      consequences.add(place::leave);
      consequences.decide(this::askWhatFoundThePlaceTaken);
    }
  }

  private void askWhatFoundThePlaceTaken(Consequences consequences) {
    if (isPlanned(Question.FIRST_STATE)) {
      consequences.add(() -> place.ask(OwnFetches.Lane.CHANGE));
    }
  }

  /** Whether this question, or a more pressing one, waits for its turn. */
  private boolean isPlanned(Question least) {
    return !members.isClosed() && inquiries.isPlanned(least);
  }

  /**
   * A state has come that nobody asked for: it answers whatever was asked.
   *
   * @param asker whose request has led to it
   * @param source has it
   */
  void take(Subscriber asker, ExchangeHandler source, Consequences consequences) {
    inquiries.end().ifPresent(superseded -> abandon(superseded, consequences));
    begin(Question.PUSHED, asker, source, () -> {}, consequences);
  }

  private void begin(
      Question question,
      Subscriber asker,
      ExchangeHandler source,
      Runnable ended,
      Consequences consequences) {
    Fetch fetch = Fetch.of(context.outside().options().maxRepresentation(), answered, ended);
    inquiries.begin(fetch, question, asker, context.now(), context.hub().groups().now());
    Request request = request(question, asker);
    consequences.add(() -> fetch.start(request, source, context.outside().events()));
  }

  /** The request that asks this, with the credentials of the one who asks. */
  Request request(Question question, Subscriber asker) {
    return question.ask(asker.request(), known.lastReceived(), members.confidenceNeeded());
  }

  /** What was asked with this fetch; empty where its answer does not count any more. */
  Optional<Question> askedWith(Fetch fetch) {
    return counts(fetch) ? Optional.of(inquiries.asked()) : Optional.empty();
  }

  /**
   * The fetch has its answer.
   *
   * @return whether it counts: what came with a change may have taken its place
   */
  boolean end(Fetch fetch) {
    boolean counted = counts(fetch);
    if (counted) {
      inquiries.end();
    }
    return counted;
  }

  private boolean counts(Fetch fetch) {
    return !members.isClosed() && inquiries.isUnderWay(fetch);
  }

  /** Makes room for others who ask for themselves; not to be called where the lock is held. */
  void leavePlace() {
    place.leave();
  }

  /** What is asked now is asked once more, with the credentials of the owner that is now. */
  void askAgain(Consequences consequences) {
    inquiries.end().ifPresent(fetch -> askAgain(fetch, consequences));
  }

  private void askAgain(Fetch fetch, Consequences consequences) {
    // What came by itself cannot come once more, but its state can be asked for.
    Question question = inquiries.asked().or(Question.FIRST_STATE);
    abandon(fetch, consequences);
    consequences.decide(next -> ask(question, next));
  }

  private void abandon(Fetch fetch, Consequences consequences) {
    consequences.add(fetch::abandon);
    consequences.add(place::leave);
  }

  /** What is under way is answered otherwise. */
  void abandon(Consequences consequences) {
    inquiries.end().ifPresent(fetch -> consequences.add(fetch::abandon));
  }

  /** Nobody waits for anything any more. */
  void stop(Consequences consequences) {
    abandon(consequences);
    consequences.add(place::leave);
  }
}
