package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.OPTIONS;
import static org.nativecomet.gateway.origin.OriginFixture.request;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.ThreadTimers;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class OriginHandlerIT {
  /** Notes what is told of origins. */
  private static final class OriginEvents implements GatewayEvents {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void originRequested(String origin) {
      told.add("requested " + origin);
    }

    @Override
    public void originAnswered(String origin, int statusCode, Duration timeToHead) {
      told.add("answered " + origin + " " + statusCode + " " + !timeToHead.isNegative());
    }

    @Override
    public void originFailed(String origin, Failure failure) {
      told.add("failed " + origin + " " + failure.error());
    }
  }

  @Test
  void eachTargetGoesToTheOriginOfItsRoute() {
    try (ScriptedOrigin one = ScriptedOrigin.answering(ScriptedOrigin.ok("one"));
        ScriptedOrigin two = ScriptedOrigin.answering(ScriptedOrigin.ok("two"));
        ThreadTimers timers = new ThreadTimers();
        OriginHandler handler =
            new OriginHandler(
                new Routes(
                    List.of(
                        new Route(Optional.empty(), Optional.of("/one"), one.uri()),
                        new Route(Optional.empty(), Optional.of("/two"), two.uri()))),
                OPTIONS,
                timers,
                Clock.systemUTC(),
                GatewayEvents.NONE)) {
      assertThat(answer(handler, "/one/x").text()).isEqualTo("one");
      assertThat(answer(handler, "/two?y").text()).isEqualTo("two");
      RecordingSink none = answer(handler, "/three");
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(none.fields().first("Content-Type")).contains("application/problem+json");
    }
  }

  private static RecordingSink answer(OriginHandler handler, String target) {
    RecordingSink sink = new RecordingSink();
    handler.handle(request("GET", target, Content.empty()), sink);
    return sink.await();
  }

  @Test
  void aLoopIs508AndNeverReachesTheOrigin() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ScriptedOrigin.ok(""));
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/", "Via", "1.1 native-comet, 1.1 fred").await();
      assertThat(sink.statusCode()).isEqualTo(508);
      assertThat(sink.fields().first("Proxy-Status"))
          .contains("native-comet; error=proxy_loop_detected");
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void optionsThatMayGoNoFurtherIsAnsweredHere() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ScriptedOrigin.ok(""));
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink =
          gateway.send(request("OPTIONS", "/", Content.empty(), "Max-Forwards", "0")).await();
      assertThat(sink.statusCode()).isEqualTo(204);
      assertThat(sink.fields().has("Allow")).isTrue();
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void whatHappensWithOriginsIsTold() {
    OriginEvents events = new OriginEvents();
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ScriptedOrigin.ok("x"));
        OriginFixture gateway =
            new OriginFixture(origin.uri(), OPTIONS, events, SSLContexts.createSystemDefault())) {
      gateway.get("/").await();
      gateway.awaitNothingLeased();
      origin.serveWith(connection -> connection.send("garbage\r\n\r\n"));
      origin.accept().close();
      gateway.get("/").await();
      String name = origin.authority();
      assertThat(events.told)
          .startsWith("requested " + name, "answered " + name + " 200 true")
          .endsWith("failed " + name + " http_protocol_error");
    }
  }

  @Test
  void anOriginIsReachedByAnyAddressOfItsName() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ScriptedOrigin.ok("x"));
        OriginFixture gateway =
            new OriginFixture(
                URI.create("http://localhost:" + origin.port()),
                OPTIONS,
                GatewayEvents.NONE,
                SSLContexts.createSystemDefault())) {
      assertThat(gateway.get("/").await().text()).isEqualTo("x");
    }
  }
}
