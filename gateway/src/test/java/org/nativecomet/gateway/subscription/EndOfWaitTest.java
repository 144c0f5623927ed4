package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingSink;

/** A wait that ends in the very moment in which there is news. */
class EndOfWaitTest {
  private static final TargetUri TARGET = new TargetUri("http", "g.example", "/r");

  private final Scene scene = new Scene();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void itDoesNotTurnTheNewsIntoTheWordThatThereIsNone() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    LongPollSubscriber poll = poll(new WaitEnds());

    poll.startToWait();
    scene.hub.join(poll);

    assertThat(sink.await().statusCode()).isEqualTo(200);
  }

  private LongPollSubscriber poll(Clock clock) {
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
        clock,
        scene.time);
  }

  /**
   * The wait ends between the decision, which looks at the clock, and the answer, which does so.
   */
  private final class WaitEnds extends Clock {
    private int looks;

    @Override
    public Instant instant() {
      looks++;
      if (looks == 2) {
        scene.advance(Duration.ofSeconds(30));
      }
      return scene.time.instant();
    }

    @Override
    public ZoneId getZone() {
      return scene.time.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
