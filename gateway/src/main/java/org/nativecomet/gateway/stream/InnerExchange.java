package org.nativecomet.gateway.stream;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/**
 * One enclosed request, and the answer owed to it.
 *
 * <p>An exchange is <em>open</em> from the moment its request is complete until its answer has been
 * handed over for writing; or until it is held, from when on it is a subscription; or until it is
 * abandoned. Threading: confined to the thread of the stream.
 */
final class InnerExchange {
  private final Method method;
  private final InnerDecision decision;
  private final Instant begun;
  private @Nullable InnerSink sink;
  private @Nullable EnclosedAnswer answer;
  private boolean isWriting;

  InnerExchange(Method method, InnerDecision decision, Instant begun) {
    this.method = method;
    this.decision = decision;
    this.begun = begun;
  }

  Method method() {
    return method;
  }

  InnerDecision decision() {
    return decision;
  }

  Correlation correlation() {
    return decision.correlation();
  }

  Optional<String> id() {
    return correlation().exchangeId();
  }

  Optional<Request> request() {
    return decision.request();
  }

  Instant begun() {
    return begun;
  }

  boolean isUnsafe() {
    return isHandedOn() && !method.isSafe();
  }

  /** Whether its answer comes from beyond the stream. */
  boolean isHandedOn() {
    return decision.action() == InnerDecision.Action.DISPATCH;
  }

  boolean asksForSubscription() {
    return isHandedOn()
        && method.isRetrieval()
        && request()
            .map(Request::fields)
            .filter(fields -> fields.has("When-Modified-After") || fields.has("When-None-Match"))
            .isPresent();
  }

  /** Where it stands among the others. */
  ExchangeOrder.Place place() {
    Optional<Object> target = isHandedOn() ? request().map(Request::target) : Optional.empty();
    Optional<String> label =
        id().isPresent() ? Optional.empty() : Optional.of(correlation().contentLocation());
    return new ExchangeOrder.Place(isUnsafe(), target, label);
  }

  /**
   * Whether a cancellation means this exchange: a subscription, or what may yet become one, of that
   * name or, where it gives no name, of that target.
   */
  boolean isMeantBy(InnerDecision cancellation) {
    if (!asksForSubscription() || answer != null) {
      return false;
    }
    return cancellation.cancelledId().isPresent()
        ? cancellation.cancelledId().equals(id())
        : target().equals(cancellation.request().map(Request::target));
  }

  Optional<TargetUri> target() {
    return request().map(Request::target);
  }

  /** It is handed on, and this takes its answer. */
  void begin(InnerSink newSink) {
    sink = newSink;
    isWriting = isUnsafe();
  }

  /** An answer to it that the gateway itself gives. May be called from any thread. */
  EnclosedAnswer encode(Response own, Instant now) {
    return EnclosedAnswer.of(method, own, correlation().label(own.fields()), now);
  }

  /** Its answer is complete. */
  void answer(EnclosedAnswer newAnswer) {
    answer = newAnswer;
  }

  Optional<EnclosedAnswer> answer() {
    return Optional.ofNullable(answer);
  }

  /** Nobody waits for the answer any more. */
  void abandon() {
    if (sink != null) {
      sink.abandon();
    }
  }

  /** Whether it is a write that has begun and not ended; it has ended then. */
  boolean endsWrite() {
    boolean ends = isWriting;
    isWriting = false;
    return ends;
  }
}
