package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** What a hub does with an origin that can be subscribed to. */
class UpstreamTest {
  private static final String ANNOUNCED = "Accept-Subscribe";
  private static final String STREAMS = "message/http, application/http";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Scene scene = new Scene(options(2));

  private static UpstreamOptions options(int most) {
    return new UpstreamOptions(true, most, new MessageLimits(4096, 50, 1, 1 << 20, 0));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    scene.everybodyLeaves();
    assertThat(scene.hub.watchedResources()).isZero();
    assertThat(scene.time.waiting()).as("timers").isZero();
    assertThat(scene.upstream.isInUse()).as("a stream is left").isFalse();
    assertThat(scene.events.standing).as("the gauge").isZero();
  }

  private void announced(String content, String tag) {
    scene.origin.put("/r", content, "ETag", tag, ANNOUNCED, STREAMS);
  }

  /** A subscriber of a resource whose subscription upstream stands. */
  private RecordingOutlet standing() {
    announced("one", "\"1\"");
    RecordingOutlet client = scene.subscribe("/r");
    scene.upstream.last().open().acknowledge();
    scene.thread.run();
    return client;
  }

  private void pushed(String content, String... fieldLines) {
    scene.upstream.last().state(content, fieldLines);
    scene.thread.run();
  }

  @Test
  void anOriginThatDoesNotSaySoIsNotSubscribedTo() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    scene.subscribe("/r");

    scene.advance(LONG);

