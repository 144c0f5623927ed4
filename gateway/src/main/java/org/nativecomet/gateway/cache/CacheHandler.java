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
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * A shared cache (RFC 9111): answers GET and HEAD from stored responses where that is allowed,
 * validates those that need it, and lets the next stage answer everything else.
 *
 * <p>It obeys the Cache-Control directives of requests, and passes them on. A stage before it that
 * wants the origin asked adds {@code no-cache}; one that can do with a stale response says so with
 * the request, and to nobody else.
 *
 * <p>Threading: any thread; it never blocks, and holds no lock while it calls the next stage or a
 * sink.
 */
public final class CacheHandler implements ExchangeHandler, ChangeListener {
  private static final Failure NOTHING_STORED =
      Failure.gateway(504, "No stored response satisfies the request, and it asks for no other.");

  private final boolean isOn;
  private final RouteRules rules;
  private final ExchangeHandler next;
  private final Clock clock;
  private final GatewayEvents events;
  private final ResponseStore store;
  private final Reception reception;
  private final Fetches fetches;
  private final ChangedResponses changedResponses;
  private final Refreshes refreshes;

  /** An empty cache before the next stage. */
  public CacheHandler(
      CacheOptions options,
      RouteRules rules,
      ExchangeHandler next,
      Clock clock,
      GatewayEvents events) {
    this.isOn = options.isOn();
    this.rules = rules;
    this.next = next;
    this.clock = clock;
    this.events = events;
    this.store =
        new KeyedResponseStore(
            new CaffeineResponseStore(options.maxOctets(), options.largestContent(), events),
            rules);
    this.reception = new Reception(new Recorder(options, rules, store, clock), clock);
    this.fetches =
        new Fetches(next, rules, reception, clock, events, this::isStoredNow, new Redispatch());
    this.changedResponses = new ChangedResponses(options, rules, store, clock);
    this.refreshes = new Refreshes(options.largestContent(), clock, this::refresh);
  }

  private CacheHandler(CacheHandler cache, ExchangeHandler next) {
    this.isOn = cache.isOn;
    this.next = next;
    this.clock = cache.clock;
    this.events = cache.events;
    this.store = cache.store;
    this.rules = cache.rules;
    this.reception = cache.reception;
    this.changedResponses = cache.changedResponses;
    this.refreshes = cache.refreshes;
    this.fetches =
        new Fetches(next, rules, reception, clock, events, this::isStoredNow, new Redispatch());
  }

  /**
   * The same cache before another source: what comes from there is stored like any other. Nobody
   * who asks here waits for those who ask there.
   */
  public ExchangeHandler before(ExchangeHandler source) {
    return new CacheHandler(this, source);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    if (!request.method().isRetrieval()) {
      events.cacheDecided(Reason.METHOD.word());
      next.handle(request, new PassingSink(request, Reason.METHOD, store, sink));
      return;
    }
    // Content in a GET has no defined meaning (RFC 9110, section 9.3.1), so neither has reuse.
    if (!isOn || rules.bypasses(request.target()) || !request.content().isEmpty()) {
      events.cacheDecided(Reason.BYPASS.word());
      next.handle(request, new PassingSink(request, Reason.BYPASS, store, sink));
      return;
    }
    answer(request, sink, Attempt.first(store.find(request.target())));
  }

  /**
   * Drops what a change makes invalid. No subscriber is reached by that: it only stops the reuse.
   */
  @Override
  public Reach changed(Change change) {
    return Reach.ofStored(isOn ? changedResponses.changed(change) : 0);
  }

  /** What is stored. */
  public StoredContents contents() {
    return new StoredContents(store, clock);
  }

  /** Asks the origin for nothing more but what a client waits for. */
  public void stopRefreshing() {
    refreshes.stop();
  }

  /** How many fetches are under way that others could join. */
  int joinableFetches() {
    return fetches.joinable();
  }

  private void answer(Request request, ResponseSink sink, Attempt attempt) {
    Instant now = clock.instant();
    ReuseDecision decision = decide(request, now);
    if (attempt.isFirst()) {
      events.cacheDecided(decision.reason().word());
    }
    switch (decision.verdict()) {
      case REUSE -> {
        StoredResponse stored = decision.stored().orElseThrow();
        Response answer = StoredAnswer.unvalidated(request, stored, now);
        sink.respond(
            answer.withFields(CacheStatus.hit(answer.fields(), decision.reason(), stored, now)));
        if (decision.reason() == Reason.STALE_WHILE_REVALIDATE) {
          refreshes.refresh(request, stored);
        }
      }
      case GATEWAY_TIMEOUT -> sink.respond(NOTHING_STORED.toResponse());
      case VALIDATE, FORWARD -> fetch(request, decision, attempt, sink);
    }
  }

  private ReuseDecision decide(Request request, Instant now) {
    return ReusePolicy.decide(relevant(request), store.find(request.target()), now);
  }

  /** The fields that decide, with what the request says to this cache alone. */
  private static Fields relevant(Request request) {
    Fields fields = RangePolicy.relevant(request);
    return request.acceptsStale() ? fields.plus("Cache-Control", "max-stale") : fields;
  }

  private boolean isStoredNow(Request request) {
    return decide(request, clock.instant()).verdict() == Verdict.REUSE;
  }

  private void fetch(Request request, ReuseDecision decision, Attempt attempt, ResponseSink sink) {
    Fetch fetch =
        new Fetch(
            request,
            decision.reason(),
            decision.stored(),
            decision.verdict() == Verdict.VALIDATE,
            clock.instant(),
            store.generation(request.target()),
            attempt.hasWaited());
    fetches.answer(new Asker(fetch, attempt, sink));
  }

  private void refresh(Request request, StoredResponse stale, ResponseSink sink) {
    // The tag of a part must not be used to ask about the whole (RFC 9111, section 4.3.2).
    boolean canValidate = stale.part().isEmpty() && Validation.isPossible(stale);
    Verdict verdict = canValidate ? Verdict.VALIDATE : Verdict.FORWARD;
    Reason reason = Reason.STALE_WHILE_REVALIDATE;
    ReuseDecision decision = new ReuseDecision(verdict, reason, Optional.of(stale));
    fetch(request, decision, Attempt.first(store.find(request.target())), sink);
  }

  /** Sends those on for whom a fetch was in vain. */
  private final class Redispatch implements Fetches.Dispatcher {
    @Override
    public void dispatch(Asker asker, Attempt next) {
      answer(asker.request(), asker.client(), next);
    }

    @Override
    public boolean isCurrent(Fetch fetch) {
      return store.isCurrent(fetch.target(), fetch.generation());
    }

    @Override
    public void fetchWhole(Asker asker) {
      Reason reason = asker.fetch().reason();
      ReuseDecision whole = new ReuseDecision(Verdict.FORWARD, reason, Optional.empty());
      fetch(asker.request(), whole, asker.attempt(), asker.client());
    }
  }
}
