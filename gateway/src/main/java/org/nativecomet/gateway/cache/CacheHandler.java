package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.cache.ReuseDecision.Verdict;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * A shared cache (RFC 9111): answers GET and HEAD from stored responses where that is allowed,
 * validates those that need it, and lets the next stage answer everything else.
 *
 * <p>It obeys the Cache-Control directives of requests. A stage before it that wants the origin
 * asked sends {@code no-cache}, one that can do with a stale response {@code max-stale}.
 *
 * <p>Threading: any thread; it never blocks, and holds no lock while it calls the next stage or a
 * sink.
 */
public final class CacheHandler implements ExchangeHandler, ChangeListener {
  private static final Failure NOTHING_STORED =
      Failure.gateway(504, "No stored response satisfies the request, and it asks for no other.");

  private final boolean isOn;
  private final ExchangeHandler next;
  private final Clock clock;
  private final GatewayEvents events;
  private final ResponseStore store;
  private final Recorder recorder;

  /** An empty cache before the next stage. */
  public CacheHandler(
      CacheOptions options, ExchangeHandler next, Clock clock, GatewayEvents events) {
    this.isOn = options.isOn();
    this.next = next;
    this.clock = clock;
    this.events = events;
    this.store = new CaffeineResponseStore(options.maxOctets(), events);
    this.recorder = new Recorder(options, store, clock);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    if (!request.method().isRetrieval()) {
      events.cacheDecided(Reason.METHOD.word());
      next.handle(request, new PassingSink(request, Reason.METHOD, store, sink));
      return;
    }
    // Content in a GET has no defined meaning (RFC 9110, section 9.3.1), so neither has reuse.
    if (!isOn || !request.content().isEmpty()) {
      events.cacheDecided(Reason.BYPASS.word());
      next.handle(request, new PassingSink(request, Reason.BYPASS, store, sink));
      return;
    }
    Instant now = clock.instant();
    ReuseDecision decision =
        ReusePolicy.decide(request.fields(), store.find(request.target()), now);
    events.cacheDecided(decision.reason().word());
    act(decision, request, sink, now);
  }

  /**
   * Drops what a change makes invalid. No subscriber is reached by that: it only stops the reuse.
   */
  @Override
  public Reach changed(Change change) {
    return Reach.ofStored(change.extents().stream().mapToInt(store::invalidate).sum());
  }

  private void act(ReuseDecision decision, Request request, ResponseSink sink, Instant now) {
    switch (decision.verdict()) {
      case REUSE -> {
        Response answer = StoredAnswer.unvalidated(request, decision.stored().orElseThrow(), now);
        sink.respond(answer.withFields(CacheStatus.hit(answer.fields())));
      }
      case GATEWAY_TIMEOUT -> sink.respond(NOTHING_STORED.toResponse());
      case VALIDATE, FORWARD -> fetch(decision, request, sink, now);
    }
  }

  private void fetch(ReuseDecision decision, Request request, ResponseSink sink, Instant now) {
    Optional<StoredResponse> selected = decision.stored();
    boolean isValidation =
        decision.verdict() == Verdict.VALIDATE && request.method().equals(Method.GET);
    long generation = store.generation(request.target());
    Fetch fetch = new Fetch(request, decision.reason(), selected, isValidation, now, generation);
    FetchSink fetchSink = new FetchSink(fetch, recorder, clock, () -> fetchAnew(fetch, sink), sink);
    Fields fields =
        isValidation
            ? Validation.request(request.fields(), selected.orElseThrow())
            : request.fields();
    next.handle(request.withFields(fields), fetchSink);
  }

  /** Fetches whole what could not be validated. */
  private void fetchAnew(Fetch failed, ResponseSink sink) {
    failed.selected().ifPresent(stored -> store.remove(failed.target(), stored));
    ReuseDecision decision = new ReuseDecision(Verdict.FORWARD, failed.reason(), Optional.empty());
    fetch(decision, failed.request(), sink, clock.instant());
  }
}
