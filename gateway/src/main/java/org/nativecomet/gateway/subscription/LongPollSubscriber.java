package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.delivery.LongPoll;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.exchange.Timers;

/**
 * A subscriber that is answered once: with the next state that is news to it, or, when its wait
 * runs out, with the word that there was none.
 *
 * <p>A state that it has perhaps, as a date of its second cannot tell, is held back for a moment,
 * or it would ask and be answered as fast as it can until the next change.
 *
 * <p>A wait that runs out before anything is known of the resource ends with the first state: a 304
 * has to say of what.
 *
 * <p>Threading: any thread; the lock guards what is known and whether it was answered.
 */
final class LongPollSubscriber extends Subscriber {
  /** How long what is perhaps no news is held back: as long as the date that says so is exact. */
  static final Duration DOUBT = Duration.ofSeconds(1);

  private final ResponseSink sink;
  private final Clock clock;
  private final Timers timers;

  @GuardedBy("this")
  private Position position;

  @GuardedBy("this")
  private @Nullable Version known;

  @GuardedBy("this")
  private @Nullable Audience audience;

  @GuardedBy("this")
  private Timers.@Nullable Scheduled timeout;

  @GuardedBy("this")
  private Timers.@Nullable Scheduled endOfDoubt;

  /** Whether what is known is perhaps what the client has. */
  @GuardedBy("this")
  private boolean isInDoubt;

  @GuardedBy("this")
  private boolean doubtIsOver;

  @GuardedBy("this")
  private boolean waitIsOver;

  LongPollSubscriber(
      SubscriptionRequest request, Hub hub, ResponseSink sink, Clock clock, Timers timers) {
    super(request, hub);
    this.sink = sink;
    this.clock = clock;
    this.timers = timers;
    this.position = request.position();
  }

  /** Starts to count the time it is willing to wait. */
  synchronized void startToWait() {
    if (!isFinished()) {
      timeout = timers.after(request().patience(), this::endOfWait);
    }
  }

  @Override
  synchronized Optional<Position.Delivered> shownBefore() {
    return position instanceof Position.Delivered delivered
        ? Optional.of(delivered)
        : Optional.empty();
  }

  @Override
  void begin(Version version, boolean onlyOne, Audience newAudience) {
    if (!isStillIn(newAudience)) {
      return;
    }
    if (excludes(version.representation())) {
      answer(preconditionFailed());
      return;
    }
    boolean news;
    boolean waits;
    synchronized (this) {
      PositionPolicy.Decision decision =
          PositionPolicy.decide(position, version.representation(), onlyOne, clock.instant());
      isInDoubt = decision == PositionPolicy.Decision.SAME_SECOND_AMBIGUOUS && !doubtIsOver;
      news = decision.delivers() && (!isInDoubt || waitIsOver);
      if (isInDoubt) {
        doubtBegins();
      } else {
        position = new Position.Delivered(version.representation().fingerprint());
      }
      // A wait that ends just now says of what there is no news: not of the news.
      known = news ? known : version;
      waits = !waitIsOver;
      audience = newAudience;
    }
    if (news) {
      answer(state(version));
    } else if (waits) {
      newAudience.add(this, version);
      if (isFinished()) {
        newAudience.remove(this);
      }
    } else {
      answer(nothingNew(version));
    }
  }

  /** There is a newer version than the one it began with. */
  void changed(Version version) {
    if (version.sharing().selects(request())) {
      answer(state(version));
    }
  }

  @Override
  void end(Response response) {
    answer(response);
  }

  @Override
  void moveOn() {
    leaveAudience();
    rejoin();
  }

  /** The client has gone. */
  void closed() {
    finish("closed");
    cancelTimeout();
    leaveAudience();
  }

  private void endOfWait() {
    Version version;
    boolean isPerhapsNews;
    synchronized (this) {
      waitIsOver = true;
      version = known;
      isPerhapsNews = isInDoubt;
    }
    if (version != null) {
      answer(isPerhapsNews ? state(version) : nothingNew(version));
    }
  }

  @GuardedBy("this")
  private void doubtBegins() {
    if (endOfDoubt == null) {
      endOfDoubt = timers.after(DOUBT, this::endOfDoubt);
    }
  }

  /** A duplicate is harmless, a loss is not. */
  private void endOfDoubt() {
    Version version;
    synchronized (this) {
      doubtIsOver = true;
      version = isInDoubt ? known : null;
    }
    if (version != null) {
      answer(state(version));
    }
  }

  private void answer(Response response) {
    if (finish("answered")) {
      cancelTimeout();
      leaveAudience();
      sink.respond(response);
    }
  }

  private synchronized void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel();
    }
    if (endOfDoubt != null) {
      endOfDoubt.cancel();
    }
  }

  private void leaveAudience() {
    Audience left;
    synchronized (this) {
      left = audience;
      audience = null;
    }
    if (left != null) {
      left.remove(this);
    }
  }

  private Response state(Version version) {
    Representation representation = version.representation();
    long age = version.age(clock.instant()).toSeconds();
    byte[] content = representation.content();
    boolean ages = age > 0 || representation.fields().has("Age");
    Response whole =
        new Response(
            representation.statusCode(),
            ages
                ? representation.fields().with("Age", Long.toString(age))
                : representation.fields(),
            request().headOnly() ? Content.empty() : Content.of(content));
    Response response =
        request().headOnly()
            ? whole.withFields(
                whole.fields().with("Content-Length", Integer.toString(content.length)))
            : whole;
    return LongPoll.state(response, appliedWait());
  }

  private Response nothingNew(Version version) {
    return LongPoll.nothingNew(version.representation().fields(), appliedWait());
  }

  private Optional<Duration> appliedWait() {
    return request().waitAsked() ? Optional.of(request().patience()) : Optional.empty();
  }
}
