package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.http.Fields;

/** What happens once a client has broken the framing of its stream. */
final class BrokenStreamTest {
  private static final String EVIL = "GET /evil HTTP/1.1\r\nHost: g.example\r\n\r\n";

  @Test
  void oneFarewellIsSentAndNothingMoreIsHandedOn() {
    StreamFixture stream = new StreamFixture().open().get("/ok1");
    stream.respond(0, 200, "");
    stream.send("GET /a HTTP/1.1\n" + EVIL).send(EVIL);
    assertThat(stream.asked()).containsExactly("GET /ok1");
    assertThat(stream.messages()).hasSize(2);
    assertThat(stream.message(1))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("Connection: close\r\n", "Content-Type: application/problem+json\r\n")
        .contains("RFC 9112, section 2.2")
        .doesNotContain("Exchange-Id", "Content-Location");
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.outlet.closesConnection()).isTrue();
    assertThat(stream.content.isCancelled()).isTrue();
    assertThat(stream.events)
        .containsExactly("opened", "/ok1 200 0", "violation bare-lf", "ended malformed");
    assertThat(stream.time.waiting()).isZero();
  }

  @Test
  void whatHasBegunIsAnsweredAndWhatHasNotIsDropped() {
    StreamFixture stream =
        new StreamFixture()
            .open()
            .send("POST /a", "Exchange-Id: a\r\n")
            .send("POST /b", "Exchange-Id: b\r\n")
            .send(" GET\r\n");
    assertThat(stream.messages()).hasSize(1);
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.respond(0, 201, "");
    assertThat(stream.asked()).containsExactly("POST /a");
    assertThat(stream.message(1)).startsWith("HTTP/1.1 201 Created\r\n");
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void answerThatOnlyWaitedForADroppedOneIsSent() {
    StreamFixture stream =
        new StreamFixture()
            .open()
            .send("POST /a", "Exchange-Id: a\r\n")
            .send("POST /b", "")
            .send("GET /b HTTP/1.1\r\n\r\n");
    assertThat(stream.messages()).isEmpty();
    stream.send("\n");
    assertThat(stream.messages()).hasSize(2);
    assertThat(stream.message(0)).contains("Content-Location: /b\r\n");
    assertThat(stream.message(1)).contains("Connection: close\r\n");
    stream.respond(0, 200, "");
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void farewellThatTheClientDoesNotReadIsStillSentBeforeTheEnd() {
    StreamFixture stream = new StreamFixture().open();
    stream.outlet.stopReading();
    stream.send("\n");
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.outlet.read();
    assertThat(stream.messages()).hasSize(1);
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void subscriptionsEnd() {
    List<String> closed = new ArrayList<>();
    StreamFixture stream = new StreamFixture().open().get("/a");
    Outlet held = stream.exchange(0).sink().hold(Fields.empty());
    stream.thread.run(() -> held.onClosed(() -> closed.add("a")));
    stream.send("\n");
    assertThat(closed).containsExactly("a");
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void exchangeThatWouldBeHeldAfterwardsIsClosed() {
    List<String> closed = new ArrayList<>();
    StreamFixture stream = new StreamFixture().open().get("/a").send("\n");
    Outlet held = stream.exchange(0).sink().hold(Fields.empty());
    stream.thread.run(() -> held.onClosed(() -> closed.add("a")));
    assertThat(closed).containsExactly("a");
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void requestThatIsCutShortIsNotHandedOn() {
    StreamFixture stream =
        new StreamFixture().open().send("PUT /a", "Content-Length: 10\r\n").send("half").complete();
    assertThat(stream.asked()).isEmpty();
    assertThat(stream.message(0)).startsWith("HTTP/1.1 400").contains("Connection: close\r\n");
    assertThat(stream.events).contains("violation truncated");
  }

  @Test
  void identifierOfAnOpenExchangeMustNotBeUsedAgain() {
    StreamFixture stream = new StreamFixture().open().get("/a", "1").get("/b", "1").get("/c");
    assertThat(stream.asked()).containsExactly("GET /a");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 400").contains("Connection: close\r\n");
    assertThat(stream.events).contains("violation exchange-id-in-use");
  }

  @Test
  void identifierMayBeUsedAgainAfterTheAnswer() {
    StreamFixture stream = new StreamFixture().open().get("/a", "1").respond(0, 200, "");
    stream.get("/b", "1");
    assertThat(stream.asked()).containsExactly("GET /a", "GET /b");
  }

  @Test
  void identifierOfASubscriptionStaysInUseUntilItEnds() {
    StreamFixture stream = new StreamFixture().open().get("/a", "1");
    Outlet held = stream.exchange(0).sink().hold(Fields.empty());
    stream.thread.run(held::release);
    stream.get("/b", "1");
    assertThat(stream.asked()).containsExactly("GET /a", "GET /b");
    stream.exchange(1).sink().hold(Fields.empty());
    stream.thread.run();
    stream.get("/c", "1");
    assertThat(stream.events).contains("violation exchange-id-in-use");
  }

  @Test
  void foldedLinesBreakOnlyApplicationHttp() {
    String folded = "GET /a HTTP/1.1\r\nHost: g.example\r\nX-A: one\r\n two\r\n\r\n";
    StreamFixture lenient = new StreamFixture().open().send(folded);
    assertThat(lenient.exchange(0).request().fields().first("X-A")).contains("one two");
    StreamFixture strict =
        new StreamFixture().open("Content-Type", "application/http").send(folded);
    assertThat(strict.asked()).isEmpty();
    assertThat(strict.events).contains("violation folded-line");
  }
}
