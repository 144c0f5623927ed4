package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.testing.RecordingOutlet;

class StreamSubscriptionTest {
  private static final String OLD = "Fri, 20 Nov 2026 08:00:00 GMT";
  private static final String NOW = "Fri, 20 Nov 2026 09:00:00 GMT";

  private final Scene scene = new Scene();

  @AfterEach
  void nothingIsLeftBehind() {
    scene.assertNothingIsLeft();
    assertThat(scene.origin.waiting()).as("fetches under way").isZero();
  }

  @Test
  void theFirstMessageIsTheCurrentState() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Content-Type", "text/plain");

    RecordingOutlet client = scene.subscribe("/r");

    assertThat(client.text())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Type: text/plain\r\nDate: "
                + NOW
                + "\r\nContent-Location: /r\r\nSubscribed: OK\r\nContent-Length: 3\r\n\r\none");
  }

  @Test
  void whatCameWithoutADateIsSentWithTheOneOfItsReceipt() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");
    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.change("/r");
    scene.origin.status("/r", 404);
    scene.change("/r");

    assertThat(client.messages()).hasSize(3).allMatch(message -> message.contains("\r\nDate: "));
    assertThat(client.messages().get(2)).contains("404", "\r\nDate: " + NOW);
  }

  @Test
  void everyLaterStateFollowsWhenItIsAnnounced() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    Reach reach = scene.change("/r");

    assertThat(reach).isEqualTo(new Reach(1, 1, 0));
    assertThat(client.messages()).hasSize(2);
    assertThat(client.messages().get(1)).contains("ETag: \"v2\"").endsWith("\r\n\r\ntwo");
  }

  @Test
  void aChangeBehindTheGatewayIsSeenByPolling() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.messages()).hasSize(2);
  }

  @Test
  void pollingIsConditionalAndAnUnchangedResourceIsNoUpdate() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.advance(Duration.ofSeconds(20));

    assertThat(scene.origin.lastAsked().fields().first("If-None-Match")).contains("\"v1\"");
    assertThat(client.messages()).hasSize(1);
  }

  @Test
  void aThousandSubscribersCostOneFetchAndOneForEachChange() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    scene.origin.stall();
    List<RecordingOutlet> clients =
        IntStream.range(0, 1000).mapToObj(i -> scene.subscribe("/r")).toList();
    assertThat(scene.origin.requests()).isEqualTo(1);
    scene.resume();

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.change("/r");

    assertThat(scene.origin.requests()).isEqualTo(2);
    assertThat(clients).allSatisfy(client -> assertThat(client.messages()).hasSize(2));
  }

  @Test
  void pollingCostsTheSameHoweverManySubscribersThereAre() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "max-age=5");
    IntStream.range(0, 100).forEach(i -> scene.subscribe("/r"));

    scene.advance(Duration.ofSeconds(51));

    assertThat(scene.origin.requests()).isEqualTo(11);
  }

  @Test
  void changesAnnouncedDuringAFetchLeadToOneMore() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");
    scene.origin.stall();
    IntStream.range(0, 10).forEach(i -> scene.change("/r"));
    assertThat(scene.origin.requests()).isEqualTo(2);
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    scene.resume();

    assertThat(scene.origin.requests()).isEqualTo(3);
    assertThat(client.messages()).hasSize(2);
  }

  @Test
  void aChangeBetweenTheFirstFetchAndTheWaitIsNotLost() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    scene.origin.stall();
    RecordingOutlet client = scene.subscribe("/r");
    scene.change("/r");
    scene.origin.answerOldest();
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    scene.resume();

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aSubscriberThatComesWithAnUpdateDoesNotKeepItFromTheOthers() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet first = scene.subscribe("/r");
    RecordingOutlet second = scene.streamOnBusyThread("/r", "When-Modified-After", Scene.EPOCH);
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    scene.change("/r");

    assertThat(first.messages()).hasSize(2);
    assertThat(first.messages().get(1)).endsWith("two");
    assertThat(second.messages()).hasSize(1);
    assertThat(second.messages().get(0)).endsWith("two");
  }

  @Test
  void aSlowReaderSkipsVersionsAndEndsWithTheLatest() {
    scene.origin.put("/r", "0", "ETag", "\"0\"");
    RecordingOutlet client = scene.subscribe("/r");
    client.stopReading();
    for (int i = 1; i <= 1000; i++) {
      scene.origin.put("/r", "" + i, "ETag", "\"" + i + "\"");
      scene.change("/r");
    }
    assertThat(client.waiting()).isEqualTo(1);

    client.read();

    assertThat(client.messages()).hasSize(2);
    assertThat(client.text()).endsWith("\r\n\r\n1000");
  }

  @Test
  void nothingNewerIsAcknowledgedAtOnce() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);

    RecordingOutlet client =
        scene.stream("/r", "When-Modified-After", OLD, "If-None-Match", "\"v1\"");

    assertThat(client.text())
        .startsWith("HTTP/1.1 304 Not Modified\r\n")
        .contains("Subscribed: OK\r\n", "ETag: \"v1\"\r\n", "Content-Location: /r\r\n")
        .doesNotContain("Content-Length");
  }

  @Test
  void theTagDecidesAndTheDateBesideItOnlyMeansToWait() {
    scene.origin.put("/r", "two", "ETag", "\"v2\"", "Last-Modified", OLD);

    RecordingOutlet client =
        scene.stream(
            "/r",
            "When-Modified-After",
            "Fri, 01 Jan 2100 00:00:00 GMT",
            "If-None-Match",
            "\"v1\"");

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void whenNoneMatchAloneSubscribes() {
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    RecordingOutlet client = scene.stream("/r", "When-None-Match", "\"v2\"");

    assertThat(client.text()).startsWith("HTTP/1.1 304");
  }

  @Test
  void aDateOfASecondWithOneVersionWaits() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);
    scene.get("/r").await();

    RecordingOutlet client = scene.stream("/r", "When-Modified-After", OLD);

    assertThat(client.text()).startsWith("HTTP/1.1 304");
  }

  @Test
  void aSecondThatGetsAnotherVersionBeforeTheFirstMessageHasTwo() {
    scene.origin.put("/r", "one", "Last-Modified", NOW);
    scene.subscribe("/r");
    RecordingOutlet client = scene.streamOnBusyThread("/r", "When-Modified-After", NOW);
    scene.origin.put("/r", "two", "Last-Modified", NOW);

    scene.change("/r");

    assertThat(client.messages()).hasSize(1);
    assertThat(client.messages().get(0)).endsWith("two");
  }

  @Test
  void aDateOfASecondWithTwoVersionsIsAnsweredAtOnce() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", NOW);
    scene.get("/r").await();
    scene.origin.put("/r", "two", "ETag", "\"v2\"", "Last-Modified", NOW);

    RecordingOutlet client = scene.stream("/r", "When-Modified-After", NOW);

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aDateOfASecondThatWasNotWatchedIsAnsweredAtOnce() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);

    RecordingOutlet client = scene.stream("/r", "When-Modified-After", OLD);

    assertThat(client.text()).endsWith("one");
  }

  @Test
  void aDateInTheFutureMeansNow() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);
    RecordingOutlet client =
        scene.stream("/r", "When-Modified-After", "Fri, 01 Jan 2100 00:00:00 GMT");
    assertThat(client.text()).startsWith("HTTP/1.1 304");

    scene.origin.put("/r", "two", "ETag", "\"v2\"", "Last-Modified", NOW);
    scene.change("/r");

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void twoVersionsOfOneSecondUnderOneTagAreBothDelivered() {
    // nginx makes its strong tags of the modification second and the length.
    scene.origin.put("/r", "one", "ETag", "\"67-3\"", "Last-Modified", NOW, "Date", NOW);
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "two", "ETag", "\"67-3\"", "Last-Modified", NOW, "Date", NOW);
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aDateThatGoesBackIsAnUpdate() {
    scene.origin.put("/r", "new", "Last-Modified", NOW);
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "old", "Last-Modified", OLD);
    scene.change("/r");

    assertThat(client.text()).endsWith("old");
  }

  @Test
  void aTouchThatLeavesTagAndContentIsNoUpdate() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", NOW);
    scene.change("/r");

    assertThat(client.messages()).hasSize(1);
  }

  @Test
  void anOriginWithoutValidatorsIsComparedByContent() {
    scene.origin.put("/r", "one");
    RecordingOutlet client = scene.subscribe("/r");
    scene.advance(Duration.ofSeconds(10));
    assertThat(client.messages()).hasSize(1);

    scene.origin.put("/r", "two");
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void whatIsNotThereIsAnsweredOnceAndNotSubscribedTo() {
    scene.origin.status("/r", 404);

    RecordingOutlet client = scene.subscribe("/r");

    assertThat(client.text()).startsWith("HTTP/1.1 404 ").contains("Subscribed: none");
    assertThat(client.isReleased()).isTrue();
    assertThat(scene.hub.subscriptions()).isZero();
  }

  @Test
  void aDeletionThroughTheGatewayEndsWith410() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.status("/r", 404);
    scene.change("/r", Change.Cause.DELETION);

    assertThat(client.messages().get(1))
        .startsWith("HTTP/1.1 410 Gone")
        .contains("Subscribed: none");
    assertThat(client.isReleased()).isTrue();
  }

  @Test
  void anInvented410SaysNothingOfTheOriginsAnswerAndIsNotStored() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.status("/r", 404, "X-Origin", "1");
    scene.change("/r", Change.Cause.DELETION);

    assertThat(client.messages().get(1))
        .contains("Cache-Control: no-store\r\n", "Content-Length: 0\r\n")
        .doesNotContain("X-Origin");
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match,'\"other\"'",
    "If-Unmodified-Since,'Fri, 20 Nov 2026 07:00:00 GMT'",
  })
  void aPreconditionThatFailsIsAnswered412AndNotSubscribed(String field, String value) {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Last-Modified", OLD);

    RecordingOutlet client = scene.stream("/r", "When-Modified-After", Scene.EPOCH, field, value);

    assertThat(client.text()).startsWith("HTTP/1.1 412").contains("Subscribed: none");
    assertThat(client.isReleased()).isTrue();
  }

  @Test
  void aPreconditionThatHoldsIsForTheFirstStateOnly() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "If-Match", "\"v1\"");

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.change("/r");

    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aDeletionBehindTheGatewayEndsWith404() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.status("/r", 404);
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 404");
  }

  @Test
  void aDeletionThatOnlyResetTheResourceIsAnUpdate() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.put("/r", "", "ETag", "\"v0\"");
    scene.change("/r", Change.Cause.DELETION);

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 200").contains("Content-Length: 0");
  }

  @Test
  void revokedAuthorizationEndsTheSubscription() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Bearer a");

    scene.origin.status("/r", 401, "WWW-Authenticate", "Bearer");
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 401").contains("Subscribed: none");
  }

  @Test
  void aFailingOriginIsHiddenAndItsRecoveryIsTheUpdate() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "stale-if-error=30");
    RecordingOutlet client = scene.subscribe("/r");
    scene.origin.status("/r", 503);
    scene.advance(Duration.ofSeconds(10));
    assertThat(client.messages()).hasSize(1);

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.advance(Duration.ofSeconds(20));

    assertThat(client.messages()).hasSize(2);
    assertThat(client.text()).endsWith("two");
  }

  @Test
  void aBugInALaterStageIsAFailureLikeAnyOtherAndHoldsUpNobody() {
    scene.origin.put("/r", "one");
    scene.origin.put("/other", "one");
    RecordingOutlet unlucky = scene.subscribe("/r");
    RecordingOutlet other = scene.subscribe("/other");
    scene.origin.answer(
        "/r",
        request -> {
          throw new IllegalStateException("a bug");
        });
    scene.change("/r");

    scene.origin.put("/r", "two");
    scene.origin.put("/other", "two");
    scene.change("/r");
    scene.change("/other");

    assertThat(unlucky.text()).endsWith("two");
    assertThat(other.text()).endsWith("two");
    assertThat(scene.events.bugs).isEqualTo(1);
  }

  @Test
  void anOriginThatFailsTooLongEndsTheSubscriptionWith502() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "stale-if-error=5");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.status("/r", 503);
    scene.advance(Duration.ofSeconds(60));

    assertThat(client.messages().get(1))
        .startsWith("HTTP/1.1 502")
        .contains("Proxy-Status: native-comet; received-status=503", "Subscribed: none");
  }

  @Test
  void mustRevalidateHidesNoFailure() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "max-age=1, must-revalidate");
    RecordingOutlet client = scene.subscribe("/r");

    scene.origin.status("/r", 500);
    scene.advance(Duration.ofSeconds(5));

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 502");
  }

  @Test
  void anAppendedResourceIsUpdatedByWhatWasAdded() {
    scene.origin.put("/log", "line1\n", "ETag", "\"L1\"");
    RecordingOutlet client =
        scene.stream(
            "/log",
            "When-Modified-After",
            Scene.EPOCH,
            "If-None-Match",
            "\"L1\"",
            "Range",
            "bytes=6-");

    scene.origin.put("/log", "line1\nline2\n", "ETag", "\"L2\"");
    scene.change("/log");
    scene.origin.put("/log", "line1\nline2\nline3\n", "ETag", "\"L3\"");
    scene.change("/log");

    assertThat(client.messages().get(1))
        .startsWith("HTTP/1.1 206 Partial Content")
        .contains("Content-Range: bytes 6-11/12", "Delta-Base: \"L1\"", "ETag: \"L2\"")
        .endsWith("\r\n\r\nline2\n");
    assertThat(client.messages().get(2))
        .contains("Content-Range: bytes 12-17/18", "Delta-Base: \"L2\"")
        .endsWith("\r\n\r\nline3\n");
  }

  @Test
  void aRewrittenOrShortenedResourceIsUpdatedWhole() {
    scene.origin.put("/log", "line1\n", "ETag", "\"L1\"");
    RecordingOutlet client =
        scene.stream("/log", "When-Modified-After", Scene.EPOCH, "Range", "bytes=0-");

    scene.origin.put("/log", "LINE1\nline2\n", "ETag", "\"L2\"");
    scene.change("/log");
    scene.origin.put("/log", "LINE1\n", "ETag", "\"L3\"");
    scene.change("/log");

    assertThat(client.messages()).allSatisfy(m -> assertThat(m).startsWith("HTTP/1.1 200"));
  }

  @Test
  void withoutARangeAnAppendedResourceIsUpdatedWhole() {
    scene.origin.put("/log", "line1\n", "ETag", "\"L1\"");
    RecordingOutlet client = scene.subscribe("/log");

    scene.origin.put("/log", "line1\nline2\n", "ETag", "\"L2\"");
    scene.change("/log");

    assertThat(client.messages().get(1)).startsWith("HTTP/1.1 200").endsWith("line1\nline2\n");
  }

  @Test
  void twoUsersAreNeverShownEachOthersRepresentation() {
    scene.origin.answer(
        "/me",
        request -> {
          String user = request.fields().first("Authorization").orElse("nobody");
          return Response.of(
              200, Fields.of("ETag", "\"" + user + "\""), user.getBytes(StandardCharsets.UTF_8));
        });

    RecordingOutlet a =
        scene.stream("/me", "When-Modified-After", Scene.EPOCH, "Authorization", "A");
    RecordingOutlet b =
        scene.stream("/me", "When-Modified-After", Scene.EPOCH, "Authorization", "B");
    scene.change("/me");

    assertThat(a.text()).endsWith("\r\n\r\nA").doesNotContain("\"B\"");
    assertThat(b.text()).endsWith("\r\n\r\nB").doesNotContain("\"A\"");
  }

  @Test
  void whatIsPrivateIsFetchedForEachSubscriberEvenIfTheyAskedTogether() {
    int[] serial = {0};
    scene.origin.answer(
        "/r",
        request -> {
          serial[0]++;
          return Response.of(
              200,
              Fields.of("Cache-Control", "private", "ETag", "\"" + serial[0] + "\""),
              ("for " + serial[0]).getBytes(StandardCharsets.UTF_8));
        });
    scene.origin.stall();
    List<RecordingOutlet> clients =
        IntStream.range(0, 5).mapToObj(i -> scene.subscribe("/r")).toList();

    scene.resume();

    assertThat(clients.stream().map(client -> client.messages().get(0)).distinct()).hasSize(5);
    assertThat(scene.origin.requests()).isEqualTo(5);
  }

  @Test
  void variantsAreToldApartByWhatTheyVaryOn() {
    scene.origin.answer(
        "/r",
        request -> {
          String language = request.fields().first("Accept-Language").orElse("en");
          return Response.of(
              200,
              Fields.of("Vary", "Accept-Language", "ETag", "\"" + language + "\""),
              language.getBytes(StandardCharsets.UTF_8));
        });

    RecordingOutlet german =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    RecordingOutlet alsoGerman =
        scene.stream(
            "/r",
            "When-Modified-After",
            Scene.EPOCH,
            "Accept-Language",
            "de",
            "User-Agent",
            "other");
    RecordingOutlet english =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "en");

    assertThat(german.text()).endsWith("de");
    assertThat(alsoGerman.text()).endsWith("de");
    assertThat(english.text()).endsWith("en");
    assertThat(scene.origin.requests()).isEqualTo(2);
  }

  @Test
  void twoFirstFetchesThatTurnOutToSelectTheSameVariantBecomeOne() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "max-age=5");
    scene.origin.stall();
    scene.stream("/r", "When-Modified-After", Scene.EPOCH, "User-Agent", "a");
    RecordingOutlet b = scene.stream("/r", "When-Modified-After", Scene.EPOCH, "User-Agent", "b");
    scene.resume();
    int before = scene.origin.requests();

    scene.origin.put("/r", "two", "ETag", "\"v2\"", "Cache-Control", "max-age=5");
    scene.change("/r");

    assertThat(scene.origin.requests()).isEqualTo(before + 1);
    assertThat(b.messages()).hasSize(2);
  }

  /** Two variants that turn out to be for the same requests; the German's has the later state. */
  private List<RecordingOutlet> englishAndGermanOfOneVariant() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Vary", "Accept-Language");
    RecordingOutlet english =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "en");
    RecordingOutlet german =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    scene.origin.stall();
    scene.change("/r");
    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.origin.answerOldest();
    scene.thread.run();
    scene.origin.put("/r", "three", "ETag", "\"v3\"");
    scene.origin.answerOldest();
    scene.thread.run();
    return List.of(english, german);
  }

  @Test
  void whoMovesToAnotherVariantIsNotTakenBackToAnOlderState() {
    List<RecordingOutlet> both = englishAndGermanOfOneVariant();

    scene.resume();
    scene.advance(Duration.ofMillis(100));

    assertThat(both.get(0).contents()).containsExactly("one", "two", "three");
    assertThat(both.get(1).contents()).containsExactly("one", "three");
  }

  @Test
  void whoComesBackToAnotherVariantIsNotTakenBackToAnOlderState() {
    RecordingOutlet german = englishAndGermanOfOneVariant().get(1);
    german.close();

    RecordingOutlet again =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    scene.resume();
    scene.advance(Duration.ofMillis(100));

    assertThat(german.contents()).containsExactly("one", "three");
    assertThat(again.contents()).containsExactly("three");
  }

  @Test
  void whoComesWhileTheResourceBeginsToVaryIsNotShownWhatIsForOthers() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "en");
    RecordingOutlet german =
        scene.streamOnBusyThread("/r", "When-Modified-After", Scene.EPOCH, "Accept-Language", "de");
    scene.origin.answer(
        "/r",
        request -> {
          String language = request.fields().first("Accept-Language").orElse("");
          Fields fields = Fields.of("ETag", "\"" + language + "\"", "Vary", "Accept-Language");
          return Response.of(200, fields, language.getBytes(StandardCharsets.UTF_8));
        });

    scene.change("/r");

    assertThat(german.contents()).containsExactly("de");
  }

  @Test
  void aStaleStoredAbsenceIsNotTheLastWord() {
    scene.origin.answer(
        "/r",
        request ->
            request.fields().lists("Cache-Control", "no-cache")
                ? Response.of(200, Fields.of("ETag", "\"v1\""), new byte[0])
                : Response.of(
                    404, Fields.of("Cache-Status", "native-comet; hit; ttl=-9"), new byte[0]));

    RecordingOutlet client = scene.subscribe("/r");

    assertThat(client.messages()).hasSize(1);
    assertThat(client.messages().get(0)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aResourceThatBecomesPrivateIsNoLongerShared() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet a = scene.subscribe("/r");
    RecordingOutlet b = scene.subscribe("/r");
    int before = scene.origin.requests();

    scene.origin.put("/r", "two", "ETag", "\"v2\"", "Cache-Control", "private");
    scene.change("/r");

    assertThat(scene.origin.requests()).isGreaterThanOrEqualTo(before + 3);
    assertThat(a.text()).endsWith("two");
    assertThat(b.text()).endsWith("two");
    assertThat(a.messages()).hasSize(2);
  }

  @Test
  void anExchangeIdIsEchoedOnEveryMessage() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.enclosed("GET", "/r", "s1", "When-Modified-After", Scene.EPOCH);

    scene.origin.status("/r", 404);
    scene.change("/r", Change.Cause.DELETION);

    assertThat(client.messages())
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).containsOnlyOnce("Exchange-Id: s1\r\n"));
  }

  @Test
  void aSubscriptionWithHeadIsToldWithoutContent() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet client = scene.enclosed("HEAD", "/r", "", "When-Modified-After", Scene.EPOCH);

    scene.origin.put("/r", "two", "ETag", "\"v2\"");
    scene.change("/r");

    assertThat(client.messages())
        .hasSize(2)
        .allSatisfy(
            message -> assertThat(message).endsWith("\r\n\r\n").doesNotContain("Content-Length"));
  }

  @Test
  void theOriginNeverSeesWhatIsOursToEvaluate() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");

    scene.stream(
        "/r",
        "When-Modified-After",
        Scene.EPOCH,
        "If-Modified-Since",
        OLD,
        "Range",
        "bytes=3-",
        "Prefer",
        "wait=3",
        "Accept",
        "application/json;q=0.9",
        "Accept-Encoding",
        "gzip");

    Fields asked = scene.origin.lastAsked().fields();
    assertThat(asked.combined("Accept")).contains("application/json;q=0.9");
    assertThat(asked.has("When-Modified-After")).isFalse();
    assertThat(asked.has("If-Modified-Since")).isFalse();
    assertThat(asked.has("Range")).isFalse();
    assertThat(asked.has("Prefer")).isFalse();
    assertThat(asked.has("Accept-Encoding")).isFalse();
  }

  @Test
  void aSubscriberOfAStreamTakesAStaleCopyAndThenTheUpdate() {
    scene.origin.put(
        "/r",
        "old",
        "ETag",
        "\"v1\"",
        "Age",
        "90",
        "Cache-Control",
        "max-age=60",
        "Cache-Status",
        "native-comet; hit");
    scene.origin.stall();
    RecordingOutlet client = scene.subscribe("/r");
    assertThat(scene.origin.lastAsked().acceptsStale()).isTrue();
    scene.origin.answerOldest();
    scene.thread.run();
    assertThat(client.text()).contains("Age: 90").endsWith("old");
    scene.origin.put("/r", "new", "ETag", "\"v2\"");

    scene.resume();

    assertThat(client.text()).endsWith("new");
  }

  @Test
  void aStormOfSubscribersThatMustBeConfirmedCostsTenRequestsASecond() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "no-cache");
    scene.subscribe("/r");
    int before = scene.origin.requests();

    for (int i = 0; i < 1000; i++) {
      scene.subscribe("/r");
      scene.advance(Duration.ofMillis(1));
    }
    scene.advance(Duration.ofMillis(100));

    assertThat(scene.origin.requests() - before).isBetween(1, 14);
    assertThat(scene.hub.subscriptions()).isEqualTo(1001);
  }

  @Test
  void theOriginIsLeftAloneWhenTheLastSubscriberHasGone() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    scene.subscribe("/r");
    scene.everybodyLeaves();
    int before = scene.origin.requests();

    scene.advance(Duration.ofMinutes(1));

    assertThat(scene.origin.requests()).isEqualTo(before);
  }

  @Test
  void aFetchThatNobodyWaitsForIsAbandoned() {
    scene.origin.stall();
    scene.subscribe("/r");

    scene.everybodyLeaves();

    assertThat(scene.origin.waiting()).isZero();
  }

  @Test
  void credentialsAreNotUsedOnceTheirOwnerHasLeft() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "public, max-age=1");
    RecordingOutlet a =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Bearer a");
    scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Bearer b");
    a.close();

    scene.advance(Duration.ofSeconds(2));

    assertThat(scene.origin.lastAsked().fields().first("Authorization")).contains("Bearer b");
  }

  @Test
  void refusedCredentialsEndTheirOwnerOnly() {
    String[] fields = {"Cache-Control", "public, max-age=1", "ETag", "\"v1\""};
    scene.origin.put("/r", "one", fields);
    RecordingOutlet revoked =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Bearer revoked");
    RecordingOutlet valid =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "Authorization", "Bearer valid");
    scene.origin.answer(
        "/r",
        request ->
            request.fields().first("Authorization").orElse("").equals("Bearer revoked")
                ? Response.of(401, Fields.of("WWW-Authenticate", "Bearer"), new byte[0])
                : Response.of(200, Fields.of(fields), "one".getBytes(StandardCharsets.UTF_8)));

    scene.advance(Duration.ofSeconds(2));

    assertThat(revoked.messages().get(1)).startsWith("HTTP/1.1 401");
    assertThat(valid.messages()).hasSize(1);
    assertThat(valid.isReleased()).isFalse();
  }

  @Test
  void aFailureToConfirmEndsOnlyThoseWhoWaitForIt() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "no-cache");
    RecordingOutlet shown = scene.subscribe("/r");
    scene.origin.status("/r", 503);
    scene.advance(Inquiries.CONFIRMATION_SPACING);

    RecordingOutlet waiting = scene.subscribe("/r");

    assertThat(waiting.text()).startsWith("HTTP/1.1 502").contains("Subscribed: none");
    assertThat(shown.messages()).hasSize(1);
    shown.close();
    assertThat(scene.hub.watchedResources()).isZero();
  }

  @Test
  void validatorsOfYoungDatesAreAskedWithOnceTheirSecondIsOver() {
    scene.origin.answer(
        "/r",
        request ->
            Response.of(
                200,
                Fields.of(
                    "Cache-Control",
                    "private",
                    "ETag",
                    "\"67-3\"",
                    "Last-Modified",
                    NOW,
                    "Date",
                    HttpDate.format(scene.time.instant())),
                "one".getBytes(StandardCharsets.UTF_8)));
    scene.subscribe("/r");
    scene.advance(Duration.ofSeconds(30));

    assertThat(scene.origin.lastAsked().fields().first("If-None-Match")).contains("\"67-3\"");
  }

  @Test
  void theAgeOfAConfirmedStateIsThatOfItsConfirmation() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"", "Cache-Control", "max-age=60");
    scene.subscribe("/r");
    scene.advance(Duration.ofSeconds(11));

    RecordingOutlet late = scene.subscribe("/r");

    // Confirmed at 2.75 s, since the first check is somewhere within the interval, and at 7.75 s.
    assertThat(late.text()).contains("Age: 3\r\n");
  }

  @Test
  void reconnectingWithTheLastTagMissesNothing() {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    RecordingOutlet first = scene.subscribe("/r");
    first.close();
    scene.origin.put("/r", "two", "ETag", "\"v2\"");

    RecordingOutlet second =
        scene.stream("/r", "When-Modified-After", Scene.EPOCH, "If-None-Match", "\"v1\"");

    assertThat(second.text()).endsWith("two");
  }

  @Test
  void aPageOfAnotherOriginReadsOnlyWhatItIsGranted() {
    scene.origin.put("/closed", "secret");
    scene.origin.put("/open", "shared", "Access-Control-Allow-Origin", "https://page.example");

    RecordingOutlet refused =
        scene.enclosed(
            "GET",
            "/closed",
            "",
            "When-Modified-After",
            Scene.EPOCH,
            "Origin",
            "https://page.example");
    RecordingOutlet granted =
        scene.enclosed(
            "GET",
            "/open",
            "",
            "When-Modified-After",
            Scene.EPOCH,
            "Origin",
            "https://page.example");

    assertThat(refused.text()).startsWith("HTTP/1.1 403").doesNotContain("secret");
    assertThat(refused.isReleased()).isTrue();
    assertThat(granted.text()).endsWith("shared");
  }

  @Test
  void aRepresentationThatIsTooLargeCannotBeSubscribedTo() {
    Scene small =
        new Scene(
            new SubscriptionOptions(
                10,
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                1,
                16,
                500,
                100,
                Comparison.DEFAULT));
    small.origin.put("/fits", "four");
    small.origin.put("/r", "five!");

    assertThat(small.subscribe("/fits").text()).endsWith("four");
    assertThat(small.subscribe("/r").text())
        .startsWith("HTTP/1.1 502")
        .contains("error=http_response_body_size");
    small.everybodyLeaves();
  }
}
