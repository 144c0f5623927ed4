package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.RecordingSink;

class AudienceTest {
  private static final TargetUri TARGET = new TargetUri("http", "g.example", "/r");

  private final Scene scene = new Scene();
  private final Audience audience = new Audience(scene.time, GatewayEvents.NONE);
  private final RecordingSink sink = new RecordingSink();
  private final LongPollSubscriber poll = poll();

  private LongPollSubscriber poll() {
    Request request =
        new Request(
            Method.GET,
            TARGET,
            Fields.of("When-Modified-After", Scene.EPOCH),
            Content.empty(),
            new Client("127.0.0.1", "1.1"),
            Optional.empty());
    return new LongPollSubscriber(
        SubscriptionRequest.read(request, scene.options, scene.time).orElseThrow(),
        scene.hub,
        sink,
        scene.time,
        scene.time);
  }

  private Version version(long number) {
    Representation state =
        Representation.of(
            Response.of(200, Fields.of("ETag", "\"v" + number + "\""), new byte[0]),
            scene.time.instant());
    return new Version(
        number, TARGET, state, Optional.empty(), Sharing.UNKNOWN, scene.time.instant());
  }

  @Test
  void aPollThatHasSeenAVersionIsNotAnsweredByItsPublication() {
    Version one = version(1);
    audience.add(poll, one);

    audience.publish(one);
    assertThat(poll.isFinished()).isFalse();

    audience.publish(version(2));
    assertThat(poll.isFinished()).isTrue();
  }

  @Test
  void aPollThatComesAfterANewerVersionIsAnsweredAtOnce() {
    audience.publish(version(2));

    audience.add(poll, version(1));

    assertThat(poll.isFinished()).isTrue();
  }
}
