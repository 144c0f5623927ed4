package org.nativecomet.gateway.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.message.EnclosedRequest;
import org.nativecomet.gateway.message.MessageViolation;
import org.nativecomet.gateway.message.RequestParser;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * The life of one stream: enclosed requests in, enclosed answers out.
 *
 * <ol>
 *   <li>{@code OPEN}: requests are read as long as there is room for their answers.
 *   <li>{@code BROKEN}: the client has broken the framing. Nothing more is read or begun; what has
 *       begun is answered.
 *   <li>{@code ENDED}: released, or the client has gone. Nothing more can be sent.
 * </ol>
 *
 * <p>Threading: confined to the thread of the outlet, except for the methods that say otherwise.
 */
final class RequestStream implements RequestParser.Listener, StreamInput.Listener {
  private enum State {
    OPEN,
    BROKEN,
    ENDED
  }

  /** The status that is counted for a subscription: it was answered, and then lasted. */
  private static final int HELD_STATUS = 200;

  private final StreamContext context;
  private final Request outer;
  private final Outlet outlet;
  private final InnerRequestPolicy policy;
  private final StreamInput input;
  private final AnswerQueue answers;
  private final Subscriptions subscriptions;
  private final IdleWatch idleWatch;
  private final OpenExchanges open = new OpenExchanges();
  private State state = State.OPEN;
  private boolean advancing;
  private boolean advanceAgain;

  RequestStream(
      StreamContext context, Request outer, Outlet outlet, RequestParser.Folding folding) {
    this.context = context;
    this.outer = outer;
    this.outlet = outlet;
    this.policy = new InnerRequestPolicy(context.options(), outer);
    RequestParser parser = new RequestParser(context.options().message(), folding, this);
    this.input = new StreamInput(outlet.thread(), parser, this);
    this.answers = new AnswerQueue(outlet);
    this.subscriptions = new Subscriptions(outlet);
    this.idleWatch = new IdleWatch(context, outlet.thread(), this::isBusy, () -> end("idle"));
  }

  void start() {
    events().streamOpened();
    outlet.onClosed(() -> abandon("gone"));
    outer.content().subscribe(input);
    idleWatch.start();
  }

  @Override
  public void readable() {
    idleWatch.touch();
    advance();
  }

  @Override
  public void failed() {
    if (state != State.ENDED) {
      abandon("aborted");
      outlet.release();
    }
  }

  @Override
  public void request(EnclosedRequest enclosed) {
    InnerDecision decision = policy.decide(enclosed);
    InnerExchange exchange = new InnerExchange(new Method(enclosed.method()), decision, now());
    if (!open.admit(exchange)) {
      broken(MessageViolation.EXCHANGE_ID_IN_USE);
      return;
    }
    switch (decision.action()) {
      case DISPATCH -> refuseAboveLimit(exchange);
      case PROBE -> answerHere(exchange, OwnResponses.probe());
      case CANCEL -> cancel(exchange);
      case REFUSE -> refuse(exchange, decision.refusal().orElseThrow());
    }
  }

  @Override
  public void refused(EnclosedRequest head, MessageViolation violation) {
    InnerDecision decision = InnerDecision.answeredHere(policy.correlation(head));
    InnerExchange exchange = new InnerExchange(new Method(head.method()), decision, now());
    if (open.admit(exchange)) {
      events().violation(label(violation));
      answerHere(exchange, OwnResponses.violation(violation));
    } else {
      broken(MessageViolation.EXCHANGE_ID_IN_USE);
    }
  }

  @Override
  public void broken(MessageViolation violation) {
    if (state != State.OPEN) {
      return;
    }
    state = State.BROKEN;
    events().violation(label(violation));
    open.dropWaiting().forEach(exchange -> ended(exchange, 0, 0, ""));
    subscriptions.take(held -> true).forEach(this::close);
    sendReady();
    Response farewell = OwnResponses.violation(violation);
    EnclosedAnswer answer = EnclosedAnswer.of(Method.GET, farewell, farewell.fields(), now());
    answers.add(answer.octets(), this::advance);
  }

  /** The answer to an exchange is complete. */
  void answered(InnerExchange exchange, EnclosedAnswer answer) {
    if (open.contains(exchange)) {
      open.ready(exchange, answer);
      advance();
    }
  }

  /** An exchange has become a subscription. */
  void held(HeldExchange held) {
    InnerExchange exchange = held.exchange();
    if (!open.contains(exchange)) {
      // It was cancelled, or the client has gone, on its way here.
      held.close();
    } else if (state != State.OPEN || held.isEnded()) {
      close(held);
    } else {
      open.hold(exchange);
      subscriptions.take(other -> other.isReplacedBy(held)).forEach(this::close);
      subscriptions.add(held);
    }
    advance();
  }

  /** A subscription has ended by itself. */
  void released(HeldExchange held) {
    subscriptions.remove(held);
    if (!open.contains(held.exchange())) {
      open.close(held.exchange());
      ended(held.exchange(), HELD_STATUS, 0, "");
    }
    // Perhaps called from within the turn that gave the last octets: they must go out first.
    execute(this::readable);
  }

  /** Answers an exchange without asking anybody. May be called from any thread. */
  EnclosedAnswer own(InnerExchange exchange, Response response) {
    return EnclosedAnswer.of(
        exchange.method(), response, exchange.correlation().label(response.fields()), now());
  }

