package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.FakeTime;
import org.nativecomet.gateway.testing.RecordingSink;

/** A cache before a scripted origin, and clients that ask it. */
final class CacheFixture implements GatewayEvents {
  static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
  static final TargetUri TARGET = new TargetUri("http", "api.example", "/a");

  final FakeTime time = new FakeTime(START);
  final StubOrigin origin = new StubOrigin();
  final List<String> decisions = new ArrayList<>();
  final List<String> collapsed = new ArrayList<>();
  final CacheHandler cache;
  long storedResponses;
  long storedOctets;

  CacheFixture() {
    this(CacheOptions.DEFAULT);
  }

  CacheFixture(CacheOptions options) {
    this(options, RouteRules.DEFAULT);
  }

  /** One in which the operator says this of every route. */
  CacheFixture(RouteCaching route) {
    this(
        CacheOptions.DEFAULT,
        new RouteRules(TargetList.DEFAULT.names(), List.of(route), target -> route));
  }

  private CacheFixture(CacheOptions options, RouteRules rules) {
    cache = new CacheHandler(options, rules, origin, time, this);
  }

  static Request request(Method method, TargetUri target, String... fields) {
    return new Request(
        method,
        target,
        Fields.of(fields),
        Content.empty(),
        new Client("192.0.2.1", "1.1"),
        Optional.empty());
  }

  RecordingSink send(Request request) {
    RecordingSink sink = new RecordingSink();
    cache.handle(request, sink);
    return sink;
  }

  RecordingSink send(Method method, TargetUri target, String... fields) {
    return send(request(method, target, fields));
  }

  RecordingSink get(String... fields) {
    return send(Method.GET, TARGET, fields);
  }

  RecordingSink get(TargetUri target, String... fields) {
    return send(Method.GET, target, fields);
  }

  /** The time now as a field says it. */
  String date() {
    return HttpDate.format(time.instant());
  }

  /** A time so many seconds ago as a field says it. */
  String secondsAgo(long seconds) {
    return HttpDate.format(time.instant().minusSeconds(seconds));
  }

  void advance(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  static String cacheStatus(RecordingSink sink) {
    return sink.fields().combined("Cache-Status").orElse("");
  }

  @Override
  public void cacheDecided(String reason) {
    decisions.add(reason);
  }

  @Override
  public void cacheCollapsed(String outcome) {
    collapsed.add(outcome);
  }

  @Override
  public void cacheSize(long responses, long octets) {
    storedResponses = responses;
    storedOctets = octets;
  }
}
