package org.nativecomet.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;

/**
 * Counts and times what it is told, and shows it to Prometheus. {@code docs/operating.md} explains
 * every metric. Labels have few values ({@link Labels}): never a path, a host or an address.
 */
public final class MetricsEvents implements GatewayEvents, AutoCloseable {
  /** What tells the timers of exchanges apart. */
  private record ExchangeKind(String method, String status, boolean isEnclosed) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProcessMetrics process = new ProcessMetrics(registry);
  private final Labels origins = new Labels();

  private final AtomicLong connections = gauge("gateway.connections", "Open client connections");
  private final AtomicLong streams = gauge("gateway.streams", "Open request streams");
  private final AtomicLong storedResponses = gauge("gateway.cache.responses", "Stored responses");
  private final AtomicLong storedOctets =
      gauge("gateway.cache.octets", "Octets that stored responses take");
  private final AtomicLong upstreamSubscriptions =
      gauge("gateway.upstream.subscriptions", "Subscriptions held upstream");
  private final ConcurrentMap<String, AtomicLong> subscriptions = new ConcurrentHashMap<>();

  private final MeterProvider<Timer> exchanges =
      Timer.builder("gateway.exchanges")
          .description("Exchanges, ordinary and enclosed, from request to the end of the answer")
          .withRegistry(registry);
  private final ConcurrentMap<ExchangeKind, Timer> exchangeTimers = new ConcurrentHashMap<>();
  private final MeterProvider<Timer> originAnswers =
      Timer.builder("gateway.origin.answers")
          .description("Origin responses, from the request being sent to the head of the response")
          .withRegistry(registry);
  private final MeterProvider<Timer> polls =
      Timer.builder("gateway.polls")
          .description("Polls of subscribed resources, from the request to the end of the answer")
          .withRegistry(registry);
  private final MeterProvider<Counter> originFailures =
      Counter.builder("gateway.origin.failures")
          .description("Origin requests without a usable response")
          .withRegistry(registry);
  private final MeterProvider<Counter> subscriptionsEnded =
      Counter.builder("gateway.subscriptions.ended")
          .description("Subscriptions that have ended, and why")
          .withRegistry(registry);

  private final CounterFamily originRequests =
      counters("gateway.origin.requests", "origin", "Requests sent to origins");
  private final CounterFamily streamsEnded =
      counters("gateway.streams.ended", "reason", "Request streams that have ended, and why");
  private final CounterFamily violations =
      counters(
          "gateway.stream.violations", "violation", "Rules that enclosed requests have broken");
  private final CounterFamily limits =
      counters("gateway.limit.reached", "limit", "Refusals because a limit was reached");
  private final CounterFamily cacheDecisions =
      counters("gateway.cache", "reason", "Decisions of the cache, by reason");
  private final CounterFamily collapsed =
      counters("gateway.cache.collapsed", "outcome", "Requests that waited for another's fetch");
  private final CounterFamily changes =
      counters("gateway.changes", "cause", "Times that a resource may have changed");
  private final CounterFamily refreshes =
      counters("gateway.refreshes", "outcome", "Fetches to see whether a resource has changed");

  private final CounterFamily upstreamEnds =
      counters(
          "gateway.upstream.subscriptions.ended",
          "reason",
          "Subscriptions upstream that have ended or could not be had, and why");

  private final Counter connectionsOpened =
      counter("gateway.connections.opened", "Client connections accepted");
  private final Counter contentOctets =
      counter("gateway.content.octets", "Octets of response content sent to clients");
  private final Counter evictions =
      counter("gateway.cache.evictions", "Stored responses that gave way to others");
  private final Counter evictedOctets =
      counter("gateway.cache.evicted.octets", "Octets of stored responses that gave way");
  private final Counter pollOctets =
      counter("gateway.poll.octets", "Octets of content that polls have fetched from origins");
  private final Counter bugs = counter("gateway.bugs", "Exchanges that a bug of ours has ended");
  private final Counter updates = counter("gateway.updates", "Updates handed to subscribers");
  private final Timer updateDelay =
      Timer.builder("gateway.update.delay")
          .description("From a change to its update being handed to one thread's subscribers")
          .register(registry);

