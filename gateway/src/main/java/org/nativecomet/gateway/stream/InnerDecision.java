package org.nativecomet.gateway.stream;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;

/**
 * What becomes of one enclosed request.
 *
 * @param action what to do
 * @param correlation what every answer to it carries
 * @param request to be handed on, or naming what is to be cancelled; empty where refused
 * @param refusal present where the policy refused
 * @param cancelledId the exchange to cancel; empty where the cancellation names none
 */
record InnerDecision(
    Action action,
    Correlation correlation,
    Optional<Request> request,
    Optional<InnerRefusal> refusal,
    Optional<String> cancelledId) {
  /** What to do with an enclosed request. */
  enum Action {
    /** Hand it on. */
    DISPATCH,
    /** Answer that the stream is alive: {@code OPTIONS *}. */
    PROBE,
    /** End subscriptions of this stream. */
    CANCEL,
    /** Answer with an error. */
    REFUSE
  }

  static InnerDecision dispatch(Correlation correlation, Request request) {
    return new InnerDecision(
        Action.DISPATCH, correlation, Optional.of(request), Optional.empty(), Optional.empty());
  }

  static InnerDecision probe(Correlation correlation, Request request) {
    return new InnerDecision(
        Action.PROBE, correlation, Optional.of(request), Optional.empty(), Optional.empty());
  }

  static InnerDecision cancel(
      Correlation correlation, Request request, Optional<String> cancelledId) {
    return new InnerDecision(
        Action.CANCEL, correlation, Optional.of(request), Optional.empty(), cancelledId);
  }

  /** For what is refused without asking the policy. */
  static InnerDecision answeredHere(Correlation correlation) {
    return new InnerDecision(
        Action.REFUSE, correlation, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static InnerDecision refuse(Correlation correlation, InnerRefusal refusal) {
    return new InnerDecision(
        Action.REFUSE, correlation, Optional.empty(), Optional.of(refusal), Optional.empty());
  }
}
