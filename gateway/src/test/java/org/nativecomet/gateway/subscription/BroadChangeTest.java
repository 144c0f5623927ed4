package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** Changes that concern many resources at once. */
class BroadChangeTest {
  private static final int MOST = 3;

  private final Scene scene =
      new Scene(
          new SubscriptionOptions(
              1000,
              1000,
              Duration.ofSeconds(30),
              Duration.ofSeconds(30),
              Duration.ZERO,
              MOST,
              16,
              500,
              100,
              Comparison.DEFAULT));

  @AfterEach
  void nothingIsLeft() {
    scene.everybodyLeaves();
    assertThat(scene.hub.watchedResources()).isZero();
    assertThat(scene.hub.groups().size()).isZero();
  }

  private static boolean anywhere(TargetUri target) {
    return target.scheme().equals("http");
  }

  private Reach change(Extent... extents) {
    Reach reach = scene.hub.changed(new Change(List.of(extents), Change.Cause.NOTICE));
    scene.thread.run();
    return reach;
  }

  private void put(String path, String content, String group) {
    scene.origin.put(path, content, "Cache-Groups", "\"" + group + "\"");
  }

  @Test
  void aPrefixReachesWhatIsBelowItAndAsksForEachOnce() {
    List<String> paths = List.of("/items", "/items?x", "/items/1", "/other");
    for (String path : paths) {
      scene.origin.put(path.replaceAll("\\?.*", ""), "one");
      scene.subscribe(path);
    }
    scene.subscribe("/items/1");
    int before = scene.origin.requests();

    Reach reach =
        change(
            new Extent.Below("/items", BroadChangeTest::anywhere),
            new Extent.OneTarget("/items/1", BroadChangeTest::anywhere));

    assertThat(reach).isEqualTo(new Reach(3, 4, 0));
    assertThat(scene.origin.requests() - before).isEqualTo(3);
  }

  @Test
  void aGroupReachesItsMembersAlone() {
    put("/a", "one", "g");
    put("/b", "one", "h");
    RecordingOutlet a = scene.subscribe("/a");
    scene.subscribe("/b");
    put("/a", "two", "g");

    assertThat(change(new Extent.InGroup("g", BroadChangeTest::anywhere)))
        .isEqualTo(new Reach(1, 1, 0));

    assertThat(a.text()).endsWith("two");
    assertThat(change(new Extent.InGroup("g", target -> false))).isEqualTo(Reach.NOBODY);
  }

  @Test
  void aResourceThatLeavesAGroupIsNotReachedThroughItAnyMore() {
    put("/a", "one", "g");
    scene.subscribe("/a");
    put("/a", "two", "h");
    scene.change("/a");

    assertThat(change(new Extent.InGroup("g", BroadChangeTest::anywhere))).isEqualTo(Reach.NOBODY);
    assertThat(change(new Extent.InGroup("h", BroadChangeTest::anywhere)))
        .isEqualTo(new Reach(1, 1, 0));
  }

  @Test
  void aGroupThatChangesWhileItsMemberIsFetchedIsNotMissed() {
    put("/a", "before", "g");
    scene.origin.stall();
    RecordingOutlet outlet = scene.subscribe("/a");
    assertThat(change(new Extent.InGroup("g", BroadChangeTest::anywhere))).isEqualTo(Reach.NOBODY);
    scene.origin.answerOldest();
    scene.thread.run();
    put("/a", "after", "g");

    scene.resume();

    assertThat(outlet.text()).contains("before").endsWith("after");
  }

  @Test
  void aChangeOfManyResourcesAsksForSoManyAtOneTimeAndForAllInTheEnd() {
    List<RecordingOutlet> outlets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      scene.origin.put("/items/" + i, "one");
      outlets.add(scene.subscribe("/items/" + i));
      scene.origin.put("/items/" + i, "two");
    }
    scene.origin.stall();
    assertThat(change(new Extent.Below("/items", BroadChangeTest::anywhere)).resources())
        .isEqualTo(50);
    change(new Extent.Below("/items", BroadChangeTest::anywhere));

    int asked = 0;
    while (scene.origin.waiting() > 0) {
      assertThat(scene.origin.waiting()).isLessThanOrEqualTo(MOST);
      scene.origin.answerOldest();
      asked++;
    }
    scene.thread.run();

    assertThat(asked).isBetween(50, 50 + MOST);
    assertThat(outlets).allSatisfy(outlet -> assertThat(outlet.text()).endsWith("two"));
  }

  private RecordingOutlet privately(String path, String user) {
    return scene.stream(path, "When-Modified-After", Scene.EPOCH, "Authorization", user);
  }

  private List<RecordingOutlet> privateSubscribersOf(String path, int count) {
    scene.origin.put(path, "one", "Cache-Control", "private");
    List<RecordingOutlet> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(privately(path, "user " + i));
    }
    scene.origin.put(path, "two", "Cache-Control", "private");
    return users;
  }

  private void fillTheRoomForChanges() {
    for (int i = 0; i < MOST; i++) {
      scene.origin.put("/items/" + i, "one");
      scene.subscribe("/items/" + i);
    }
    scene.origin.stall();
    change(new Extent.Below("/items", BroadChangeTest::anywhere));
    assertThat(scene.origin.waiting()).isEqualTo(MOST);
  }

  @Test
  void whoComesToAPrivateResourceDoesNotWaitForTheChangesOfOthers() {
    privateSubscribersOf("/r", 20);
    fillTheRoomForChanges();
    scene.change("/r");

    privately("/r", "newcomer");

    assertThat(scene.origin.waiting()).isEqualTo(MOST + 1);
    assertThat(scene.origin.lastAsked().fields().first("Authorization")).contains("newcomer");
    scene.resume();
  }

  @Test
  void whatIsFetchedForEachCountsAmongWhatIsAskedForAtOneTime() {
    List<RecordingOutlet> users = privateSubscribersOf("/r", 20);
    users.addAll(privateSubscribersOf("/s", 20));
    scene.origin.stall();
    scene.change("/r");
    scene.change("/s");

    while (scene.origin.waiting() > 0) {
      assertThat(scene.origin.waiting()).isLessThanOrEqualTo(MOST);
      scene.origin.answerOldest();
    }
    scene.thread.run();

    assertThat(users).allSatisfy(user -> assertThat(user.text()).endsWith("two"));
  }

  @Test
  void aResourceWithManyPrivateSubscribersDoesNotKeepOthersWaiting() {
    privateSubscribersOf("/r", 20);
    scene.origin.put("/s", "one");
    RecordingOutlet other = scene.subscribe("/s");
    scene.origin.put("/s", "two");
    scene.origin.stall();
    scene.change("/r");
    scene.change("/s");

    for (int i = 0; i < 2 * MOST; i++) {
      scene.origin.answerOldest();
    }
    scene.thread.run();

    assertThat(other.text()).endsWith("two");
    scene.resume();
  }

  @Test
  void thoseWhoLeaveWhileTheirResourceIsAskedForMakeRoom() {
    List<RecordingOutlet> outlets = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      scene.origin.put("/items/" + i, "one");
      outlets.add(scene.subscribe("/items/" + i));
    }
    scene.origin.stall();
    change(new Extent.Below("/items", BroadChangeTest::anywhere));
    assertThat(scene.origin.waiting()).isEqualTo(MOST);
    outlets.subList(0, 9).forEach(RecordingOutlet::close);
    scene.thread.run();
    scene.origin.put("/items/9", "two");

    scene.resume();

    assertThat(outlets.get(9).text()).endsWith("two");
  }
}
