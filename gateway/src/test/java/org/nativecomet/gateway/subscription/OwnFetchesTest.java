package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/** Many subscribers of one resource, each of whom has to ask with its own credentials. */
class OwnFetchesTest {
  private static final int AT_ONCE = 4;
  private static final int PER_SECOND = 50;
  private static final int POLLS_PER_SECOND = 10;

  private final Scene scene =
      new Scene(
          new SubscriptionOptions(
              100_000,
              1 << 20,
              Duration.ofSeconds(30),
              Duration.ofSeconds(120),
              Duration.ofSeconds(60),
              100,
              AT_ONCE,
              PER_SECOND,
              POLLS_PER_SECOND,
              Comparison.DEFAULT));
  private int version = 1;

  private void eachUserHasOneVersionOf(String path) {
    scene.origin.answer(
        path,
        request -> {
          String content = "v" + version + " for " + user(request);
          return Response.of(
              200,
              Fields.of("ETag", "\"v" + version + user(request) + "\""),
              content.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static String user(Request request) {
    return request.fields().first("Authorization").orElse("nobody");
  }

  private RecordingOutlet subscribe(String user) {
    return scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", user);
  }

  /** Users with these numbers, all of whom have been shown their first state. */
  private List<RecordingOutlet> users(int count) {
    List<RecordingOutlet> users =
        IntStream.range(0, count).mapToObj(i -> subscribe("u" + i)).collect(Collectors.toList());
    scene.advance(Duration.ofSeconds(1 + count / PER_SECOND));
    scene.advance(Duration.ofSeconds(2));
    assertThat(users).allSatisfy(user -> assertThat(user.messages()).isNotEmpty());
    return users;
  }

  private Set<String> askedSince(int start) {
    return scene.origin.asked().stream()
        .skip(start)
        .map(OwnFetchesTest::user)
        .collect(Collectors.toSet());
  }

  @AfterEach
  void nothingIsLeftBehind() {
    scene.origin.resume();
    scene.everybodyLeaves();
    assertThat(scene.hub.subscriptions()).isZero();
    assertThat(scene.hub.watchedResources()).isZero();
  }

  @Test
  void aChangeIsFetchedByAFewAtATime() {
    eachUserHasOneVersionOf("/r");
    List<RecordingOutlet> users = users(20);
    scene.origin.stall();
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.waiting()).isEqualTo(AT_ONCE);
    scene.origin.answerOldest();
    assertThat(scene.origin.waiting()).as("the next has taken its place").isEqualTo(AT_ONCE);
    scene.resume();
    assertThat(users)
        .allSatisfy(user -> assertThat(user.text()).contains("v2 for u"))
        .allSatisfy(user -> assertThat(user.messages()).hasSize(2));
  }

  @Test
  void aChangeIsFetchedAtABoundedPaceAndByEverybody() {
    eachUserHasOneVersionOf("/r");
    List<RecordingOutlet> users = users(300);
    version = 2;
    int before = scene.origin.requests();

    scene.change("/r");
    scene.advance(Duration.ofMillis(1));
    int atOnce = scene.origin.requests() - before;
    scene.advance(Duration.ofSeconds(2));
    int afterTwoSeconds = scene.origin.requests() - before;
    scene.advance(Duration.ofSeconds(4));

    assertThat(atOnce).isBetween(PER_SECOND / 2, PER_SECOND + POLLS_PER_SECOND);
    assertThat(afterTwoSeconds).isLessThanOrEqualTo(3 * (PER_SECOND + POLLS_PER_SECOND));
    assertThat(users).allSatisfy(user -> assertThat(user.text()).contains("v2 for u"));
  }

  @Test
  void aThousandPrivateSubscribersArePolledNoMoreOftenTogetherThanTheBoundSays() {
    eachUserHasOneVersionOf("/r");
    users(1000);
    int before = scene.origin.requests();

    scene.advance(Duration.ofSeconds(20));

    assertThat(scene.origin.requests() - before)
        .isBetween(15 * POLLS_PER_SECOND, 22 * POLLS_PER_SECOND);
    int round = scene.origin.requests();
    scene.advance(Duration.ofSeconds(110));
    assertThat(askedSince(round)).as("each has its turn").hasSize(1000);
  }

  @Test
  void whoWaitsForItsTurnCostsOneTimerAndNotOneMoreForEachTurn() {
    eachUserHasOneVersionOf("/r");
    users(300);
    scene.change("/r");

    scene.advance(Duration.ofSeconds(1));

    assertThat(scene.time.waiting()).as("a poll for each, and what wakes them").isLessThan(310);
  }

  @Test
  void whatOnePollFindsTheOthersAskForAtOnce() {
    eachUserHasOneVersionOf("/r");
    List<RecordingOutlet> users = users(40);
    scene.advance(Duration.ofMinutes(1));
    version = 2;

    scene.advance(Duration.ofMillis(1500));

    assertThat(users).allSatisfy(user -> assertThat(user.text()).endsWith(user(user)));
  }

  private static String user(RecordingOutlet outlet) {
    return "v2 for u" + outlet.messages().get(0).replaceAll("(?s).*for u(\\d+)$", "$1");
  }

  @Test
  void changesForOneUserAloneDoNotMakeTheOthersAskFasterThanTheyArePolled() {
    String[] inbox = {"empty"};
    scene.origin.answer(
        "/r",
        request -> {
          String content = user(request).equals("u0") ? inbox[0] : "nothing";
          return Response.of(
              200,
              Fields.of("ETag", "\"" + content + "\""),
              content.getBytes(StandardCharsets.UTF_8));
        });
    RecordingOutlet owner = users(100).get(0);
    for (int mail = 0; mail < 10; mail++) {
      inbox[0] = "mail " + mail;
      scene.advance(Duration.ofSeconds(12));
    }
    int before = scene.origin.requests();

    inbox[0] = "the last mail";
    scene.advance(Duration.ofSeconds(12));

    assertThat(owner.text()).endsWith("the last mail");
    assertThat(scene.origin.requests() - before).isLessThanOrEqualTo(14 * POLLS_PER_SECOND);
  }

  @Test
  void whoComesDuringAChangeDoesNotWaitForAllTheOthers() {
    eachUserHasOneVersionOf("/r");
    users(300);
    version = 2;
    scene.change("/r");

    RecordingOutlet newcomer = subscribe("newcomer");
    scene.advance(Duration.ofMillis(200));

    assertThat(newcomer.text()).endsWith("v2 for newcomer");
  }

  @Test
  void whoHasGivenUpIsSkipped() {
    eachUserHasOneVersionOf("/r");
    List<RecordingOutlet> users = users(20);
    scene.origin.stall();
    scene.change("/r");
    int before = scene.origin.requests();

    for (int i = 9; i >= 0; i--) {
      users.get(i).close();
    }
    scene.thread.run();
    scene.resume();

    assertThat(askedSince(before).size()).isBetween(6, 10);
    assertThat(scene.hub.subscriptions()).isEqualTo(10);
  }

  @Test
  void whoWaitsForItsTurnIsToldTheNewestOnly() {
    eachUserHasOneVersionOf("/r");
    List<RecordingOutlet> users = users(20);
    scene.origin.stall();
    for (version = 2; version < 6; version++) {
      scene.change("/r");
    }
    version = 6;

    scene.resume();

    assertThat(users)
        .allSatisfy(user -> assertThat(user.text()).contains("v6").doesNotContain("v5", "v4"))
        .allSatisfy(user -> assertThat(user.messages()).hasSize(2));
  }

  @Test
  void longPollsTakeTheirTurnsToo() {
    eachUserHasOneVersionOf("/r");
    List<RecordingSink> polls =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    scene.get(
                        "/r",
                        "When-Modified-After",
                        Scene.EPOCH,
                        "If-None-Match",
                        "\"v1u" + i + "\"",
                        "Authorization",
                        "u" + i))
            .toList();
    scene.origin.stall();
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.waiting()).isEqualTo(AT_ONCE);
    scene.resume();
    assertThat(polls).allSatisfy(poll -> assertThat(poll.text()).startsWith("v2 for u"));
  }

  @Test
  void aStormOnAResourceThatTurnsOutToBeForAllIsSpared() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "public, max-age=5");
    scene.origin.stall();
    List<RecordingOutlet> users =
        IntStream.range(0, 100).mapToObj(i -> subscribe("u" + i)).toList();

    scene.resume();
    scene.advance(Duration.ofMillis(200));

    assertThat(users).allSatisfy(user -> assertThat(user.text()).endsWith("one"));
    assertThat(scene.origin.requests()).isLessThanOrEqualTo(3 * AT_ONCE);
  }
}
