package org.nativecomet.gateway.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.FakeTime;
import org.nativecomet.gateway.testing.ManualIoThread;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/**
 * A stream to g.example between a client that is a test and a next stage that is the same test:
 * each exchange that arrives there waits in {@link #exchange} to be answered.
 */
final class StreamFixture implements ExchangeHandler, GatewayEvents {
  /** An enclosed request as the next stage got it. */
  record Arrived(Request request, ResponseSink sink) {
    void respond(int statusCode, String content, String... fields) {
      sink.respond(
          Response.of(statusCode, Fields.of(fields), content.getBytes(StandardCharsets.UTF_8)));
    }
  }

  static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

  final ManualIoThread thread = new ManualIoThread();
  final RecordingOutlet outlet = new RecordingOutlet(thread);
  final RecordingSink sink = new RecordingSink(outlet);
  final SentContent content = new SentContent();
  final FakeTime time = new FakeTime(START);
  final List<String> events = new ArrayList<>();
  private final List<Arrived> arrived = new ArrayList<>();
  private final ExchangeHandler handler;

  StreamFixture() {
    this(options(64, 1000));
  }

  StreamFixture(StreamOptions options) {
    handler = new StreamHandler(options, this, time, time, this);
  }

  static StreamOptions options(int maxInFlight, int maxSubscriptions) {
    return new StreamOptions(
        "/comet",
        maxInFlight,
        maxSubscriptions,
        new MessageLimits(32 * 1024, 100, 8 * 1024, 1 << 20, 4096),
        1000,
        Duration.ofMinutes(5),
        Set.of("also.example"));
  }

  /** The request that opens the stream, with these fields besides its Content-Type. */
  static Request outer(Content content, String... fields) {
    Fields.Builder all = Fields.of(fields).toBuilder();
    if (!Fields.of(fields).has("Content-Type")) {
      all.add("Content-Type", "message/http");
    }
    return new Request(
        Method.POST,
        new TargetUri("http", "g.example", "/comet"),
        all.build(),
        content,
        new Client("192.0.2.1", "1.1"),
        Optional.empty());
  }

  /** Opens the stream. */
  StreamFixture open(String... fields) {
    thread.run(() -> handler.handle(outer(content, fields), sink));
    return this;
  }

  /** Hands the request to the handler as it is. */
  StreamFixture handle(Request request) {
    thread.run(() -> handler.handle(request, sink));
    return this;
  }

  /** The client sends this, as one buffer. */
  StreamFixture send(String text) {
    content.send(text);
    thread.run();
    return this;
  }

  /** The client sends a request without content; extra lines end with CRLF each. */
  StreamFixture send(String methodAndTarget, String extraLines) {
    return send(methodAndTarget + " HTTP/1.1\r\nHost: g.example\r\n" + extraLines + "\r\n");
  }

  StreamFixture get(String target) {
    return send("GET " + target, "");
  }

  StreamFixture get(String target, String id) {
    return send("GET " + target, "Exchange-Id: " + id + "\r\n");
  }

  /** The client has sent everything. */
  StreamFixture complete() {
    content.complete();
    thread.run();
    return this;
  }

  /** What the next stage was asked, in order. */
  List<String> asked() {
    return arrived.stream()
        .map(
            exchange ->
                exchange.request().method() + " " + exchange.request().target().pathAndQuery())
        .toList();
  }

  /** The n-th exchange that reached the next stage, from 0. */
  Arrived exchange(int n) {
    return arrived.get(n);
  }

  /** Answers the n-th exchange. */
  StreamFixture respond(int n, int statusCode, String text, String... fields) {
    arrived.get(n).respond(statusCode, text, fields);
    thread.run();
    return this;
  }

  /** The enclosed responses written so far. */
  List<String> messages() {
    return outlet.messages();
  }

  /** The n-th enclosed response, from 0. */
  String message(int n) {
    return outlet.messages().get(n);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    arrived.add(new Arrived(request, sink));
  }

  @Override
  public void streamOpened() {
    events.add("opened");
  }

  @Override
  public void streamEnded(String reason) {
    events.add("ended " + reason);
  }

  @Override
  public void violation(String violation) {
    events.add("violation " + violation);
  }

  @Override
  public void limitReached(String limit) {
    events.add("limit " + limit);
  }

  @Override
  public void unexpected(Throwable bug) {
    events.add("bug " + bug.getMessage());
  }

  @Override
  public void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {
    events.add(request.target().pathAndQuery() + " " + statusCode + " " + octets + cacheStatus);
  }
}
