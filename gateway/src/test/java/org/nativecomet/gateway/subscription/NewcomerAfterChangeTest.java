package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/**
 * A change makes invalid what subscribers were shown (RFC 9111, section 4.4): who comes after it
 * waits for the origin's word. It may be the one who has made the change, and knows its entity tag.
 */
class NewcomerAfterChangeTest {
  private final Scene scene =
      new Scene(new UpstreamOptions(true, 2, new MessageLimits(4096, 50, 1, 1 << 20, 0)));

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
  }

  private RecordingOutlet watched(String... more) {
    String[] fields = new String[more.length + 2];
    fields[0] = "ETag";
    fields[1] = "\"1\"";
    System.arraycopy(more, 0, fields, 2, more.length);
    scene.origin.put("/r", "one", fields);
    RecordingOutlet watcher = scene.subscribe("/r");
    assertThat(watcher.contents()).containsExactly("one");
    return watcher;
  }

  @ParameterizedTest
  @EnumSource(
      value = Change.Cause.class,
      names = {"UNSAFE_REQUEST", "NOTICE"})
  void aStreamBeginsWithTheStateAfterTheChange(Change.Cause cause) {
    RecordingOutlet watcher = watched();
    scene.origin.stall();
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.change("/r", cause);

    RecordingOutlet writer = scene.stream("/r", "When-None-Match", "\"2\"");
    assertThat(writer.messages()).isEmpty();
    scene.resume();

    assertThat(writer.messages()).singleElement().asString().startsWith("HTTP/1.1 304 ");
    assertThat(watcher.contents()).containsExactly("one", "two");
    assertThat(scene.origin.requests()).as("one for the change").isEqualTo(2);
  }

  @Test
  void aLongPollIsAnsweredWithTheStateAfterTheChange() {
    watched();
    scene.origin.stall();
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.change("/r");

    RecordingSink poll = scene.get("/r", "When-None-Match", "\"1\"");
    scene.resume();

    assertThat(poll.await().text()).isEqualTo("two");
  }

  @Test
  void anAnswerThatWasUnderWayWhenItChangedIsNotWaitedForOnly() {
    watched();
    scene.origin.stall();
    scene.advance(Duration.ofSeconds(1));
    assertThat(scene.origin.waiting()).as("a poll").isOne();
    scene.change("/r");

    RecordingSink poll = scene.get("/r", "When-None-Match", "\"2\"");
    scene.origin.answerOldest();
    scene.thread.run();
    assertThat(poll.isAnswered()).isFalse();
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.resume();

    scene.advance(Duration.ofSeconds(30));
    assertThat(poll.await().statusCode()).isEqualTo(304);
  }

  @Test
  void aStateThatIsToComeByItselfIsAskedForByWhoeverComesBefore() {
    RecordingOutlet watcher = watched("Accept-Subscribe", "message/http");
    scene.upstream.last().open().acknowledge();
    scene.origin.put("/r", "two", "ETag", "\"2\"", "Accept-Subscribe", "message/http");
    scene.change("/r", Change.Cause.UNSAFE_REQUEST);

    RecordingOutlet writer = scene.stream("/r", "When-None-Match", "\"2\"");
    scene.advance(Duration.ofMillis(100));

    assertThat(writer.messages()).singleElement().asString().startsWith("HTTP/1.1 304 ");
    assertThat(watcher.contents()).containsExactly("one", "two");
  }

  @Test
  void onceTheOriginHasAnsweredNobodyWaits() {
    watched();
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.change("/r");
    int before = scene.origin.requests();
    scene.origin.stall();

    RecordingOutlet late = scene.subscribe("/r");

    assertThat(late.contents()).containsExactly("two");
    assertThat(scene.origin.requests()).isEqualTo(before);
  }
}