  /** Everything as it is now. */
  public MetricsPage page(MetricsPage.Format format) {
    return new MetricsPage(format.mediaType(), registry.scrape(format.mediaType()));
  }

  @Override
  public void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {
    ExchangeKind kind =
        new ExchangeKind(
            Labels.method(request.method()), Labels.status(statusCode), request.isEnclosed());
    exchangeTimers.computeIfAbsent(kind, this::timer).record(duration);
    contentOctets.increment((double) octets);
  }

  @Override
  public void connectionOpened() {
    connectionsOpened.increment();
    connections.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    connections.decrementAndGet();
  }

  @Override
  public void limitReached(String limit) {
    limits.increment(limit);
  }

  @Override
  public void streamOpened() {
    streams.incrementAndGet();
  }

  @Override
  public void streamEnded(String reason) {
    streams.decrementAndGet();
    streamsEnded.increment(reason);
  }

  @Override
  public void violation(String violation) {
    violations.increment(violation);
  }

  @Override
  public void unexpected(Throwable bug) {
    bugs.increment();
  }

  @Override
  public void originRequested(String origin) {
    originRequests.increment(origin);
  }

  @Override
  public void originAnswered(String origin, int statusCode, Duration timeToHead) {
    originAnswers
        .withTags(Tags.of("origin", origins.bounded(origin), "status", Labels.status(statusCode)))
        .record(timeToHead);
  }

  @Override
  public void originFailed(String origin, Failure failure) {
    originFailures
        .withTags(Tags.of("origin", origins.bounded(origin), "error", Labels.error(failure)))
        .increment();
  }

  @Override
  public void cacheDecided(String reason) {
    cacheDecisions.increment(reason);
  }

  @Override
  public void cacheCollapsed(String outcome) {
    collapsed.increment(outcome);
  }

  @Override
  public void cacheEvicted(int responses, long octets) {
    evictions.increment(responses);
    evictedOctets.increment((double) octets);
  }

  @Override
  public void cacheSize(long responses, long octets) {
    storedResponses.set(responses);
    storedOctets.set(octets);
  }

  @Override
  public void subscriptionOpened(String form) {
    subscriptionsOf(form).incrementAndGet();
  }

  @Override
  public void subscriptionEnded(String form, String reason) {
    subscriptionsOf(form).decrementAndGet();
    subscriptionsEnded.withTags(Tags.of("form", form, "reason", reason)).increment();
  }

  @Override
  public void changed(String cause) {
    changes.increment(cause);
  }

  @Override
  public void refreshed(String outcome) {
    refreshes.increment(outcome);
  }

  @Override
  public void polled(String outcome, long octets, Duration duration) {
    polls.withTags(Tags.of("outcome", outcome)).record(duration);
    pollOctets.increment((double) octets);
  }

  @Override
  public void upstreamSubscribed() {
    upstreamSubscriptions.incrementAndGet();
  }

  @Override
  public void upstreamEnded(String reason, boolean stood) {
    if (stood) {
      upstreamSubscriptions.decrementAndGet();
    }
    upstreamEnds.increment(reason);
  }

  @Override
  public void updatesDelivered(int subscribers, Duration sinceChange) {
    updates.increment(subscribers);
    updateDelay.record(sinceChange);
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private Timer timer(ExchangeKind kind) {
    return exchanges.withTags(
        Tags.of(
            "method", kind.method(),
            "status", kind.status(),
            "enclosed", Boolean.toString(kind.isEnclosed())));
  }

  private AtomicLong subscriptionsOf(String form) {
    return subscriptions.computeIfAbsent(
        form,
        key -> {
          AtomicLong open = new AtomicLong();
          gauge("gateway.subscriptions", "Open subscriptions", Tags.of("form", key), open::get);
          return open;
        });
  }

  private AtomicLong gauge(String name, String description) {
    AtomicLong value = new AtomicLong();
    gauge(name, description, Tags.empty(), value::get);
    return value;
  }

  private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).tags(tags).register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private CounterFamily counters(String name, String label, String description) {
    return new CounterFamily(registry, name, label, description);
  }
}
