package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.PollOutcome;
import org.nativecomet.gateway.change.UpstreamSubscription;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.AcceptSubscribe;
import org.nativecomet.gateway.http.Fields;

/**
 * How one variant learns of changes that nobody tells of: it polls, or holds a subscription
 * upstream, which brings states by itself while polling rests.
 *
 * <p>Threading: guarded by its variant, but for what streams bring, which is told by any thread,
 * and decided about under its lock.
 */
final class UpstreamWatch {
  /** How long a state may take that an origin sends because of a write through this gateway. */
  static final Duration EXPECTED_WITHIN = Duration.ofSeconds(1);

  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final ConditionalPolling.Polled polled;
  private final UpstreamSubscription subscription;

  /** For a state that a write seen here has caused, and that is to come by itself. */
  private final SingleTimer expectedState = new SingleTimer();

  private @Nullable Response lastArrived;
  private @Nullable ExchangeHandler arrivals;

  UpstreamWatch(VariantContext context, Membership members, Known known, Asking asking) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.polled = context.outside().polling().watch(() -> context.lock().decide(this::poll));
    this.subscription = context.outside().upstream().watch(context.target());
  }

  private void poll(Consequences consequences) {
    asking.ask(Question.POLL, consequences);
  }

  /** One stream, asked for with the request of one member, who may leave before it ends. */
  private final class Stream implements UpstreamSubscription.Listener {
    private final Subscriber asker;

    Stream(Subscriber asker) {
      this.asker = asker;
    }

    @Override
    public void standing() {
      polled.rest();
    }

    @Override
    public void received(UpstreamSubscription.Arrival arrival) {
      context.lock().decide(consequences -> take(arrival, asker, consequences));
    }

    @Override
    public void lost() {
      context.lock().decide(UpstreamWatch.this::askOrNote);
    }
  }

  private void askOrNote(Consequences consequences) {
    asking.askOrNote(Question.POLL, consequences);
  }

  private void take(
      UpstreamSubscription.Arrival arrival, Subscriber asker, Consequences consequences) {
    if (!members.isClosed() && subscription.isCurrent(arrival)) {
      expectedState.cancel();
      lastArrived = arrival.response();
      asking.take(asker, arrivals(), consequences);
    }
  }

  /** The stage before what has arrived last. */
  private ExchangeHandler arrivals() {
    ExchangeHandler made = arrivals;
    if (made == null) {
      made = context.outside().storing().apply((request, sink) -> sink.respond(lastArrived()));
      arrivals = made;
    }
    return made;
  }

  private Response lastArrived() {
    return context.lock().look(() -> Objects.requireNonNull(lastArrived));
  }

  /** Whether a new state comes by itself; if none comes soon, the origin is asked. */
  boolean isExpected() {
    boolean isExpected = subscription.isStanding();
    if (isExpected) {
      expectedState.start(
          context.outside().timers(),
          EXPECTED_WITHIN,
          () -> context.lock().decide(this::askForExpected));
    }
    return isExpected;
  }

  /** The change was none, or the word of it is late. */
  private void askForExpected(Consequences consequences) {
    expectedState.cancel();
    askOrNote(consequences);
  }

  /** What is on its way counts no more; the stream may be asked for anew. */
  void renew(Consequences consequences) {
    consequences.add(subscription.renew());
  }

  /** The same because other credentials are to ask; what the stream would have brought is asked. */
  void renewForAnother(Consequences consequences) {
    boolean stood = subscription.isStanding();
    renew(consequences);
    if (stood) {
      consequences.decide(this::askOrNote);
    }
  }

  /** Settles how the next state will be learned of, now that the origin has answered. */
  void answered(Refresh refresh, Consequences consequences) {
    known.version().ifPresent(version -> subscribe(version, refresh, consequences));
    consequences.add(() -> settleNextPoll(refresh));
  }

  /** Asks for later states to come by themselves, where the origin says that they can. */
  private void subscribe(Version version, Refresh refresh, Consequences consequences) {
    Subscriber asker = members.owner();
    Request poll = asking.request(Question.POLL, asker);
    Fields last = refresh.response().fields();
    boolean saysSo = AcceptSubscribe.streamType(last).isPresent();
    Fields state = saysSo ? last : version.lastReceived().fields();
    consequences.add(() -> subscription.answered(poll, state, new Stream(asker)));
    consequences.decide(next -> giveUpStreamOf(asker, next));
  }

  /** Where whoever was to ask has left just before it did. */
  private void giveUpStreamOf(Subscriber asker, Consequences consequences) {
    if (!members.isClosed() && !members.has(asker) && asker.request().hasCredentials()) {
      renewForAnother(consequences);
    }
  }

  private void settleNextPoll(Refresh refresh) {
    boolean isKnown = refresh.pollOutcome().kind() != PollOutcome.Kind.FAILED;
    if (isKnown && subscription.isStanding()) {
      polled.rest();
    } else {
      polled.answered(refresh.pollOutcome());
    }
  }

  /** Nobody watches any more. */
  void stop(Consequences consequences) {
    polled.stop();
    expectedState.cancel();
    consequences.add(subscription.stop());
  }
}
