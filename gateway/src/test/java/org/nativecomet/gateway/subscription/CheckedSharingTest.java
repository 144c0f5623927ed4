package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RecordingOutlet;
import org.nativecomet.gateway.testing.RecordingSink;

/** A route on which the origin is asked about each subscriber, and then once for all of them. */
class CheckedSharingTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final Scene scene =
      new Scene(SubscriptionOptions.DEFAULTS, CachingRules.NONE, target -> Optional.of(INTERVAL));
  private final Set<String> refused = new HashSet<>();
  private int version = 1;
  private Fields extra = Fields.empty();

  @BeforeEach
  void aResourceForAuthorizedUsersThatIsTheSameForEach() {
    scene.origin.answer("/r", this::answer);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    scene.everybodyLeaves();
    assertThat(scene.hub.subscriptions()).isZero();
    assertThat(scene.hub.watchedResources()).isZero();
    assertThat(scene.time.waiting()).isLessThanOrEqualTo(1);
  }

  private Response answer(Request request) {
    if (refused.contains(user(request))) {
      return Response.of(
          403, Fields.empty(), ("no, " + user(request)).getBytes(StandardCharsets.UTF_8));
    }
    Fields.Builder fields = Fields.builder().add("ETag", "\"v" + version + "\"");
    fields.add("X-User", user(request)).addAll(extra);
    return Response.of(200, fields.build(), ("v" + version).getBytes(StandardCharsets.UTF_8));
  }

  private static String user(Request request) {
    return request
        .fields()
        .first("Authorization")
        .or(() -> request.fields().first("Cookie"))
        .orElse("nobody");
  }

  private RecordingOutlet subscribe(String user) {
    return scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", user);
  }

  private List<RecordingOutlet> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> subscribe("u" + i)).toList();
  }

  private long askedBy(String user) {
    return scene.origin.asked().stream().filter(request -> user(request).equals(user)).count();
  }

  @Test
  void theOriginIsAskedOnceForEachSubscriberAndThenOnceForAllOfThem() {
    List<RecordingOutlet> users = users(50);
    assertThat(scene.origin.requests()).as("at subscription time, each").isEqualTo(50);
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.requests()).isEqualTo(51);
    assertThat(users)
        .allSatisfy(user -> assertThat(user.messages()).hasSize(2))
        .allSatisfy(user -> assertThat(user.text()).endsWith("v2"));
  }

  @Test
  void cookiesAreCredentialsToo() {
    RecordingOutlet a = scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Cookie", "a");
    RecordingOutlet b = scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Cookie", "b");
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.requests()).isEqualTo(3);
    assertThat(a.text()).endsWith("v2");
    assertThat(b.text()).endsWith("v2");
  }

  @Test
  void fieldsThatMayBeAboutTheUserAreNotShared() {
    RecordingOutlet a = subscribe("alice");
    RecordingOutlet b = subscribe("bob");
    version = 2;

    scene.change("/r");

    assertThat(a.text() + b.text()).doesNotContain("X-User").contains("ETag: \"v2\"");
  }

  @Test
  void whoIsRefusedAtSubscriptionTimeSeesNothing() {
    subscribe("alice");
    refused.add("mallory");

    RecordingOutlet mallory = subscribe("mallory");

    assertThat(mallory.text()).startsWith("HTTP/1.1 403").doesNotContain("v1");
    assertThat(mallory.text()).contains("Subscribed: none");
  }

  @Test
  void eachIsAskedAboutAgainOncePerIntervalWithItsOwnCredentials() {
    users(20);
    int before = scene.origin.requests();
    scene.origin.answer(
        "/r",
        request -> {
          assertThat(request.fields().first("Cache-Control")).contains("no-cache");
          return answer(request);
        });

    scene.advance(INTERVAL.multipliedBy(4));

    assertThat(askedBy("u7")).as("u7, whose credentials ask for nobody else").isBetween(5L, 6L);
    assertThat(scene.origin.requests() - before).as("with the polls").isLessThan(20 * 5 + 300);
  }

  @Test
  void whoseAuthorizationIsRevokedIsToldSoWithinTheIntervalAndTheOthersGoOn() {
    List<RecordingOutlet> users = users(5);
    refused.add("u3");

    scene.advance(INTERVAL);
    version = 2;
    scene.change("/r");

    assertThat(users.get(3).messages().get(1))
        .startsWith("HTTP/1.1 403")
        .contains("Subscribed: none\r\n")
        .endsWith("no, u3");
    assertThat(users.get(3).text()).doesNotContain("v2");
    assertThat(users.get(2).text()).endsWith("v2");
    assertThat(scene.hub.subscriptions()).isEqualTo(4);
  }

  @Test
  void theOneWhoseCredentialsAskForAllIsReplacedWhenTheyAreRefused() {
    List<RecordingOutlet> users = users(5);
    refused.addAll(Set.of("u0", "u1"));
    version = 2;

    scene.change("/r");

    List<RecordingOutlet> left = users.stream().filter(user -> user.text().endsWith("v2")).toList();
    assertThat(left).as("somebody's credentials are still good").hasSizeGreaterThanOrEqualTo(3);
    assertThat(users.stream().filter(RecordingOutlet::isReleased).map(RecordingOutlet::text))
        .allSatisfy(text -> assertThat(text).containsPattern("no, u[01]$"));
  }

  @Test
  void whoIsShownSomethingElseIsNotInTheGroup() {
    scene.origin.answer(
        "/r",
        request -> {
          String content = user(request).equals("admin") ? "secret " + version : "v" + version;
          return Response.of(
              200,
              Fields.of("ETag", "\"v" + version + "\""),
              content.getBytes(StandardCharsets.UTF_8));
        });
    RecordingOutlet a = subscribe("alice");
    RecordingOutlet admin = subscribe("admin");
    RecordingOutlet b = subscribe("bob");

    for (version = 2; version < 5; version++) {
      scene.change("/r");
    }

    assertThat(a.text() + b.text()).doesNotContain("secret");
    assertThat(a.text()).endsWith("v4");
    assertThat(b.text()).endsWith("v4");
    assertThat(admin.text()).endsWith("secret 4");
  }

  @Test
  void whoIsShownSomethingElseAtACheckLeavesTheGroup() {
    scene.origin.answer(
        "/r",
        request -> {
          boolean changed = user(request).equals("bob") && version > 1;
          String content = changed ? "for bob" : "v1";
          return Response.of(
              200,
              Fields.of("ETag", "\"" + content.hashCode() + "\""),
              content.getBytes(StandardCharsets.UTF_8));
        });
    RecordingOutlet a = subscribe("alice");
    RecordingOutlet b = subscribe("bob");
    version = 2;

    scene.advance(INTERVAL);
    scene.change("/r");

    assertThat(a.text()).doesNotContain("bob");
    assertThat(b.text()).endsWith("for bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store", "private=\"X-User\"", "private, max-age=60"})
  void whatIsPrivateIsNeverShared(String cacheControl) {
    extra = Fields.of("Cache-Control", cacheControl);
    users(3);
    int before = scene.origin.requests();
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.requests() - before).isEqualTo(3);
  }

  @Test
  void whatBecomesPrivateIsNoLongerShared() {
    users(3);
    extra = Fields.of("Cache-Control", "private");
    version = 2;
    scene.change("/r");
    int before = scene.origin.requests();
    version = 3;

    scene.change("/r");

    assertThat(scene.origin.requests() - before).isEqualTo(3);
  }

  @Test
  void whatBecomesPrivateWithoutChangingIsNoLongerShared() {
    users(3);
    extra = Fields.of("Cache-Control", "private");
    scene.advance(Duration.ofSeconds(10));
    int before = scene.origin.requests();
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.requests() - before).isEqualTo(3);
  }

  @Test
  void whatVariesByTheCredentialsIsNotShared() {
    extra = Fields.of("Vary", "Authorization");
    users(3);
    int before = scene.origin.requests();
    version = 2;

    scene.change("/r");

    assertThat(scene.origin.requests() - before).isEqualTo(3);
  }

  @Test
  void aGroupThatTheOriginSaysIsGoneIsAskedAboutOneByOne() {
    List<RecordingOutlet> users = users(3);
    refused.clear();
    scene.origin.answer(
        "/r",
        request ->
            user(request).equals("u0")
                ? Response.of(404, Fields.empty(), "none for u0".getBytes(StandardCharsets.UTF_8))
                : answer(request));

    scene.advance(INTERVAL);
    version = 2;
    scene.change("/r");

    assertThat(users.get(0).text()).contains("HTTP/1.1 404").endsWith("none for u0");
    assertThat(users.get(1).text()).endsWith("v2").doesNotContain("none for");
    assertThat(users.get(2).text()).endsWith("v2").doesNotContain("none for");
  }

  @Test
  void aDeletionThroughTheGatewayEndsForAll() {
    List<RecordingOutlet> users = users(3);
    scene.origin.status("/r", 404);

    scene.change("/r", Change.Cause.DELETION);

    assertThat(users).allSatisfy(user -> assertThat(user.text()).contains("HTTP/1.1 410"));
  }

  @Test
  void anOriginThatCannotSayIsAskedAgainAndHiddenForAsLongAsItIsFromAnybody() {
    List<RecordingOutlet> users = users(2);
    scene.origin.answer(
        "/r",
        request ->
            user(request).equals("u1")
                ? Response.of(503, Fields.empty(), new byte[0])
                : answer(request));
    scene.advance(INTERVAL);
    assertThat(users.get(1).isReleased()).isFalse();

    scene.advance(Duration.ofMinutes(2));

    assertThat(users.get(1).messages().get(1)).startsWith("HTTP/1.1 502");
    assertThat(users.get(0).isReleased()).isFalse();
  }

  @Test
  void whoComesWhileTheGroupIsBehindIsJoinedByIt() {
    subscribe("alice");
    version = 2;
    RecordingOutlet b = subscribe("bob");
    scene.change("/r");
    int before = scene.origin.requests();
    version = 3;

    scene.change("/r");

    assertThat(b.text()).endsWith("v3");
    assertThat(b.messages()).hasSize(2);
    assertThat(scene.origin.requests() - before).as("one group again").isEqualTo(1);
  }

  @Test
  void aLongPollIsCheckedAndThenShares() {
    subscribe("alice");
    RecordingSink poll =
        scene.get(
            "/r",
            "When-Modified-After",
            Scene.EPOCH,
            "If-None-Match",
            "\"v1\"",
            "Authorization",
            "bob");
    assertThat(askedBy("bob")).isEqualTo(1);
    version = 2;
    int before = scene.origin.requests();

    scene.change("/r");

    assertThat(poll.text()).isEqualTo("v2");
    assertThat(scene.origin.requests() - before).isEqualTo(1);
  }

  @Test
  void whoIsNotAuthorizedSharesNothing() {
    subscribe("alice");

    RecordingOutlet nobody = scene.stream("/r", "When-Modified-After", Scene.EPOCH);
    version = 2;
    int before = scene.origin.requests();
    scene.change("/r");

    assertThat(nobody.text()).contains("X-User: nobody");
    assertThat(scene.origin.requests() - before).isEqualTo(2);
  }

  @Test
  void withoutTheOptionNothingIsShared() {
    Scene plain = new Scene();
    plain.origin.answer("/r", this::answer);
    for (int i = 0; i < 3; i++) {
      plain.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "u" + i);
    }
    version = 2;

    plain.change("/r");

    assertThat(plain.origin.requests()).isEqualTo(6);
    plain.everybodyLeaves();
  }
}
