package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.PacedSink;
import org.nativecomet.gateway.testing.RecordingSink;

/** One fetch for all who ask for the same thing at the same time, and for nobody else. */
class CollapsingTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @BeforeEach
  void theOriginIsSlow() {
    origin.holds();
  }

  @AfterEach
  void noFetchIsForgotten() {
    assertThat(fixture.cache.joinableFetches()).isZero();
  }

  private List<RecordingSink> ask(int count, String... fields) {
    List<RecordingSink> sinks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sinks.add(fixture.get(fields));
    }
    return sinks;
  }

  @Test
  void requestsForTheSameThingAreOneFetch() {
    List<RecordingSink> all = ask(5);
    assertThat(origin.asked()).isEqualTo(1);
    origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("one"));
    assertThat(all)
        .map(CacheFixture::cacheStatus)
        .startsWith(
            "native-comet; fwd=uri-miss; fwd-status=200; ttl=60; stored",
            "native-comet; fwd=uri-miss; fwd-status=200; stored; collapsed");
    assertThat(all.get(1).fields().values("Age")).containsExactly("0");
    assertThat(fixture.collapsed).containsExactly("shared", "shared", "shared", "shared");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void thoseWhoWaitReadTheContentAsItArrives() {
    PushedContent content = new PushedContent();
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    assertThat(second.isAnswered()).isTrue();
    content.push("one ");
    RecordingSink late = fixture.get();
    assertThat(late.isAnswered()).isTrue();
    assertThat(cacheStatus(late)).endsWith("; stored; collapsed");
    content.push("two").complete();
    assertThat(List.of(first, second, late))
        .allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("one two"));
    assertThat(fixture.get().await().text()).isEqualTo("one two");
    assertThat(origin.asked()).isEqualTo(1);
  }

  private static Response part(PushedContent content, String contentRange) {
    Fields fields =
        Fields.of("Cache-Control", "max-age=60", "ETag", "\"1\"", "Content-Range", contentRange);
    return new Response(206, fields, content);
  }

  @Test
  void requestsForTheSameRangesAreOneFetchAndReadItAsItArrives() {
    PushedContent content = new PushedContent();
    List<RecordingSink> all = ask(5, "Range", "bytes=2-4");
    assertThat(origin.asked()).isEqualTo(1);
    origin.release(0, part(content, "bytes 2-4/10"));
    content.push("2");
    all.addAll(ask(1, "Range", "bytes=2-4"));
    content.push("34").complete();
    assertThat(all)
        .allSatisfy(
            sink -> {
              assertThat(sink.await().statusCode()).isEqualTo(206);
              assertThat(sink.text()).isEqualTo("234");
              assertThat(sink.fields().values("Content-Range")).containsExactly("bytes 2-4/10");
            });
    assertThat(cacheStatus(all.get(1)))
        .isEqualTo("native-comet; fwd=uri-miss; fwd-status=206; stored; collapsed");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void whoWantsOtherRangesOrTheWholeOrAnotherVersionDoesNotWaitForAPart() {
    fixture.get("Range", "bytes=2-4");
    fixture.get("Range", "bytes=2-5");
    fixture.get("Range", "bytes=2-4", "If-Range", "\"1\"");
    fixture.get();
    assertThat(origin.asked()).isEqualTo(4);
    fixture.send(Method.HEAD, TARGET, "Range", "bytes=2-4");
    assertThat(origin.asked()).as("to HEAD ranges mean nothing").isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      origin.release(i, response(200, "0123456789", "Cache-Control", "max-age=60"));
    }
  }

  @Test
  void anOriginThatKnowsNoRangesAnswersAllWhoAskedForThem() {
    PushedContent content = new PushedContent();
    List<RecordingSink> all = ask(3, "Range", "bytes=2-4");
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    content.push("0123456789").complete();
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("0123456789"));
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void partsThatCannotBeSharedAreAskedForAllAtOnceAndSayNothingOfTheWhole() {
    ask(5, "Range", "bytes=2-4");
    Fields fields = Fields.of("Cache-Control", "no-store", "Content-Range", "bytes 2-4/10");
    origin.release(0, response(206, "234").withFields(fields));
    assertThat(origin.asked()).isEqualTo(5);
    ask(2, "Range", "bytes=2-4");
    assertThat(origin.asked()).isEqualTo(7);
    List<RecordingSink> wholes = ask(2);
    assertThat(origin.asked()).isEqualTo(8);
    origin.release(7, response(200, "0123456789", "Cache-Control", "max-age=60"));
    assertThat(wholes).allSatisfy(sink -> assertThat(sink.statusCode()).isEqualTo(200));
  }

  @Test
  void aSlowClientDelaysNobodyAndGetsItAll() {
    PushedContent content = new PushedContent();
    PacedSink slow = new PacedSink();
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), slow);
    RecordingSink fast = fixture.get();
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    content.push("a").push("b").push("c").complete();
    assertThat(fast.await().text()).isEqualTo("abc");
    assertThat(slow.received()).isZero();
    slow.request(2);
    assertThat(slow.text()).isEqualTo("ab");
    slow.request(1);
    assertThat(slow.text()).isEqualTo("abc");
    assertThat(slow.isComplete()).isTrue();
  }

  @Test
  void contentThatBreaksOffBreaksOffForAll() {
    PushedContent content = new PushedContent();
    List<RecordingSink> all = ask(10);
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    content.push("one").fail();
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().failure()).isNotNull());
    assertThat(fixture.get("Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store", "max-age=0", "no-cache, max-age=60", "s-maxage=0"})
  void anAnswerThatIsNotForOthersSendsThemForwardAllAtOnce(String cacheControl) {
    ask(5);
    origin.release(0, response(200, "mine", "Cache-Control", cacheControl));
    assertThat(origin.asked()).isEqualTo(5);
    ask(3);
    assertThat(origin.asked()).as("nobody waits for this target again").isEqualTo(8);
    for (int i = 1; i < 8; i++) {
      origin.release(i, response(200, "theirs", "Cache-Control", cacheControl));
    }
  }

  @Test
  void whoHasWaitedInVainSaysSo() {
    List<RecordingSink> all = ask(2);
    origin.release(0, response(200, "mine", "Cache-Control", "private"));
    origin.release(1, response(200, "theirs", "Cache-Control", "private"));
    assertThat(all.get(1).await().text()).isEqualTo("theirs");
    assertThat(cacheStatus(all.get(1)))
        .isEqualTo("native-comet; fwd=uri-miss; fwd-status=200; collapsed=?0; detail=private");
    assertThat(fixture.collapsed).containsExactly("not-shareable");
  }

  @ParameterizedTest
  @CsvSource({"Set-Cookie, s=1", "Vary, *"})
  void whatAFieldMakesPersonalIsNotShared(String name, String value) {
    List<RecordingSink> all = ask(2);
    origin.release(0, response(200, "mine", "Cache-Control", "max-age=60", name, value));
    assertThat(all.get(1).isAnswered()).isFalse();
    origin.release(1, response(200, "theirs", "Cache-Control", "max-age=60", name, value));
    assertThat(all.get(1).await().text()).isEqualTo("theirs");
  }

  @Test
  void afterAMinuteOrAnAnswerThatIsForAllClientsWaitAgain() {
    ask(1);
    origin.release(0, response(200, "", "Cache-Control", "private"));
    ask(2);
    assertThat(origin.asked()).isEqualTo(3);
    fixture.advance(61);
    ask(2);
    assertThat(origin.asked()).isEqualTo(4);
    origin.release(3, response(200, "", "Cache-Control", "private"));
    assertThat(origin.asked()).isEqualTo(5);
    origin.release(4, response(200, "", "Cache-Control", "max-age=1"));
    fixture.advance(2);
    ask(2);
    assertThat(origin.asked()).isEqualTo(6);
    origin.release(5, response(200, "", "Cache-Control", "max-age=1"));
    origin.release(1, response(200, ""));
    origin.release(2, response(200, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void twoUsersAtTheSameInstantAreTwoFetches(String name) {
    RecordingSink one = fixture.get(name, "A");
    RecordingSink other = fixture.get(name, "B");
    RecordingSink nobody = fixture.get();
    assertThat(origin.asked()).isEqualTo(3);
    origin.release(1, response(200, "for B", "Cache-Control", "max-age=60"));
    origin.release(0, response(200, "for A", "Cache-Control", "max-age=60"));
    assertThat(nobody.isAnswered()).isFalse();
    origin.release(2, response(200, "for nobody", "Cache-Control", "max-age=60"));
    assertThat(one.await().text()).isEqualTo("for A");
    assertThat(other.await().text()).isEqualTo("for B");
    assertThat(nobody.await().text()).isEqualTo("for nobody");
  }

  @Test
  void whatIsPublicIsOneFetchEvenForThoseWithCredentials() {
    fixture.get();
    String[] fields = {"Cache-Control", "public, max-age=1", "ETag", "\"1\""};
    origin.release(0, response(200, "one", fields));
    fixture.advance(5);
    List<RecordingSink> all = ask(3, "Cookie", "s=1");
    assertThat(origin.asked()).isEqualTo(2);
    origin.release(1, response(304, "", fields));
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("one"));
  }

  @Test
  void thoseWhoWantOtherVariantsGoForwardOneForEach() {
    List<RecordingSink> german = ask(3, "Accept-Language", "de");
    List<RecordingSink> english = ask(3, "Accept-Language", "en");
    List<RecordingSink> french = ask(3, "Accept-Language", "fr");
    assertThat(origin.asked()).isEqualTo(1);
    String[] fields = {"Cache-Control", "max-age=60", "Vary", "Accept-Language"};
    origin.release(0, response(200, "deutsch", fields));
    assertThat(origin.asked()).isEqualTo(3);
    origin.release(2, response(200, "français", fields));
    origin.release(1, response(200, "english", fields));
    assertThat(german).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("deutsch"));
    assertThat(english).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("english"));
    assertThat(french).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("français"));
    assertThat(origin.asked()).isEqualTo(3);
    ask(1, "Accept-Language", "it");
    ask(1, "Accept-Language", "es");
    assertThat(origin.asked()).as("what selects is known now").isEqualTo(5);
    origin.release(3, response(200, "italiano", fields));
    origin.release(4, response(200, "español", fields));
  }

  @Test
  void oneValidationIsForAll() {
    fixture.get();
    origin.release(0, response(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1"));
    fixture.advance(5);
    List<RecordingSink> all = ask(3);
    RecordingSink holder = fixture.get("If-None-Match", "\"1\"");
    assertThat(origin.asked()).isEqualTo(2);
    origin.release(1, response(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60"));
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("one"));
    assertThat(holder.await().statusCode()).isEqualTo(304);
    assertThat(cacheStatus(all.get(2)))
        .isEqualTo("native-comet; fwd=stale; fwd-status=304; collapsed");
  }

  @Test
  void a304ForTheClientsOwnValidatorsIsForThoseWhoHaveTheSame() {
    List<RecordingSink> same = ask(2, "If-None-Match", "\"1\"");
    List<RecordingSink> other = ask(1, "If-None-Match", "\"0\"");
    List<RecordingSink> none = ask(1);
    assertThat(origin.asked()).isEqualTo(3);
    origin.release(0, response(304, "", "ETag", "\"1\""));
    assertThat(same).allSatisfy(sink -> assertThat(sink.statusCode()).isEqualTo(304));
    assertThat(other.get(0).isAnswered()).isFalse();
    origin.release(1, response(200, "", "Cache-Control", "max-age=60"));
    origin.release(2, response(200, "", "Cache-Control", "max-age=60"));
    assertThat(none.get(0).isAnswered()).isTrue();
  }

  @Test
  void anOriginThatCannotBeReachedIsTheSameNewsForAll() {
    List<RecordingSink> all = ask(3);
    origin.release(0, Failure.origin(504, "connection_timeout", "No answer.").toResponse());
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().statusCode()).isEqualTo(504));
    assertThat(all).allSatisfy(sink -> assertThat(sink.text()).contains("No answer."));
    assertThat(origin.asked()).isEqualTo(1);
    ask(2);
    assertThat(origin.asked()).as("that says nothing about sharing").isEqualTo(2);
    origin.release(1, response(404, ""));
  }

  @Test
  void eachIsShownTheStaleResponseThatItAccepts() {
    fixture.get();
    origin.release(
        0, response(200, "one", "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"1\""));
    fixture.advance(5);
    List<RecordingSink> all = ask(3);
    origin.release(1, response(503, "down"));
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("one"));
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aHeadIsAnsweredByTheGetThatIsUnderWay() {
    RecordingSink get = fixture.get();
    RecordingSink head = fixture.send(Method.HEAD, TARGET);
    assertThat(origin.asked()).isEqualTo(1);
    origin.release(0, response(200, "four", "Cache-Control", "max-age=60"));
    assertThat(head.await().text()).isEmpty();
    assertThat(head.fields().first("Content-Length")).contains("4");
    assertThat(get.await().text()).isEqualTo("four");
  }

  @Test
  void theFetchGoesOnAsLongAsAnybodyWaits() {
    RecordingSink first = fixture.get();
    RecordingSink second = fixture.get();
    boolean[] isAbandoned = {false};
    origin.whenAbandoned(0, () -> isAbandoned[0] = true);
    first.abandon();
    assertThat(isAbandoned[0]).isFalse();
    RecordingSink third = fixture.get();
    second.abandon();
    third.abandon();
    assertThat(isAbandoned[0]).isTrue();
    RecordingSink next = fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
    origin.release(1, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(next.await().text()).isEqualTo("one");
    assertThat(first.isAnswered()).isFalse();
  }

  @Test
  void contentGoesOnAsLongAsAnybodyReads() {
    PushedContent content = new PushedContent();
    PacedSink first = new PacedSink();
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), first);
    PacedSink second = new PacedSink();
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), second);
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    first.request(1);
    content.push("a");
    first.cancel();
    assertThat(content.isCancelled()).isFalse();
    second.request(5);
    content.push("b");
    assertThat(second.text()).isEqualTo("ab");
    second.cancel();
    assertThat(content.isCancelled()).isTrue();
  }

  @Test
  void contentThatOnlyHeadsWaitForIsAbandoned() {
    RecordingSink get = fixture.get();
    RecordingSink head = fixture.send(Method.HEAD, TARGET);
    get.abandon();
    PushedContent content = new PushedContent();
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    assertThat(head.isAnswered()).isTrue();
    assertThat(content.isCancelled()).isTrue();
  }

  @Test
  void whatIsForSomebodyWhoHasLeftIsAbandoned() {
    RecordingSink gone = fixture.get();
    RecordingSink other = fixture.get();
    gone.abandon();
    PushedContent content = new PushedContent();
    origin.release(0, new Response(200, Fields.of("Cache-Control", "private"), content));
    assertThat(content.isCancelled()).isTrue();
    assertThat(gone.isAnswered()).isFalse();
    origin.release(1, response(200, "own", "Cache-Control", "private"));
    assertThat(other.await().text()).isEqualTo("own");
  }

  @Test
  void whoAsksAfterAnInvalidationDoesNotWaitForWhatWasAskedBefore() {
    RecordingSink before = fixture.get();
    fixture.send(Method.POST, TARGET);
    origin.release(1, response(204, ""));
    RecordingSink after = fixture.get();
    assertThat(origin.asked()).isEqualTo(3);
    origin.release(0, response(200, "old", "Cache-Control", "max-age=60"));
    assertThat(before.await().text()).isEqualTo("old");
    assertThat(after.isAnswered()).isFalse();
    origin.release(2, response(200, "new", "Cache-Control", "max-age=60"));
    assertThat(after.await().text()).isEqualTo("new");
    assertThat(fixture.get().await().text()).isEqualTo("new");
  }

  @Test
  void whoWantsAFreshAnswerIsNotGivenOneThatWasAskedForBefore() {
    RecordingSink ordinary = fixture.get();
    RecordingSink reload = fixture.get("Cache-Control", "no-cache");
    assertThat(origin.asked()).isEqualTo(2);
    origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(ordinary.isAnswered()).isTrue();
    assertThat(reload.isAnswered()).isFalse();
    origin.release(1, response(200, "two", "Cache-Control", "max-age=60"));
    assertThat(reload.await().text()).isEqualTo("two");
  }

  @Test
  void a304AboutSomethingElseIsAskedOnceMoreForAll() {
    fixture.get();
    origin.release(0, response(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1"));
    fixture.advance(5);
    List<RecordingSink> all = ask(3);
    origin.release(1, response(304, "", "ETag", "\"other\""));
    assertThat(origin.asked()).isEqualTo(3);
    origin.release(2, response(200, "two", "Cache-Control", "max-age=60"));
    assertThat(all).allSatisfy(sink -> assertThat(sink.await().text()).isEqualTo("two"));
  }

  @Test
  void contentTooLargeToBeStoredPassesAtThePaceOfTheSlowest() {
    CacheFixture small = new CacheFixture(new CacheOptions(100_000, 10));
    small.origin.holds();
    PushedContent content = new PushedContent();
    PacedSink slow = new PacedSink();
    small.cache.handle(CacheFixture.request(Method.GET, TARGET), slow);
    RecordingSink fast = small.get();
    small.origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    String piece = "x".repeat(KeptPieces.WINDOW / 2);
    for (int i = 0; i < 8; i++) {
      content.push(piece);
    }
    long waiting = content.demand();
    assertThat(waiting).as("the fast one waits for the slow one").isZero();
    RecordingSink late = small.get();
    assertThat(late.isAnswered()).as("the beginning is gone").isFalse();
    slow.request(100);
    content.complete();
    assertThat(fast.await().text()).hasSize(8 * piece.length());
    assertThat(slow.text()).hasSize(8 * piece.length());
    small.origin.release(1, response(200, "own", "Cache-Control", "max-age=60"));
    assertThat(late.await().text()).isEqualTo("own");
    assertThat(Optional.of(small.cache.joinableFetches())).contains(0);
  }

  @Test
  void whatChangesElsewhereDoesNotKeepRequestsApart() {
    RecordingSink first = fixture.get();
    tell(new Extent.OneTarget("/elsewhere", target -> true));
    tell(new Extent.Below("/elsewhere", target -> true));
    tell(new Extent.InGroup("g", target -> false));
    RecordingSink second = fixture.get();
    assertThat(origin.asked()).isEqualTo(1);
    origin.release(0, response(200, "one", "Cache-Control", "max-age=60"));
    assertThat(first.await().text()).isEqualTo(second.await().text());
  }

  @Test
  void nobodyJoinsAFetchThatBeganBeforeAChangeThatItMayBeAbout() {
    List<Extent> changes =
        List.of(
            new Extent.OneTarget(TARGET.pathAndQuery(), target -> true),
            new Extent.Below("/", target -> true),
            new Extent.InGroup("g", target -> true));
    fixture.get();
    for (int i = 0; i < changes.size(); i++) {
      tell(changes.get(i));
      fixture.get();
      assertThat(origin.asked()).isEqualTo(i + 2);
    }
    for (int i = 0; i <= changes.size(); i++) {
      origin.release(i, response(200, "", "Cache-Control", "max-age=60"));
    }
  }

  @Test
  void nobodyJoinsAFetchThatBeganBeforeWhatIsStoredWasReceived() {
    RecordingSink slow = fixture.get();
    fixture.time.advance(Duration.ofSeconds(1));
    fixture.get("Cache-Control", "no-cache");
    origin.release(1, response(200, "new", "Cache-Control", "max-age=1", "ETag", "\"2\""));
    fixture.time.advance(Duration.ofSeconds(2));

    RecordingSink later = fixture.get();

    assertThat(origin.asked()).isEqualTo(3);
    origin.release(0, response(200, "old", "ETag", "\"1\""));
    assertThat(slow.await().text()).isEqualTo("old");
    assertThat(later.isAnswered()).isFalse();
    origin.release(2, response(304, "", "ETag", "\"2\""));
    assertThat(later.await().text()).isEqualTo("new");
  }

  private void tell(Extent extent) {
    fixture.cache.changed(Change.of(extent, Change.Cause.NOTICE));
  }
}
