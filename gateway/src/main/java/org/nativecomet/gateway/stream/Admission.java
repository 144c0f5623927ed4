package org.nativecomet.gateway.stream;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.message.EnclosedRequest;
import org.nativecomet.gateway.message.MessageViolation;
import org.nativecomet.gateway.message.RequestParser;

/**
 * Lets enclosed requests into a stream as they are read: most wait to be handed on, some are
 * answered on the spot.
 *
 * <p>Threading: confined to the thread of the stream.
 */
final class Admission implements RequestParser.Listener {
  private final StreamContext context;
  private final RequestStream stream;
  private final InnerRequestPolicy policy;
  private final OpenExchanges open;
  private final Subscriptions subscriptions;

  Admission(
      StreamContext context,
      RequestStream stream,
      InnerRequestPolicy policy,
      OpenExchanges open,
      Subscriptions subscriptions) {
    this.context = context;
    this.stream = stream;
    this.policy = policy;
    this.open = open;
    this.subscriptions = subscriptions;
  }

  @Override
  public void request(EnclosedRequest enclosed) {
    InnerDecision decision = policy.decide(enclosed);
    InnerExchange exchange = new InnerExchange(new Method(enclosed.method()), decision, now());
    if (!open.admit(exchange)) {
      stream.broken(MessageViolation.EXCHANGE_ID_IN_USE);
      return;
    }
    switch (decision.action()) {
      case DISPATCH -> refuseAboveLimit(exchange);
      case PROBE -> answer(exchange, OwnResponses.probe());
      case CANCEL -> cancel(exchange);
      case REFUSE -> refuse(exchange, decision.refusal().orElseThrow());
    }
  }

  @Override
  public void refused(EnclosedRequest head, MessageViolation violation) {
    InnerDecision decision = InnerDecision.answeredHere(policy.correlation(head));
    InnerExchange exchange = new InnerExchange(new Method(head.method()), decision, now());
    if (open.admit(exchange)) {
      context.events().violation(label(violation));
      answer(exchange, OwnResponses.violation(violation));
    } else {
      stream.broken(MessageViolation.EXCHANGE_ID_IN_USE);
    }
  }

  @Override
  public void broken(MessageViolation violation) {
    stream.broken(violation);
  }

  /** What a reason is called in metrics. */
  static String label(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void refuseAboveLimit(InnerExchange exchange) {
    int maximum = context.options().maxSubscriptions();
    if (exchange.asksForSubscription()
        && subscriptions.size() + open.askingForSubscription() > maximum) {
      context.events().limitReached("stream.max-subscriptions");
      answer(exchange, OwnResponses.refusal(InnerRefusal.TOO_MANY_SUBSCRIPTIONS));
    }
  }

  /** What is cancelled is closed before the cancellation is answered. */
  private void cancel(InnerExchange cancellation) {
    InnerDecision decision = cancellation.decision();
    List<HeldExchange> held =
        subscriptions.take(subscription -> subscription.exchange().isMeantBy(decision));
    held.forEach(stream::close);
    // One that has not got as far as being held must not come to life after its cancellation.
    List<InnerExchange> unanswered = open.take(exchange -> exchange.isMeantBy(decision));
    unanswered.forEach(stream::abandon);
    if (held.isEmpty() && unanswered.isEmpty()) {
      refuse(cancellation, InnerRefusal.SUBSCRIPTION_UNKNOWN);
    } else {
      answer(cancellation, OwnResponses.cancelled());
    }
  }

  private void refuse(InnerExchange exchange, InnerRefusal refusal) {
    context.events().violation(label(refusal));
    answer(exchange, OwnResponses.refusal(refusal));
  }

  private void answer(InnerExchange exchange, Response response) {
    stream.answered(exchange, exchange.encode(response, now()));
  }

  private Instant now() {
    return context.clock().instant();
  }
}
