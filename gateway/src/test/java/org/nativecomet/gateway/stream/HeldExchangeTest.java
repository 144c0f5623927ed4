package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.Fields;

/** Exchanges that are held inside a stream: many subscriptions on one outlet. */
final class HeldExchangeTest {
  private static final String EPOCH = "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n";

  private final List<String> closed = new ArrayList<>();

  private Outlet hold(StreamFixture stream, int n) {
    Outlet held = stream.exchange(n).sink().hold(Fields.empty());
    stream.thread.run(() -> held.onClosed(() -> closed.add(stream.asked().get(n))));
    return held;
  }

  private static void update(StreamFixture stream, Outlet held, String text) {
    stream.thread.run(() -> held.request(turn(text)));
  }

  private static Turn turn(String text) {
    return () -> new Octets[] {Octets.of(text.getBytes(StandardCharsets.ISO_8859_1))};
  }

  private static StreamFixture subscribe(StreamFixture stream, String target, String lines) {
    return stream.send("GET " + target, EPOCH + lines);
  }

  @Test
  void updatesGoToTheStreamBesideAnswers() {
    StreamFixture stream = new StreamFixture().open();
    subscribe(stream, "/r", "");
    Outlet held = hold(stream, 0);
    update(stream, held, "one");
    stream.get("/a").respond(1, 200, "answer");
    update(stream, held, "two");
    assertThat(stream.messages()).hasSize(3);
    assertThat(stream.message(0)).isEqualTo("one");
    assertThat(stream.message(1)).endsWith("answer");
    assertThat(stream.message(2)).isEqualTo("two");
    assertThat(held.thread()).isSameAs(stream.thread);
  }

