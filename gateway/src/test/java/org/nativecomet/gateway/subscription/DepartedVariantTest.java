package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/**
 * Nobody is taken back to an older state by an answer that was asked for before the one they have,
 * also where the variant that had theirs has gone.
 */
class DepartedVariantTest {
  private static final String OLD = "Fri, 20 Nov 2026 08:00:00 GMT";

  private final Scene scene = new Scene();
  private RecordingOutlet slow = new RecordingOutlet(scene.thread);

  /** A poll has brought the new state, while an earlier fetch of another variant is under way. */
  @BeforeEach
  void aPollOvertakesAFirstFetch() {
    scene.origin.stall();
    slow = scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "en");
    scene.advance(Duration.ofMillis(1));
    RecordingSink poll =
        scene.get("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    scene.origin.put("/r", "new", "ETag", "\"2\"");
    scene.origin.answerNewest();
    scene.thread.run();
    assertThat(poll.await().text()).isEqualTo("new");
    scene.advance(Duration.ofMillis(1));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
  }

  private void theEarlierFetchBringsTheOldState() {
    scene.origin.put("/r", "old", "ETag", "\"1\"");
    scene.origin.answerOldest();
    scene.thread.run();
    scene.origin.put("/r", "new", "ETag", "\"2\"");
  }

  private RecordingSink pollsAgain(String language) {
    return scene.get(
        "/r",
        "When-Modified-After",
        OLD,
        "If-None-Match",
        "\"2\"",
        "Accept-Language",
        language,
        "Prefer",
        "wait=5");
  }

  private void resume() {
    scene.resume();
    scene.advance(Duration.ofMillis(100));
  }

  private void assertNobodyIsTakenBack(RecordingSink poll) {
    assertThat(poll.isAnswered()).isFalse();
    assertThat(slow.contents()).containsExactly("old", "new");
    scene.advance(Duration.ofSeconds(5));
    assertThat(poll.await().statusCode()).isEqualTo(304);
  }

  @Test
  void whoComesBackAfterItIsAskedForAnew() {
    theEarlierFetchBringsTheOldState();

    RecordingSink poll = pollsAgain("de");
    resume();

    assertNobodyIsTakenBack(poll);
  }

  @Test
  void whoComesBackBeforeItWaitsForTheNext() {
    RecordingSink poll = pollsAgain("en");

    theEarlierFetchBringsTheOldState();
    resume();

    assertNobodyIsTakenBack(poll);
  }

  @Test
  void whoseFirstFetchIsSparedByItIsAskedForAnew() {
    RecordingSink poll = pollsAgain("fr");

    theEarlierFetchBringsTheOldState();
    resume();

    assertNobodyIsTakenBack(poll);
  }

  @Test
  void whatHasGoneIsForgottenWithTheLastThatIsThere() {
    slow.close();

    assertThat(scene.hub.watchedResources()).isZero();
  }

  @Test
  void itsStateIsGoodEnoughWhereItIsTheSame() {
    scene.origin.answerOldest();
    scene.thread.run();
    int before = scene.origin.requests();

    RecordingSink poll = pollsAgain("de");
    scene.advance(Duration.ofMillis(100));

    assertThat(scene.origin.requests()).isEqualTo(before);
    scene.advance(Duration.ofSeconds(4).plusMillis(900));
    resume();
    assertThat(poll.await().statusCode()).isEqualTo(304);
  }
}
