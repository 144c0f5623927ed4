package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.testing.RecordingSink;

class LongPollTest {
  private static final String OLD = "Fri, 20 Nov 2026 08:00:00 GMT";

  private final Scene scene = new Scene();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(scene.hub.subscriptions()).isZero();
    assertThat(scene.hub.watchedResources()).isZero();
    assertThat(scene.time.waiting()).as("timers").isZero();
  }

  private RecordingSink poll(String... fields) {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD, "Vary", "Accept");
    return scene.get("/r", fields);
  }

  private RecordingSink pollFromHere(String... more) {
    String[] fields = new String[more.length + 4];
    fields[0] = "When-Modified-After";
    fields[1] = OLD;
    fields[2] = "If-None-Match";
    fields[3] = "\"v1\"";
    System.arraycopy(more, 0, fields, 4, more.length);
    return poll(fields);
  }

  @Test
  void whatIsNewerIsAnsweredAtOnceAsAPlainGetWouldBe() {
    RecordingSink client = poll("When-Modified-After", Scene.EPOCH).await();

    assertThat(client.statusCode()).isEqualTo(200);
    assertThat(client.text()).isEqualTo("one");
    assertThat(client.fields().has("Subscribed")).isFalse();
    assertThat(client.fields().combined("Vary")).contains("Accept, When-Modified-After, Prefer");
    assertThat(client.fields().lists("Cache-Control", "no-cache")).isTrue();
  }

  @Test
  void whatIsNotIsWaitedFor() {
    RecordingSink client = pollFromHere();
    assertThat(client.isAnswered()).isFalse();

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.change("/r");

    assertThat(client.await().text()).isEqualTo("two");
  }

  @Test
  void aWaitThatRunsOutIsA304() {
    RecordingSink client = pollFromHere();
    scene.advance(Duration.ofMillis(29_999));
    assertThat(client.isAnswered()).isFalse();

    scene.advance(Duration.ofMillis(1));

    assertThat(client.await().statusCode()).isEqualTo(304);
    assertThat(client.fields().first("ETag")).contains("\"v1\"");
    assertThat(client.fields().has("Preference-Applied")).isFalse();
  }

  @Test
  void whoComesAfterAChangeIsNotShownWhatWasAskedForBeforeIt() {
    scene.origin.put("/r", "one");
    scene.origin.stall();
    RecordingSink first = scene.get("/r", "When-Modified-After", Scene.EPOCH);
    scene.change("/r");
    RecordingSink later = scene.get("/r", "When-Modified-After", Scene.EPOCH);

    scene.origin.answerOldest();
    assertThat(first.await().text()).isEqualTo("one");
    assertThat(later.isAnswered()).isFalse();
    scene.origin.put("/r", "two");
    scene.origin.answerOldest();

    assertThat(later.await().text()).isEqualTo("two");
  }

  /** Two versions of one second, of which the client has one; it polls by their date. */
  private RecordingSink pollInDoubt(String... more) {
    scene.origin.put("/r", "one", "Last-Modified", OLD);
    assertThat(scene.get("/r", "When-Modified-After", Scene.EPOCH).await().text()).isEqualTo("one");
    scene.origin.put("/r", "two", "Last-Modified", OLD);
    String[] fields = new String[more.length + 2];
    fields[0] = "When-Modified-After";
    fields[1] = OLD;
    System.arraycopy(more, 0, fields, 2, more.length);
    return scene.get("/r", fields);
  }

  @Test
  void whatADateDoesNotTellApartIsHeldBackForASecond() {
    RecordingSink client = pollInDoubt();
    scene.advance(Duration.ofMillis(999));
    assertThat(client.isAnswered()).isFalse();

    scene.advance(Duration.ofMillis(1));

    assertThat(client.await().text()).isEqualTo("two");
  }

  @Test
  void aChangeIsAnsweredAtOnceHoweverMuchInDoubtWhatWasBeforeIs() {
    RecordingSink client = pollInDoubt();
    assertThat(client.isAnswered()).isFalse();

    scene.origin.put("/r", "three", "Last-Modified", OLD);
    scene.change("/r");

    assertThat(client.await().text()).isEqualTo("three");
  }

  @Test
  void aWaitThatEndsInDoubtEndsWithTheState() {
    RecordingSink client = pollInDoubt("Prefer", "wait=0");
    scene.advance(Duration.ZERO);

    assertThat(client.await().text()).isEqualTo("two");
  }

  @Test
  void thePreferredWaitIsAppliedAndSaid() {
    RecordingSink client = pollFromHere("Prefer", "wait=3");

    scene.advance(Duration.ofSeconds(3));

    assertThat(client.await().statusCode()).isEqualTo(304);
    assertThat(client.fields().first("Preference-Applied")).contains("wait=3");
  }

  @Test
  void aWaitOfZeroIsAnsweredAtOnce() {
    RecordingSink client = pollFromHere("Prefer", "wait=0");

    scene.advance(Duration.ZERO);

    assertThat(client.await().statusCode()).isEqualTo(304);
  }

  @Test
  void aWaitIsCapped() {
    RecordingSink client = pollFromHere("Prefer", "wait=9999");

    scene.advance(Duration.ofMinutes(2));

    assertThat(client.await().fields().first("Preference-Applied")).contains("wait=120");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=x", "respond-async", "wait=-1"})
  void whatIsNoWaitIsNoPreference(String preference) {
    RecordingSink client = pollFromHere("Prefer", preference);

    scene.advance(Duration.ofSeconds(30));

    assertThat(client.await().statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1357000000", "now", "Tue, 05 Mar 2013 12:00:00 GMT+02:00"})
  void aDateThatIsNoneIsRefusedAndNotIgnored(String date) {
    RecordingSink client = poll("When-Modified-After", date).await();

    assertThat(client.statusCode()).isEqualTo(400);
    assertThat(scene.origin.requests()).isZero();
  }

  @Test
  void twoDatesAreRefused() {
    RecordingSink client =
        poll("When-Modified-After", OLD, "When-Modified-After", Scene.EPOCH).await();

    assertThat(client.statusCode()).isEqualTo(400);
  }

  @Test
  void aDeletionIsTheAnswer() {
    RecordingSink client = pollFromHere();

    scene.origin.status("/r", 404);
    scene.change("/r", Change.Cause.DELETION);

    assertThat(client.await().statusCode()).isEqualTo(410);
  }

  @Test
  void anErrorOfTheOriginIsTheAnswer() {
    scene.origin.status("/r", 500);

    RecordingSink client = scene.get("/r", "When-Modified-After", OLD).await();

    assertThat(client.statusCode()).isEqualTo(500);
  }

  @Test
  void aClientThatLeavesIsForgotten() {
    RecordingSink client = pollFromHere();

    client.abandon();

    assertThat(scene.hub.subscriptions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "message/*", "application/*", "message/http;q=0", "text/html, */*;q=0.1"})
  void onlyAnExplicitTypeAsksForAStream(String accept) {
    RecordingSink client = poll("When-Modified-After", Scene.EPOCH, "Accept", accept).await();

    assertThat(client.text()).isEqualTo("one");
  }

  @Test
  void onOtherMethodsTheFieldIsIgnored() {
    // The handler passes it on; the request is answered like any other.
    scene.origin.put("/r", "made");

    RecordingSink client = scene.send("POST", "/r", "When-Modified-After", OLD).await();

    assertThat(client.text()).isEqualTo("made");
  }

  @Test
  void aThousandPollsCostOneFetchForAChange() {
    RecordingSink first = pollFromHere();
    for (int i = 0; i < 999; i++) {
      pollFromHere();
    }
    int before = scene.origin.requests();
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    scene.change("/r");

    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(first.await().text()).isEqualTo("two");
    assertThat(scene.hub.subscriptions()).isZero();
  }
}
