package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.PollingOptions;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.change.UpstreamSubscriptions;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Enclosure;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.FakeTime;
import org.nativecomet.gateway.testing.ManualIoThread;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/** A hub in front of resources in memory, on a fake clock and one fake I/O thread. */
final class Scene {
  static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

  final FakeTime time = new FakeTime(Instant.parse("2026-11-20T09:00:00Z"));
  final ManualIoThread thread = new ManualIoThread();
  final StubResources origin = new StubResources();
  final StubUpstream upstream = new StubUpstream();
  final UpstreamEvents events = new UpstreamEvents();
  final VersionLog versionLog = new VersionLog();

  /** The cache that sees what comes from upstream; as good as none unless a test puts one here. */
  UnaryOperator<ExchangeHandler> storing = UnaryOperator.identity();

  /** Happens when it is decided that a stream is asked for, and before it is. */
  Runnable beforeStream = () -> {};

  final SubscriptionOptions options;
  final Hub hub;
  final SubscriptionHandler handler;
  private final List<RecordingOutlet> outlets = new ArrayList<>();

  Scene() {
    this(SubscriptionOptions.DEFAULTS);
  }

  Scene(SubscriptionOptions options) {
    this(options, CachingRules.NONE, CheckIntervals.NONE);
  }

  Scene(SubscriptionOptions options, CachingRules rules) {
    this(options, rules, CheckIntervals.NONE);
  }

  Scene(SubscriptionOptions options, CachingRules rules, CheckIntervals checkIntervals) {
    this(options, rules, checkIntervals, UpstreamOptions.off());
  }

  /** With origins that can be subscribed to: what is asked of them waits at {@link #upstream}. */
  Scene(UpstreamOptions upstream) {
    this(SubscriptionOptions.DEFAULTS, CachingRules.NONE, CheckIntervals.NONE, upstream);
  }

  /** The same, where the origin is asked about each subscriber from time to time. */
  Scene(UpstreamOptions upstream, CheckIntervals checkIntervals) {
    this(SubscriptionOptions.DEFAULTS, CachingRules.NONE, checkIntervals, upstream);
  }

  private Scene(
      SubscriptionOptions options,
      CachingRules rules,
      CheckIntervals checkIntervals,
      UpstreamOptions upstreamOptions) {
    this.options = options;
    HubContext context =
        new HubContext(
            options,
            checkIntervals,
            origin,
            source -> storing.apply(source),
            rules,
            new ConditionalPolling(PollingOptions.DEFAULTS, time, () -> 0.5),
            new UpstreamSubscriptions(
                upstreamOptions, upstream, this::originOf, time, () -> 0.5, events),
            versionLog,
            time,
            time,
            events);
    hub = new Hub(context);
    handler = new SubscriptionHandler(context, hub);
  }

  private Optional<URI> originOf(TargetUri target) {
    beforeStream.run();
    return Optional.of(URI.create("http://origin.example"));
  }

  /** Subscribes to a stream on a connection of its own. */
  RecordingOutlet stream(String path, String... fields) {
    RecordingOutlet outlet = streamOnBusyThread(path, fields);
    thread.run();
    return outlet;
  }

  /** The same, while the thread of the connection has other things to do before. */
  RecordingOutlet streamOnBusyThread(String path, String... fields) {
    RecordingOutlet outlet = new RecordingOutlet(thread);
    outlets.add(outlet);
    Fields all = Fields.of(fields).plus("Accept", "message/http");
    handler.handle(request("GET", path, all, Optional.empty()), new RecordingSink(outlet));
    return outlet;
  }

  /** Subscribes inside a stream. */
  RecordingOutlet enclosed(String method, String path, String exchangeId, String... fields) {
    RecordingOutlet outlet = new RecordingOutlet(thread);
    outlets.add(outlet);
    Enclosure enclosure =
        new Enclosure(exchangeId.isEmpty() ? Optional.empty() : Optional.of(exchangeId));
    handler.handle(
        request(method, path, Fields.of(fields), Optional.of(enclosure)),
        new RecordingSink(outlet));
    thread.run();
    return outlet;
  }

  /** Subscribes to everything after the beginning of time. */
  RecordingOutlet subscribe(String path) {
    return stream(path, "When-Modified-After", EPOCH);
  }

  /** Asks in the ordinary way, or polls. */
  RecordingSink get(String path, String... fields) {
    return send("GET", path, fields);
  }

  RecordingSink send(String method, String path, String... fields) {
    RecordingSink sink = new RecordingSink();
    handler.handle(request(method, path, Fields.of(fields), Optional.empty()), sink);
    thread.run();
    return sink;
  }

  Reach change(String path) {
    return change(path, Change.Cause.NOTICE);
  }

  Reach change(String path, Change.Cause cause) {
    Reach reach = hub.changed(Change.of(path, target -> true, cause));
    thread.run();
    return reach;
  }

  void advance(Duration duration) {
    time.advance(duration);
    thread.run();
  }

  void resume() {
    origin.resume();
    thread.run();
  }

  /** Every client leaves; after that nothing may be left behind. */
  void everybodyLeaves() {
    outlets.forEach(RecordingOutlet::close);
    thread.run();
  }

  /** Has everybody leave, and looks whether nothing is left behind. */
  void assertNothingIsLeft() {
    everybodyLeaves();
    assertThat(hub.subscriptions()).isZero();
    assertThat(hub.watchedResources()).isZero();
    assertThat(time.waiting()).as("timers").isZero();
    assertThat(upstream.isInUse()).as("a stream is left").isFalse();
  }

  private static Request request(
      String method, String path, Fields fields, Optional<Enclosure> enclosure) {
    return new Request(
        new Method(method),
        new TargetUri("http", "g.example", path),
        fields,
        Content.empty(),
        new Client("127.0.0.1", "1.1"),
        enclosure);
  }
}
