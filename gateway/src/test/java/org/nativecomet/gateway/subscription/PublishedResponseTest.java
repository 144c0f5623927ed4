package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** Changes that come with the new response. */
class PublishedResponseTest {
  private final Scene scene = new Scene();

  @AfterEach
  void nothingIsLeft() {
    scene.everybodyLeaves();
    assertThat(scene.hub.watchedResources()).isZero();
  }

  private Reach publish(int statusCode, String content, String... fields) {
    Response response =
        Response.of(statusCode, Fields.of(fields), content.getBytes(StandardCharsets.UTF_8));
    return publish(Fields.empty(), response);
  }

  private Reach publish(Fields request, Response response) {
    Reach reach =
        scene.hub.changed(
            new Change(
                List.of(new Extent.OneTarget("/r", target -> true)),
                Change.Cause.NOTICE,
                Optional.of(new Published(Optional.empty(), request, response))));
    scene.thread.run();
    return reach;
  }

  @Test
  void subscribersAreShownItWithoutAFetch() {
    scene.origin.put("/r", "one");
    RecordingOutlet outlet = scene.subscribe("/r");
    scene.subscribe("/r");
    int before = scene.origin.requests();

    assertThat(publish(200, "two", "ETag", "\"2\"")).isEqualTo(new Reach(1, 2, 0));

    assertThat(outlet.text()).contains("ETag: \"2\"").endsWith("two");
    assertThat(scene.origin.requests()).isEqualTo(before);
  }

  @Test
  void anAnswerThatWasUnderWayDoesNotBringBackTheStateFromBefore() {
    scene.origin.put("/r", "one");
    RecordingOutlet outlet = scene.subscribe("/r");
    scene.origin.put("/r", "old");
    scene.origin.stall();
    scene.change("/r");
    assertThat(scene.origin.waiting()).isEqualTo(1);

    publish(200, "new", "ETag", "\"n\"");

    assertThat(scene.origin.waiting()).isZero();
    scene.resume();
    assertThat(outlet.text()).endsWith("new").doesNotContain("old");
  }

  @Test
  void whoComesAfterItIsShownItWhateverWasSignalledBefore() {
    scene.origin.put("/r", "one");
    scene.subscribe("/r");
    scene.origin.stall();
    scene.advance(Duration.ofSeconds(1));
    assertThat(scene.origin.waiting()).as("a poll").isOne();
    scene.change("/r");
    publish(200, "new", "ETag", "\"n\"");

    RecordingOutlet newcomer = scene.subscribe("/r");

    assertThat(newcomer.text()).endsWith("new");
    assertThat(scene.origin.waiting()).isZero();
  }

  @Test
  void theNextCheckComparesWithTheOrigin() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    RecordingOutlet outlet = scene.subscribe("/r");
    publish(200, "two", "ETag", "\"2\"");
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.advance(Duration.ofSeconds(10));
    assertThat(scene.origin.lastAsked().fields().first("If-None-Match")).contains("\"2\"");

    scene.origin.put("/r", "three", "ETag", "\"3\"");
    scene.advance(Duration.ofSeconds(10));

    assertThat(outlet.text()).containsOnlyOnce("two").endsWith("three");
  }

  @Test
  void theOriginsTagForTheSameContentIsNoUpdate() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    RecordingOutlet outlet = scene.subscribe("/r");
    publish(200, "two");
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.change("/r");
    scene.change("/r");
    assertThat(outlet.text()).containsOnlyOnce("two");

    scene.origin.put("/r", "two", "ETag", "\"2\"", "X", "y");
    scene.origin.put("/r", "three", "ETag", "\"3\"");
    scene.change("/r");

    assertThat(outlet.text()).endsWith("three");
  }

  @Test
  void whatIsNotShareableIsAskedFor() {
    scene.origin.put("/r", "one");
    RecordingOutlet outlet = scene.subscribe("/r");
    scene.origin.put("/r", "two");

    publish(200, "secret", "Cache-Control", "private");
    publish(200, "secret", "Set-Cookie", "a=b");
    publish(200, "secret", "Vary", "*");
    publish(200, "secret", "Cache-Control", "no-store");

    assertThat(outlet.text()).contains("two").doesNotContain("secret");
  }

  @Test
  void whatIsNotForOneOfThoseWhoShareIsAskedFor() {
    scene.origin.put("/r", "one", "Cache-Control", "public, max-age=60");
    scene.subscribe("/r");
    RecordingOutlet user =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Basic a");
    scene.origin.put("/r", "theirs", "Cache-Control", "max-age=60");

    publish(200, "everyone's", "Cache-Control", "max-age=60");
    scene.advance(Duration.ofMillis(100));

    assertThat(user.text()).endsWith("theirs").doesNotContain("everyone's");
  }

  @Test
  void whoIsShownTheirOwnIsAskedFor() {
    scene.origin.put("/r", "mine", "Cache-Control", "private");
    RecordingOutlet outlet =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Basic a");
    scene.origin.put("/r", "mine too", "Cache-Control", "private");

    assertThat(publish(200, "everyone's").subscribers()).isEqualTo(1);

    assertThat(outlet.text()).endsWith("mine too").doesNotContain("everyone's");
  }

  @Test
  void whoeverWasNotShownAnythingYetIsAskedFor() {
    scene.origin.put("/r", "one");
    scene.origin.stall();
    RecordingOutlet outlet = scene.subscribe("/r");

    publish(200, "given");
    scene.origin.put("/r", "two");
    scene.resume();

    assertThat(outlet.text()).endsWith("two").doesNotContain("given");
  }

  @Test
  void anotherVariantIsAskedFor() {
    scene.origin.put("/r", "en", "Vary", "Accept-Language");
    RecordingOutlet english =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "en");
    RecordingOutlet german =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    scene.origin.put("/r", "en two", "Vary", "Accept-Language");
    Fields varies = Fields.of("Vary", "Accept-Language");

    publish(
        Fields.of("Accept-Language", "de"),
        Response.of(200, varies, "deutsch".getBytes(StandardCharsets.UTF_8)));

    assertThat(german.text()).endsWith("deutsch");
    assertThat(english.text()).endsWith("en two").doesNotContain("deutsch");
    assertThat(scene.origin.requests()).as("two at first, and one for the change").isEqualTo(3);
  }

  @Test
  void whatIsTooLargeToBeSubscribedToIsAskedFor() {
    scene.origin.put("/r", "one");
    RecordingOutlet outlet = scene.subscribe("/r");
    scene.origin.put("/r", "two");

    publish(200, "x".repeat((int) scene.options.maxRepresentation() + 1));

    assertThat(outlet.text()).endsWith("two");
  }

  @Test
  void whatIsGivenAsGoneIsTheEnd() {
    scene.origin.put("/r", "one");
    RecordingOutlet outlet = scene.subscribe("/r");

    publish(410, "");

    assertThat(outlet.text()).contains("HTTP/1.1 410").contains("Subscribed: none");
  }
}
