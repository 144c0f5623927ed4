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
 * <p>A wait that runs out before anything is known of the resource ends with the first state: a 304
 * has to say of what.
 *
 * <p>Threading: any thread; the lock guards what is known and whether it was answered.
 */
final class LongPollSubscriber extends Subscriber {
  private final ResponseSink sink;
  private final Clock clock;

  @GuardedBy("this")
  private Position position;

  @GuardedBy("this")
  private @Nullable Version known;

  @GuardedBy("this")
  private @Nullable Audience audience;

  @GuardedBy("this")
  private Timers.@Nullable Scheduled timeout;

  @GuardedBy("this")
  private boolean waitIsOver;

  LongPollSubscriber(SubscriptionRequest request, Hub hub, ResponseSink sink, Clock clock) {
    super(request, hub);
    this.sink = sink;
    this.clock = clock;
    this.position = request.position();
  }

  /** Starts to count the time it is willing to wait. */
  synchronized void startToWait(Timers timers) {
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
      news =
          PositionPolicy.decide(position, version.representation(), onlyOne, clock.instant())
              .delivers();
      position = new Position.Delivered(version.representation().fingerprint());
      known = version;
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
    cancelTimeout();
    leaveAudience();
    finish("closed");
  }

  private void endOfWait() {
    Version version;
    synchronized (this) {
      waitIsOver = true;
      version = known;
    }
    if (version != null) {
      answer(nothingNew(version));
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
