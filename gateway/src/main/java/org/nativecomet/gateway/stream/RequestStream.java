package org.nativecomet.gateway.stream;

import java.time.Duration;
import java.time.Instant;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.Method;
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
 *   <li>{@code DRAINING}: the gateway is about to stop. Nothing more is read or begun,
 *       subscriptions end; what has begun is answered.
 *   <li>{@code ENDED}: released, or the client has gone. Nothing more can be sent.
 * </ol>
 *
 * <p>Threading: confined to the thread of the outlet, except for the methods that say otherwise.
 */
final class RequestStream implements StreamInput.Listener {
  private enum State {
    OPEN,
    BROKEN,
    DRAINING,
    ENDED
  }

  /** The status that is counted for a subscription: it was answered, and then lasted. */
  private static final int HELD_STATUS = 200;

  /** Empty lines that come with such pauses are a client that shows it is alive. */
  private static final Duration HEARTBEAT_PAUSE = Duration.ofSeconds(1);

  private final StreamContext context;
  private final Request outer;
  private final Outlet outlet;
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
    this.answers = new AnswerQueue(outlet);
    this.subscriptions = new Subscriptions(outlet);
    this.input = new StreamInput(outlet.thread(), parser(folding), this);
    this.idleWatch = new IdleWatch(context, outlet.thread(), this::isBusy, () -> end("idle"));
  }

  private RequestParser parser(RequestParser.Folding folding) {
    InnerRequestPolicy policy = new InnerRequestPolicy(context.options(), outer);
    Admission admission = new Admission(context, this, policy, open, subscriptions);
    return new RequestParser(context.options().message(), folding, admission);
  }

  void start() {
    events().streamOpened();
    outlet.onClosed(() -> abandon("gone"));
    outlet.onDraining(this::drain);
    outer.content().subscribe(input);
    idleWatch.start();
  }

  @Override
  public void readable() {
    if (idleWatch.touch().compareTo(HEARTBEAT_PAUSE) >= 0) {
      input.forgetBlankLines();
    }
    advance();
  }

  @Override
  public void failed() {
    if (state != State.ENDED) {
      abandon("aborted");
      outlet.release();
    }
  }

  /** The client has broken the rules of the stream. */
  void broken(MessageViolation violation) {
    if (state != State.OPEN) {
      return;
    }
    events().violation(Admission.label(violation));
    beginNothingMore(State.BROKEN);
    sendReady();
    Response farewell = OwnResponses.violation(violation);
    EnclosedAnswer answer = EnclosedAnswer.of(Method.GET, farewell, farewell.fields(), now());
    answers.add(answer.octets(), this::advance);
  }

  /** The gateway is about to stop. */
  private void drain() {
    if (state == State.OPEN) {
      beginNothingMore(State.DRAINING);
      advance();
    }
  }

  private void beginNothingMore(State reason) {
    state = reason;
    open.dropWaiting().forEach(exchange -> ended(exchange, 0, 0, ""));
    subscriptions.take(held -> true).forEach(this::close);
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
      endWrite(exchange);
      subscriptions.take(other -> other.isReplacedBy(held)).forEach(this::close);
      subscriptions.add(held);
    }
    advance();
  }

  /** The first message of a subscription is taken: its request is answered. */
  void begun(HeldExchange held) {
    open.hasAnswered(held.exchange());
    // Called from within the turn that gave its octets: they must go out first.
    execute(this::readable);
  }

  /** Asks for a turn that nothing has to go before. */
  void requestTurn(Turn turn) {
    outlet.request(turn);
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

  /** Has this run on the thread of the stream. May be called from any thread. */
  void execute(Runnable task) {
    outlet.thread().execute(task);
  }

  /** May be called from any thread. */
  IoThread thread() {
    return outlet.thread();
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
    return state == State.OPEN && open.size() < context.options().maxInFlight();
  }

  private boolean isBusy() {
    return !open.isEmpty() || !subscriptions.isEmpty();
  }

  private void begin(InnerExchange exchange) {
    Request request = exchange.request().orElseThrow();
    InnerSink sink = new InnerSink(context, this, exchange, request);
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

  /** A subscription has been ended from this side. */
  void close(HeldExchange held) {
    open.close(held.exchange());
    held.close();
    ended(held.exchange(), HELD_STATUS, 0, "");
  }

  /** Nobody waits for this answer any more. */
  void abandon(InnerExchange exchange) {
    exchange.abandon();
    ended(exchange, 0, 0, "");
  }

  private void ended(InnerExchange exchange, int statusCode, long octets, String cacheStatus) {
    endWrite(exchange);
    Duration duration = Duration.between(exchange.begun(), now());
    exchange
        .request()
        .ifPresent(
            request -> events().exchangeEnded(request, statusCode, octets, duration, cacheStatus));
  }

  private void endWrite(InnerExchange exchange) {
    if (exchange.endsWrite()) {
      exchange.target().ifPresent(subscriptions::writeEnds);
    }
  }

  private void endIfDone() {
    boolean isDone = open.isEmpty() && answers.isEmpty();
    if (state == State.BROKEN && isDone) {
      end("malformed");
    } else if (state == State.DRAINING && isDone) {
      end("drained");
    } else if (state == State.OPEN && input.isEnded() && !isBusy()) {
      end("complete");
    }
  }

  private void end(String reason) {
    if (state != State.ENDED) {
      boolean isTrusted = state != State.BROKEN;
      state = State.ENDED;
      idleWatch.stop();
      if (isTrusted) {
        outlet.release();
      } else {
        outlet.releaseAndClose();
      }
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

  private GatewayEvents events() {
    return context.events();
  }

  private Instant now() {
    return context.clock().instant();
  }
}
