package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/**
 * Who comes with a tag that is not the one of what is shown has an older state, or a newer one: an
 * ordinary GET passes here too, and may be answered with what no poll has found yet.
 */
class NewcomerWithAnotherTagTest {
  private final Scene scene = new Scene();
  private RecordingOutlet watcher = new RecordingOutlet(scene.thread);

  @BeforeEach
  void somebodyWatches() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    watcher = scene.subscribe("/r");
  }

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
  }

  private RecordingOutlet comesWith(String tag) {
    RecordingOutlet newcomer = scene.stream("/r", "When-None-Match", tag);
    scene.advance(Duration.ofMillis(100));
    return newcomer;
  }

  @Test
  void whoHasANewerStateIsNotTakenBack() {
    scene.origin.put("/r", "two", "ETag", "\"2\"");

    RecordingOutlet newcomer = comesWith("\"2\"");

    assertThat(newcomer.messages()).singleElement().asString().startsWith("HTTP/1.1 304 ");
    assertThat(watcher.contents()).containsExactly("one", "two");
  }

  @Test
  void whoPollsFromANewerStateWaitsForTheNext() {
    scene.origin.put("/r", "two", "ETag", "\"2\"");

    RecordingSink poll = scene.get("/r", "When-None-Match", "\"2\"");
    scene.advance(Duration.ofMillis(100));

    assertThat(poll.isAnswered()).isFalse();
    scene.advance(Duration.ofSeconds(30));
    assertThat(poll.await().statusCode()).isEqualTo(304);
  }

  @Test
  void anAnswerThatWasAskedForBeforeItCameDoesNotTell() {
    scene.origin.stall();
    scene.advance(Duration.ofSeconds(1));
    assertThat(scene.origin.waiting()).as("a poll").isOne();

    RecordingOutlet newcomer = comesWith("\"2\"");
    scene.origin.answerOldest();
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.thread.run();
    scene.resume();
    scene.advance(Duration.ofMillis(100));

    assertThat(newcomer.messages()).singleElement().asString().startsWith("HTTP/1.1 304 ");
  }

  @Test
  void whoHasAStateThatNobodyKnowsIsShownWhatTheOriginConfirms() {
    int before = scene.origin.requests();

    RecordingOutlet newcomer = comesWith("\"0\"");

    assertThat(newcomer.contents()).containsExactly("one");
    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(scene.origin.lastAsked().fields().first("If-None-Match")).contains("\"1\"");
  }

  @Test
  void whoHasTheStateBeforeIsShownTheNextWithoutAsking() {
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.change("/r");
    int before = scene.origin.requests();

    assertThat(comesWith("W/\"1\"").contents()).containsExactly("two");
    assertThat(scene.stream("/r", "When-None-Match", "\"2\"").contents()).containsExactly("");

    assertThat(scene.origin.requests()).isEqualTo(before);
  }
}
