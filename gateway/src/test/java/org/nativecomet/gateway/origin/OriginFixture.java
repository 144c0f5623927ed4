package org.nativecomet.gateway.origin;

import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ThreadTimers;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.PacedSink;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** An origin handler under test, which must have no connection leased when the test is over. */
final class OriginFixture implements AutoCloseable {
  /** The defaults of the configuration. */
  static final OriginOptions OPTIONS =
      new OriginOptions(
          Duration.ofSeconds(3),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(4),
          512,
          64 * 1024,
          true);

  final OriginHandler handler;
  private final ThreadTimers timers = new ThreadTimers();

  OriginFixture(URI origin, OriginOptions options, GatewayEvents events, SSLContext trust) {
    handler =
        new OriginHandler(Routes.to(origin), options, timers, Clock.systemUTC(), events, trust);
  }

  static OriginFixture of(ScriptedOrigin origin) {
    return with(origin, OPTIONS);
  }

  static OriginFixture with(ScriptedOrigin origin, OriginOptions options) {
    return new OriginFixture(
        origin.uri(), options, GatewayEvents.NONE, SSLContexts.createSystemDefault());
  }

  /** The options with other times. */
  static OriginOptions impatient(Duration connect, Duration response, Duration idle) {
    return new OriginOptions(connect, response, idle, Duration.ofSeconds(4), 512, 64 * 1024, true);
  }

  static Request request(String method, String target, Content content, String... fields) {
    return new Request(
        new Method(method),
        new TargetUri("http", "api.example", target),
        Fields.of(fields),
        content,
        new Client("192.0.2.1", "1.1"),
        Optional.empty());
  }

  RecordingSink send(Request request) {
    RecordingSink sink = new RecordingSink();
    handler.handle(request, sink);
    return sink;
  }

  /** Sends a request whose response the test takes at its own pace. */
  PacedSink sendPaced(Request request) {
    PacedSink sink = new PacedSink();
    handler.handle(request, sink);
    return sink;
  }

  PacedSink getPaced(String target) {
    return sendPaced(request("GET", target, Content.empty()));
  }

  RecordingSink get(String target, String... fields) {
    return send(request("GET", target, Content.empty(), fields));
  }

  /** Waits until every connection is idle or closed. */
  void awaitNothingLeased() {
    eventually("no connection is leased", () -> handler.leased() == 0);
  }

  @Override
  public void close() {
    try {
      awaitNothingLeased();
    } finally {
      handler.close();
      timers.close();
    }
  }
}