  /** Has this run on the thread of the stream. May be called from any thread. */
  void execute(Runnable task) {
    outlet.thread().execute(task);
  }

  /** May be called from any thread. */
  IoThread thread() {
    return outlet.thread();
  }

  /** May be called from any thread. */
  StreamOptions options() {
    return context.options();
  }

  /** May be called from any thread. */
  GatewayEvents events() {
    return context.events();
  }

  /** May be called from any thread. */
  Instant now() {
    return context.clock().instant();
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** Does whatever can be done now: begin exchanges, send answers, read on, end. */
  private void advance() {
    advanceAgain = true;
    if (!advancing) {
      advancing = true;
      try {
        while (advanceAgain) {
          advanceAgain = false;
          step();
        }
      } finally {
        advancing = false;
      }
      endIfDone();
    }
  }

  private void step() {
    if (state == State.OPEN) {
      open.begin().forEach(this::begin);
    }
    sendReady();
    if (hasRoom() && input.readOne()) {
      advanceAgain = true;
    }
  }

  private boolean hasRoom() {
    return state == State.OPEN && open.size() < options().maxInFlight();
  }

  private boolean isBusy() {
    return !open.isEmpty() || !subscriptions.isEmpty();
  }

  private void begin(InnerExchange exchange) {
    Request request = exchange.request().orElseThrow();
    InnerSink sink = new InnerSink(this, exchange, request);
    exchange.begin(sink);
    if (exchange.isUnsafe()) {
      subscriptions.writeBegins(request.target());
    }
    try {
      context.next().handle(request, sink);
    } catch (RuntimeException bug) {
      events().unexpected(bug);
      sink.respond(Failure.gateway(500, "the gateway failed").toResponse());
    }
  }

  private void sendReady() {
    if (state != State.ENDED) {
      for (InnerExchange exchange : open.takeSendable()) {
        EnclosedAnswer answer = exchange.answer().orElseThrow();
        answers.add(answer.octets(), () -> written(exchange, answer));
      }
    }
  }

  private void written(InnerExchange exchange, EnclosedAnswer answer) {
    if (open.contains(exchange)) {
      open.close(exchange);
      ended(exchange, answer.statusCode(), answer.contentLength(), answer.cacheStatus());
      readable();
    }
  }

  private void refuseAboveLimit(InnerExchange exchange) {
    if (exchange.asksForSubscription()
        && subscriptions.size() + open.askingForSubscription() > options().maxSubscriptions()) {
      events().limitReached("stream.max-subscriptions");
      answerHere(exchange, OwnResponses.refusal(InnerRefusal.TOO_MANY_SUBSCRIPTIONS));
    }
  }

  private void refuse(InnerExchange exchange, InnerRefusal refusal) {
    events().violation(label(refusal));
    answerHere(exchange, OwnResponses.refusal(refusal));
  }

  private void answerHere(InnerExchange exchange, Response response) {
    answered(exchange, own(exchange, response));
  }

  /** What is cancelled is closed before the cancellation is answered. */
  private void cancel(InnerExchange cancellation) {
    InnerDecision decision = cancellation.decision();
    List<HeldExchange> held =
        subscriptions.take(subscription -> subscription.exchange().isMeantBy(decision));
    held.forEach(this::close);
    // One that has not got as far as being held must not come to life after its cancellation.
    List<InnerExchange> unanswered = open.take(exchange -> exchange.isMeantBy(decision));
    unanswered.forEach(this::abandon);
    if (held.isEmpty() && unanswered.isEmpty()) {
      refuse(cancellation, InnerRefusal.SUBSCRIPTION_UNKNOWN);
    } else {
      answerHere(cancellation, OwnResponses.cancelled());
    }
  }

  private void close(HeldExchange held) {
    open.close(held.exchange());
    held.close();
    ended(held.exchange(), HELD_STATUS, 0, "");
  }

  private void abandon(InnerExchange exchange) {
    exchange.abandon();
    ended(exchange, 0, 0, "");
  }

  private void ended(InnerExchange exchange, int statusCode, long octets, String cacheStatus) {
    if (exchange.isUnsafe() && exchange.hasBegun()) {
      exchange.target().ifPresent(subscriptions::writeEnds);
    }
    Duration duration = Duration.between(exchange.begun(), now());
    exchange
        .request()
        .ifPresent(
            request -> events().exchangeEnded(request, statusCode, octets, duration, cacheStatus));
  }

  private void endIfDone() {
    if (state == State.BROKEN && open.isEmpty() && answers.isEmpty()) {
      end("malformed");
    } else if (state == State.OPEN && input.isEnded() && !isBusy()) {
      end("complete");
    }
  }

  private void end(String reason) {
    if (state != State.ENDED) {
      state = State.ENDED;
      idleWatch.stop();
      outlet.release();
      // So that a client that goes on sending is cut off instead of being drained for ever.
      input.cancel();
      events().streamEnded(reason);
    }
  }

  /** The client has gone. */
  private void abandon(String reason) {
    if (state != State.ENDED) {
      state = State.ENDED;
      idleWatch.stop();
      input.cancel();
      answers.clear();
      subscriptions.take(held -> true).forEach(this::close);
      open.take(exchange -> true).forEach(this::abandon);
      events().streamEnded(reason);
    }
  }

  private static String label(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