    assertThat(scene.upstream.asked()).isZero();
  }

  @Test
  void theRequestBeginsFromWhatIsKnown() {
    announced("one", "\"1\"");
    scene.stream("/r", "When-Modified-After", Scene.EPOCH, "X-Own", "x");

    Fields fields = scene.upstream.last().request.fields();

    assertThat(fields.first("Accept")).contains("message/http");
    assertThat(fields.first("When-Modified-After")).contains(Scene.EPOCH);
    assertThat(fields.first("If-None-Match")).contains("\"1\"");
    assertThat(fields.first("Cache-Control")).contains("no-cache");
    assertThat(fields.first("X-Own")).contains("x");
  }

  @Test
  void withoutATagEverythingIsNewsAndIsComparedHere() {
    scene.origin.put(
        "/r", "one", "Last-Modified", "Fri, 20 Nov 2026 08:00:00 GMT", ANNOUNCED, STREAMS);
    RecordingOutlet client = scene.subscribe("/r");
    Fields asked = scene.upstream.last().request.fields();
    assertThat(asked.has("If-None-Match")).isFalse();
    assertThat(asked.has("If-Modified-Since")).isFalse();

    scene.upstream.last().open();
    pushed("one", "Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT");

    assertThat(client.messages()).hasSize(1);
  }

  @Test
  void whileItStandsNothingIsPolledButNowAndThen() {
    standing();
    int before = scene.origin.requests();

    scene.advance(Duration.ofMinutes(4));
    assertThat(scene.origin.requests()).isEqualTo(before);

    scene.advance(Duration.ofMinutes(1));
    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(scene.events.polls).contains("unchanged 0");
  }

  @Test
  void polledItIsUntilTheStreamHasSaidWhatIsCurrent() {
    announced("one", "\"1\"");
    RecordingOutlet client = scene.subscribe("/r");
    scene.upstream.last().open();
    announced("two", "\"2\"");

    scene.advance(Duration.ofSeconds(2));

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aStateThatComesIsAnUpdateAndCostsNoRequest() {
    RecordingOutlet client = standing();
    int before = scene.origin.requests();

    pushed("two", "ETag: \"2\"");

    assertThat(client.messages()).hasSize(2);
    assertThat(client.messages().get(1))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("ETag: \"2\"\r\n", "Content-Location: /r\r\n", "Subscribed: OK\r\n")
        .endsWith("\r\n\r\ntwo");
    assertThat(scene.origin.requests()).isEqualTo(before);
  }

  @Test
  void aStateThatIsKnownIsNoUpdate() {
    RecordingOutlet client = standing();

    pushed("one", "ETag: \"1\"");

    assertThat(client.messages()).hasSize(1);
  }

  @Test
  void aHundredSubscribersCostOneStream() {
    announced("one", "\"1\"");
    IntStream.range(0, 100).forEach(i -> scene.subscribe("/r"));

    assertThat(scene.upstream.asked()).isEqualTo(1);
  }

  @Test
  void theStreamIsGivenUpWithTheLastSubscriber() {
    standing();

    scene.everybodyLeaves();

    assertThat(scene.upstream.isInUse()).isFalse();
    assertThat(scene.events.ends).containsExactly("unwatched");
  }

  @Test
  void whenItEndsTheOriginIsAskedAtOnceAndThenPolled() {
    RecordingOutlet client = standing();
    announced("two", "\"2\"");
    int before = scene.origin.requests();

    scene.upstream.last().end();
    scene.thread.run();

    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(client.text()).endsWith("two");
    assertThat(scene.events.ends).containsExactly("closed");
    announced("three", "\"3\"");
    scene.advance(Duration.ofSeconds(5));
    assertThat(client.text()).endsWith("three");
  }

  @Test
  void itIsAskedForAgainAfterAWaitThatGrows() {
    standing();
    scene.upstream.last().breakOff();
    assertThat(scene.upstream.asked()).isEqualTo(1);

    scene.advance(Duration.ofSeconds(6));
    assertThat(scene.upstream.asked()).isEqualTo(2);
    scene.upstream.last().answer(503);
    scene.advance(LONG);
    assertThat(scene.upstream.asked()).isEqualTo(3);
    scene.upstream.last().open().acknowledge();

    assertThat(scene.events.standing).isEqualTo(1);
    assertThat(scene.events.ends).containsExactly("broken", "refused");
  }

  @Test
  void anOriginThatAsksToBeLeftAloneIs() {
    announced("one", "\"1\"");
    scene.subscribe("/r");
    scene.upstream.last().answer(503, "Retry-After", "100");

    scene.advance(Duration.ofSeconds(99));
    assertThat(scene.upstream.asked()).isEqualTo(1);

    scene.advance(Duration.ofSeconds(10));
    assertThat(scene.upstream.asked()).isEqualTo(2);
  }

  @Test
  void theLastResponseEndsTheSubscribersToo() {
    RecordingOutlet client = standing();

    scene
        .upstream
        .last()
        .send("HTTP/1.1 410 Gone\r\nSubscribed: none\r\nContent-Length: 0\r\n\r\n");
    scene.thread.run();

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 410 ").contains("Subscribed: none");
    assertThat(client.isReleased()).isTrue();
  }

  @Test
  void aFailureThatEndsItIsHiddenLikeAnyOther() {
    RecordingOutlet client = standing();

    scene
        .upstream
        .last()
        .send("HTTP/1.1 502 Bad Gateway\r\nSubscribed: none\r\nContent-Length: 0\r\n\r\n");
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.messages()).hasSize(1);
    assertThat(scene.events.ends.get(0)).isEqualTo("terminal");
    assertThat(scene.events.polls).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nSubscribed: OK\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 404 Not Found\r\nSubscribed: OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"
      })
  void whatCannotBeReadIsGivenUpAndPolled(String octets) {
    RecordingOutlet client = standing();
    int before = scene.origin.requests();

    scene.upstream.last().send(octets);

    assertThat(scene.events.ends).containsExactly("malformed");
    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(scene.upstream.isInUse()).isFalse();
    assertThat(client.messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/plain, ''",
    "200, multipart/mixed, ''",
    "200, message/http; msgtype=request, ''",
    "200, message/http, gzip",
    "404, message/http, ''"
  })
  void whatIsNoStreamIsRefused(int status, String type, String coding) {
    announced("one", "\"1\"");
    scene.subscribe("/r");
    String[] fields =
        coding.isEmpty()
            ? new String[] {"Content-Type", type}
            : new String[] {"Content-Type", type, "Content-Encoding", coding};

    scene.upstream.last().answer(status, fields);

    assertThat(scene.events.ends).containsExactly("refused");
  }

  @Test
  void beyondTheLimitOfAnOriginResourcesArePolled() {
    for (String path : new String[] {"/a", "/b", "/c"}) {
      scene.origin.put(path, "one", "ETag", "\"1\"", ANNOUNCED, STREAMS);
      scene.subscribe(path);
    }
    assertThat(scene.upstream.asked()).isEqualTo(2);
    assertThat(scene.events.ends).containsExactly("limited");

    int before = scene.origin.requests();
    scene.advance(Duration.ofSeconds(5));

    assertThat(scene.origin.requests()).isGreaterThan(before);
  }

  @Test
  void aWriteSeenHereIsExpectedToComeByItself() {
    RecordingOutlet client = standing();
    int before = scene.origin.requests();

    scene.change("/r", Change.Cause.UNSAFE_REQUEST);
    scene.advance(Duration.ofMillis(100));
    pushed("two", "ETag: \"2\"");
    scene.advance(LONG);

    assertThat(client.text()).endsWith("two");
    assertThat(scene.origin.requests()).isEqualTo(before);
  }

  @Test
  void aWriteOfWhichNothingComesIsAskedAbout() {
    RecordingOutlet client = standing();
    announced("two", "\"2\"");

    scene.change("/r", Change.Cause.UNSAFE_REQUEST);
    scene.advance(Duration.ofSeconds(1));

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aNoticeThatTheOriginMayNotKnowOfIsAskedAboutAtOnce() {
    RecordingOutlet client = standing();
    announced("two", "\"2\"");

    scene.change("/r", Change.Cause.NOTICE);

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void whatWasOnItsWayBeforeNewsThatWereFetchedIsNotShown() {
    RecordingOutlet client = standing();
    StubUpstream.Stream old = scene.upstream.last();
    announced("three", "\"3\"");
    scene.change("/r", Change.Cause.NOTICE);
    assertThat(scene.upstream.asked()).as("a new stream is asked for").isEqualTo(2);
    assertThat(scene.upstream.last().request.fields().first("If-None-Match")).contains("\"3\"");

    assertThat(old.isCancelled()).isTrue();
    old.state("two", "ETag: \"2\"");
    scene.upstream.last().open();
    pushed("four", "ETag: \"4\"");

    assertThat(client.text()).endsWith("four");
    assertThat(client.messages()).hasSize(3);
  }

  @Test
  void aStateThatComesDuringAFetchTakesItsPlace() {
    RecordingOutlet client = standing();
    scene.origin.stall();
    scene.change("/r", Change.Cause.NOTICE);
    assertThat(scene.origin.waiting()).isEqualTo(1);

    pushed("two", "ETag: \"2\"");

    assertThat(scene.origin.waiting()).as("the fetch is abandoned").isZero();
    assertThat(client.text()).endsWith("two");
    scene.resume();
  }

  @Test
  void representationsThatAreCodedByRequestAreAskedForOneByOne() {
    scene.origin.put("/r", "one", "ETag", "\"1\"", ANNOUNCED, STREAMS, "Vary", "Accept-Encoding");

    scene.enclosed("GET", "/r", "a", "When-Modified-After", Scene.EPOCH, "Accept-Encoding", "gzip");
    assertThat(scene.upstream.asked()).isZero();

    scene.enclosed("GET", "/r", "b", "When-Modified-After", Scene.EPOCH);
    assertThat(scene.upstream.asked()).isEqualTo(1);
  }

  @Test
  void credentialsAreNotUsedUpstreamOnceTheirOwnerHasLeft() {
    scene.origin.put("/r", "one", "ETag", "\"1\"", ANNOUNCED, STREAMS, "Cache-Control", "public");
    RecordingOutlet first =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "first");
    scene.upstream.last().open().acknowledge();
    scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "second");
    assertThat(scene.upstream.asked()).isEqualTo(1);

    first.close();
    scene.thread.run();

    assertThat(scene.upstream.asked()).isEqualTo(2);
    assertThat(scene.upstream.last().request.fields().first("Authorization")).contains("second");
  }

  @Test
  void answersHereSayThatTheyCanBeSubscribedTo() {
    scene.origin.put("/r", "one");
    assertThat(scene.get("/r").await().fields().first(ANNOUNCED)).contains(STREAMS);

    scene.origin.status("/gone", 404, ANNOUNCED, "message/http");
    assertThat(scene.get("/gone").await().fields().has(ANNOUNCED)).isFalse();
  }
}