  @Test
  void severalTurnsOfOneSubscriptionAreAllTaken() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    stream.outlet.stopReading();
    update(stream, held, "one");
    update(stream, held, "two");
    stream.outlet.read();
    assertThat(stream.messages()).containsExactly("one", "two");
  }

  @Test
  void subscriptionKeepsTheStreamOpenAfterTheLastRequest() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    stream.complete();
    stream.time.advance(Duration.ofHours(1));
    stream.thread.run();
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.thread.run(held::release);
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(closed).isEmpty();
    assertThat(stream.events).containsExactly("opened", "/r 200 0", "ended complete");
  }

  @Test
  void lastUpdateIsWrittenBeforeTheStreamEnds() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    stream.complete();
    Turn last =
        () -> {
          held.release();
          return turn("last").take();
        };
    stream.thread.run(() -> held.request(last));
    assertThat(stream.messages()).containsExactly("last");
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void subscriptionsAreNotInFlight() {
    StreamFixture stream = new StreamFixture(StreamFixture.options(1, 9)).open();
    hold(subscribe(stream, "/r", ""), 0);
    hold(subscribe(stream, "/s", ""), 1);
    stream.get("/a");
    assertThat(stream.asked()).hasSize(3);
  }

  @Test
  void firstMessageIsSentBeforeAnswersToLaterRequestsForItsTarget() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    stream.send("PUT /r", "").respond(1, 204, "");
    assertThat(stream.messages()).isEmpty();
    update(stream, held, "state");
    assertThat(stream.messages()).hasSize(2).startsWith("state");
    stream.get("/r").respond(2, 200, "answer");
    assertThat(stream.messages()).hasSize(3);
  }

  @Test
  void firstMessageIsNotWaitedForWhereAnIdTellsTheAnswersApart() {
    StreamFixture stream = new StreamFixture().open();
    hold(subscribe(stream, "/r", "Exchange-Id: s\r\n"), 0);
    stream.get("/r").respond(1, 200, "answer");
    assertThat(stream.messages()).hasSize(1);
  }

  @Test
  void subscriptionsAboveTheLimitAreRefusedBeforeTheyAreHandedOn() {
    StreamFixture stream = new StreamFixture(StreamFixture.options(9, 2)).open();
    Outlet first = hold(subscribe(stream, "/1", ""), 0);
    subscribe(stream, "/2", "");
    stream.send("GET /3", "When-None-Match: \"a\"\r\nExchange-Id: x\r\n");
    assertThat(stream.asked()).containsExactly("GET /1", "GET /2");
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
        .contains("Retry-After: 60\r\n", "Exchange-Id: x\r\n", "Content-Location: /3\r\n");
    assertThat(stream.events).contains("limit stream.max-subscriptions");
    stream.thread.run(first::release);
    subscribe(stream, "/4", "");
    stream.get("/5");
    stream.send("POST /6", EPOCH);
    assertThat(stream.asked()).endsWith("GET /4", "GET /5", "POST /6");
  }

  @Test
  void cancellationByTargetEndsEverySubscriptionToIt() {
    StreamFixture stream = new StreamFixture().open();
    Outlet first = hold(subscribe(stream, "/r", "Exchange-Id: 1\r\n"), 0);
    hold(subscribe(stream, "/r", "Exchange-Id: 2\r\n"), 1);
    Outlet other = hold(subscribe(stream, "/s", ""), 2);
    stream.send("GET /r", "Subscribe: none\r\nExchange-Id: c\r\n");
    assertThat(closed).containsExactly("GET /r", "GET /r");
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 204 No Content\r\nSubscribed: none\r\n")
        .contains("Content-Location: /r\r\n", "Exchange-Id: c\r\n");
    update(stream, first, "late");
    update(stream, other, "other");
    assertThat(stream.messages()).hasSize(2);
    assertThat(stream.message(1)).isEqualTo("other");
    assertThat(stream.asked()).hasSize(3);
    stream.get("/again", "1");
    assertThat(stream.asked()).endsWith("GET /again");
  }

  @Test
  void cancellationByNameEndsThatOneOnly() {
    StreamFixture stream = new StreamFixture().open();
    hold(subscribe(stream, "/r", "Exchange-Id: 1\r\n"), 0);
    hold(subscribe(stream, "/r", "Exchange-Id: 2\r\n"), 1);
    stream.send("GET /r", "Subscribe: none\r\nCancel-Exchange: 2\r\n");
    assertThat(closed).containsExactly("GET /r");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 204");
    stream.get("/free", "2").get("/taken", "1");
    assertThat(stream.asked()).endsWith("GET /free");
  }

  @Test
  void turnThatWaitedIsNotGivenAfterTheCancellation() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    stream.outlet.stopReading();
    update(stream, held, "late");
    stream.send("HEAD /r", "Subscribe: none\r\n");
    stream.outlet.read();
    assertThat(stream.messages()).hasSize(1).first().asString().startsWith("HTTP/1.1 204");
  }

  @Test
  void cancellationReachesASubscriptionThatIsNotHeldYet() {
    List<String> abandoned = new ArrayList<>();
    StreamFixture stream = new StreamFixture().open();
    subscribe(stream, "/r", "Exchange-Id: 1\r\n");
    stream.exchange(0).sink().onAbandoned(() -> abandoned.add("r"));
    stream.send("GET /r", "Subscribe: none\r\nCancel-Exchange: 1\r\n");
    assertThat(abandoned).containsExactly("r");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 204");
    Outlet held = hold(stream, 0);
    assertThat(closed).containsExactly("GET /r");
    update(stream, held, "late");
    assertThat(stream.messages()).hasSize(1);
  }

  @Test
  void cancellationOfNothingIsNotFound() {
    StreamFixture stream = new StreamFixture().open().get("/r");
    stream.send("GET /r", "Subscribe: none\r\nCancel-Exchange: x\r\nExchange-Id: c\r\n");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 404 Not Found").contains("Exchange-Id: c");
    stream.send("GET /r", "Subscribe: none\r\nExchange-Id: d\r\n");
    assertThat(stream.message(1)).startsWith("HTTP/1.1 404 Not Found");
    assertThat(stream.asked()).containsExactly("GET /r");
  }

  @Test
  void secondSubscriptionWithoutNameReplacesTheFirst() {
    StreamFixture stream = new StreamFixture().open();
    Outlet first = hold(subscribe(stream, "/r", ""), 0);
    hold(subscribe(stream, "/r", "Exchange-Id: 1\r\n"), 1);
    hold(subscribe(stream, "/s", ""), 2);
    assertThat(closed).isEmpty();
    Outlet second = hold(subscribe(stream, "/r", ""), 3);
    assertThat(closed).containsExactly("GET /r");
    update(stream, first, "first");
    update(stream, second, "second");
    assertThat(stream.messages()).containsExactly("second");
  }

  @Test
  void updateDoesNotOvertakeTheAnswerToAWriteOfItsTarget() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    Outlet other = hold(subscribe(stream, "/s", ""), 1);
    update(stream, held, "state");
    stream.send("PUT /r", "");
    update(stream, held, "update");
    update(stream, other, "other");
    assertThat(stream.messages()).containsExactly("state", "other");
    stream.respond(2, 204, "");
    assertThat(stream.messages()).hasSize(4);
    assertThat(stream.message(2)).startsWith("HTTP/1.1 204");
    assertThat(stream.message(3)).isEqualTo("update");
  }

  @Test
  void turnThatWaitedAlreadyDoesNotOvertakeEither() {
    StreamFixture stream = new StreamFixture().open();
    Outlet held = hold(subscribe(stream, "/r", ""), 0);
    update(stream, held, "state");
    stream.outlet.stopReading();
    update(stream, held, "update");
    stream.send("PUT /r", "");
    stream.outlet.read();
    assertThat(stream.messages()).containsExactly("state");
    stream.respond(1, 204, "");
    assertThat(stream.messages()).hasSize(3).endsWith("update");
  }

  @Test
  void clientThatLeavesClosesEverySubscription() {
    StreamFixture stream = new StreamFixture().open();
    hold(subscribe(stream, "/r", ""), 0);
    hold(subscribe(stream, "/s", ""), 1);
    stream.outlet.close();
    assertThat(closed).containsExactly("GET /r", "GET /s");
    assertThat(stream.events).containsExactly("opened", "/r 200 0", "/s 200 0", "ended gone");
  }

  @Test
  void outletThatIsHeldAfterTheClientLeftIsClosed() {
    StreamFixture stream = new StreamFixture().open();
    subscribe(stream, "/r", "");
    stream.outlet.close();
    Outlet held = hold(stream, 0);
    update(stream, held, "late");
    assertThat(closed).containsExactly("GET /r");
    assertThat(stream.messages()).isEmpty();
  }
}
