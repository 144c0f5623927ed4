package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** Who leaves while its credentials are about to be used upstream, or have just been. */
class DepartedUpstreamAskerTest {
  private final Scene scene =
      new Scene(
          new UpstreamOptions(true, 2, new MessageLimits(4096, 50, 1, 1 << 20, 0)),
          target -> Optional.of(Duration.ofMinutes(5)));
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean isHolding;

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
  }

  /** What arrives while this holds is seen by the cache, and not yet by who watches. */
  private void arrivalsAreHeld() {
    scene.storing =
        source ->
            (request, sink) -> {
              if (isHolding) {
                held.add(() -> source.handle(request, sink));
              } else {
                source.handle(request, sink);
              }
            };
  }

  private RecordingOutlet user(String name) {
    return scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", name);
  }

  private void is(String content, String tag) {
    scene.origin.put("/r", content, "ETag", tag, "Accept-Subscribe", "message/http");
  }

  @Test
  void whoIsLeftIsStillAskedForWhenAnArrivalWasUnderWay() {
    arrivalsAreHeld();
    is("one", "\"1\"");
    RecordingOutlet first = user("first");
    RecordingOutlet second = user("second");
    boolean isOfFirst =
        scene.upstream.last().request.fields().first("Authorization").equals(Optional.of("first"));
    RecordingOutlet owner = isOfFirst ? first : second;
    RecordingOutlet other = isOfFirst ? second : first;
    scene.upstream.last().open().acknowledge();
    isHolding = true;
    scene.upstream.last().state("two", "ETag: \"2\"");
    is("two", "\"2\"");

    owner.close();
    scene.thread.run();
    is("three", "\"3\"");
    scene.change("/r");

    assertThat(other.text()).endsWith("three");
  }

  @Test
  void noStreamIsAskedForOnBehalfOfOneWhoHasJustLeft() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    RecordingOutlet first = user("first");
    RecordingOutlet second = user("second");
    scene.beforeStream = first::close;
    is("one", "\"1\"");

    scene.advance(Duration.ofSeconds(10));

    assertThat(first.isClosed()).isTrue();
    assertThat(scene.upstream.isInUse()).isTrue();
    assertThat(scene.upstream.last().request.fields().first("Authorization")).contains("second");
    assertThat(second.text()).endsWith("one");
  }
}
