package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/** The life of a stream, from its first octet to its end. */
@SuppressWarnings("StringConcatToTextBlock") // CRLF must be seen.
final class RequestStreamTest {
  private static final String DATE = "Date: Fri, 20 Nov 2026 09:00:00 GMT\r\n";

  @Test
  void headGoesOutBeforeTheFirstRequest() {
    StreamFixture stream = new StreamFixture().open();
    assertThat(stream.sink.isHeld()).isTrue();
    assertThat(stream.sink.outerFields())
        .isEqualTo(
            Fields.of(
                "Content-Type", "message/http; msgtype=response",
                "Cache-Control", "no-store, no-transform",
                "Incremental", "?1",
                "X-Accel-Buffering", "no"));
    assertThat(stream.events).containsExactly("opened");
  }

  @Test
  void answersAreSentWhenTheyAreReadyInAnyOrder() {
    StreamFixture stream = new StreamFixture().open().get("/slow", "a").get("/fast", "b");
    stream.respond(1, 200, "fast\n", "Content-Type", "text/plain");
    assertThat(stream.messages())
        .containsExactly(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Location: /fast\r\n"
                + "Exchange-Id: b\r\n"
                + DATE
                + "Content-Length: 5\r\n\r\nfast\n");
    stream.respond(0, 404, "", "Date", "Thu, 19 Nov 2026 09:00:00 GMT");
    assertThat(stream.message(1))
        .isEqualTo(
            "HTTP/1.1 404 Not Found\r\nDate: Thu, 19 Nov 2026 09:00:00 GMT\r\n"
                + "Content-Location: /slow\r\nExchange-Id: a\r\nContent-Length: 0\r\n\r\n");
    assertThat(stream.events).containsExactly("opened", "/fast 200 5", "/slow 404 0");
  }

  @Test
  void eachRequestIsHandedOnWhenItsLastOctetIsHere() {
    StreamFixture stream = new StreamFixture().open();
    String request = "PUT /a HTTP/1.1\r\nHost: g.example\r\nContent-Length: 2\r\n\r\nhi";
    for (int i = 0; i < request.length(); i++) {
      assertThat(stream.asked()).isEmpty();
      stream.send(request.substring(i, i + 1));
    }
    assertThat(stream.asked()).containsExactly("PUT /a");
  }

  @Test
  void drainingAnswersWhatHasBegunAndBeginsNothingMore() {
    StreamFixture stream =
        new StreamFixture()
            .open()
            .send("POST /a", "Exchange-Id: a\r\n")
            .send("POST /b", "Exchange-Id: b\r\n");

    stream.outlet.drain();
    stream.get("/c");
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.respond(0, 201, "");

    assertThat(stream.asked()).containsExactly("POST /a");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 201 Created\r\n");
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.outlet.closesConnection()).isFalse();
    assertThat(stream.events).endsWith("ended drained");
  }

  @Test
  void heartbeatsOfTheClientAreNoFloodHoweverLongTheyGoOn() {
    StreamFixture stream = new StreamFixture().open();
    for (int i = 0; i < 10_000; i++) {
      stream.send("\r\n");
      stream.time.advance(Duration.ofSeconds(15));
    }

    stream.get("/a");

    assertThat(stream.asked()).containsExactly("GET /a");
  }

  @Test
  void answersToHeadHaveNoLength() {
    StreamFixture stream = new StreamFixture().open().send("HEAD /a", "");
    stream.respond(0, 200, "", "Content-Length", "99", "ETag", "\"1\"");
    assertThat(stream.message(0))
        .isEqualTo("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Location: /a\r\n" + DATE + "\r\n");
  }

  @Test
  void answersWithoutIdToOneTargetKeepTheOrderOfTheirRequests() {
    StreamFixture stream = new StreamFixture().open().get("/x").get("/x").get("/x", "free");
    stream.respond(1, 200, "second");
    assertThat(stream.messages()).isEmpty();
    stream.respond(2, 200, "third");
    assertThat(stream.messages()).hasSize(1).first().asString().endsWith("third");
    stream.respond(0, 200, "first");
    assertThat(stream.messages()).hasSize(3);
    assertThat(stream.message(1)).endsWith("first");
    assertThat(stream.message(2)).endsWith("second");
  }

  @Test
  void unsafeRequestsRunOneAtATimeAndHoldUpOnlyTheirOwnTarget() {
    StreamFixture stream =
        new StreamFixture()
            .open()
            .send("POST /a", "Exchange-Id: 1\r\n")
            .send("POST /b", "Exchange-Id: 2\r\n")
            .get("/a", "3")
            .get("/c", "4");
    assertThat(stream.asked()).containsExactly("POST /a", "GET /c");
    stream.respond(0, 204, "");
    assertThat(stream.asked()).containsExactly("POST /a", "GET /c", "POST /b", "GET /a");
  }

  @Test
  void requestsBeyondTheLimitAreNotRead() {
    StreamFixture stream = new StreamFixture(StreamFixture.options(2, 0)).open();
    String requests = "";
    for (int i = 0; i < 5; i++) {
      requests += "GET /" + i + " HTTP/1.1\r\nHost: g.example\r\n\r\n";
    }
    stream.send(requests).send("GET /last", "");
    assertThat(stream.asked()).containsExactly("GET /0", "GET /1");
    assertThat(stream.content.unsent()).isEqualTo(1);
    stream.respond(1, 200, "");
    assertThat(stream.asked()).containsExactly("GET /0", "GET /1", "GET /2");
    for (int i = 0; i < 6; i++) {
      if (i != 1) {
        stream.respond(i, 200, "");
      }
    }
    assertThat(stream.asked()).hasSize(6).endsWith("GET /last");
    assertThat(stream.messages()).hasSize(6);
  }

  @Test
  void answersThatTheClientDoesNotReadCountAsInFlight() {
    StreamFixture stream = new StreamFixture(StreamFixture.options(2, 0)).open();
    stream.outlet.stopReading();
    stream.get("/0").get("/1").get("/2");
    stream.respond(0, 200, "").respond(1, 200, "");
    assertThat(stream.asked()).hasSize(2);
    stream.outlet.read();
    assertThat(stream.asked()).hasSize(3);
  }

  @Test
  void endOfTheRequestEndsTheStreamOnceEverythingIsAnswered() {
    StreamFixture stream = new StreamFixture().open().get("/a").complete();
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.respond(0, 200, "x");
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.messages()).hasSize(1);
    assertThat(stream.events).containsExactly("opened", "/a 200 1", "ended complete");
    assertThat(stream.time.waiting()).isZero();
  }

  @Test
  void endThatComesWhileTheStreamIsBusyIsNoticedAfterwards() {
    StreamFixture stream = new StreamFixture(StreamFixture.options(1, 0)).open();
    stream.get("/a").complete();
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.respond(0, 200, "");
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.events).endsWith("ended complete");
  }

  @Test
  void originThatSendsContentWhereNoneIsAllowedDoesNotBreakTheFraming() {
    StreamFixture stream = new StreamFixture().open().get("/a").send("HEAD /b", "");
    stream.respond(0, 204, "stray").respond(1, 200, "stray");
    assertThat(stream.messages()).hasSize(2);
    assertThat(stream.outlet.text()).doesNotContain("stray", "Content-Length").endsWith("\r\n\r\n");
  }

  @Test
  void emptyStreamEndsAtOnce() {
    StreamFixture stream = new StreamFixture().open().complete();
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void clientThatLeavesAbandonsEverything() {
    List<String> abandoned = new ArrayList<>();
    StreamFixture stream =
        new StreamFixture().open().get("/a").send("POST /b", "").send("POST /c", "");
    stream.exchange(0).sink().onAbandoned(() -> abandoned.add("a"));
    stream.exchange(1).sink().onAbandoned(() -> abandoned.add("b"));
    stream.thread.run();
    stream.outlet.close();
    assertThat(abandoned).containsExactly("a", "b");
    assertThat(stream.content.isCancelled()).isTrue();
    assertThat(stream.asked()).hasSize(2);
    stream.exchange(0).sink().onAbandoned(() -> abandoned.add("late"));
    stream.respond(1, 200, "");
    assertThat(abandoned).containsExactly("a", "b", "late");
    assertThat(stream.asked()).hasSize(2);
    assertThat(stream.events).containsExactly("opened", "/a 0 0", "/b 0 0", "/c 0 0", "ended gone");
    assertThat(stream.time.waiting()).isZero();
  }

  @Test
  void contentThatBreaksOffAbandonsEverything() {
    StreamFixture stream = new StreamFixture().open().get("/a").send("GET /b HTTP/1.1\r\n");
    stream.content.fail();
    stream.thread.run();
    assertThat(stream.asked()).containsExactly("GET /a");
    assertThat(stream.messages()).isEmpty();
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.events).endsWith("ended aborted");
  }

  @Test
  void contentOfAResponseIsCancelledWhenTheClientLeaves() {
    SentContent response = new SentContent();
    StreamFixture stream = new StreamFixture().open().get("/a");
    stream.exchange(0).sink().respond(new Response(200, Fields.empty(), response));
    stream.thread.run();
    stream.outlet.close();
    assertThat(response.isCancelled()).isTrue();
  }

  @Test
  void answeredExchangeIsNotAbandoned() {
    List<String> abandoned = new ArrayList<>();
    StreamFixture stream = new StreamFixture().open().get("/a");
    stream.exchange(0).sink().onAbandoned(() -> abandoned.add("before"));
    stream.exchange(0).sink().respond(new Response(200, Fields.empty(), new SentContent()));
    stream.exchange(0).sink().onAbandoned(() -> abandoned.add("after"));
    stream.thread.run();
    stream.outlet.close();
    assertThat(abandoned).isEmpty();
  }

  @Test
  void secondResponseIsDroppedAndItsContentCancelled() {
    SentContent second = new SentContent();
    StreamFixture stream = new StreamFixture().open().get("/a").respond(0, 200, "first");
    stream.exchange(0).sink().respond(new Response(200, Fields.empty(), second));
    stream.thread.run();
    assertThat(second.isCancelled()).isTrue();
    assertThat(stream.messages()).hasSize(1);
  }

  @Test
  void contentAboveTheLimitBecomesBadGateway() {
    StreamFixture stream = new StreamFixture().open().get("/a").get("/b");
    stream.respond(0, 200, "x".repeat(1000)).respond(1, 200, "x".repeat(1001));
    assertThat(stream.message(0)).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(stream.message(1))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("Proxy-Status: native-comet; error=http_response_body_size\r\n")
        .contains("Content-Location: /b\r\n");
    assertThat(stream.events).contains("limit stream.max-response");
  }

  @Test
  void contentThatIsIncompleteBecomesBadGateway() {
    SentContent response = new SentContent();
    StreamFixture stream = new StreamFixture().open().get("/a", "id");
    stream.exchange(0).sink().respond(new Response(200, Fields.empty(), response));
    response.send("half");
    response.fail();
    stream.thread.run();
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .contains("Proxy-Status: native-comet; error=http_response_incomplete\r\n")
        .contains("Exchange-Id: id\r\n");
  }

  @Test
  void answerThatIsNotWholeHoldsUpNobody() {
    SentContent slow = new SentContent();
    StreamFixture stream = new StreamFixture().open().get("/slow").get("/fast");
    stream.exchange(0).sink().respond(new Response(200, Fields.empty(), slow));
    slow.send("half");
    stream.respond(1, 200, "fast");
    assertThat(stream.messages()).hasSize(1);
    slow.send("whole");
    slow.complete();
    stream.thread.run();
    assertThat(stream.message(1)).endsWith("\r\n\r\nhalfwhole");
  }

  @Test
  void stageThatThrowsIsAnsweredFor() {
    StreamFixture stream = new StreamFixture();
    StreamHandler handler =
        new StreamHandler(
            StreamFixture.options(9, 9),
            (request, sink) -> {
              throw new IllegalStateException("oops");
            },
            stream.time,
            stream.time,
            stream);
    stream.thread.run(() -> handler.handle(StreamFixture.outer(stream.content), stream.sink));
    stream.get("/a");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
    assertThat(stream.events).contains("bug oops");
  }

  @Test
  void idleStreamIsReleased() {
    StreamFixture stream = new StreamFixture().open();
    advance(stream, Duration.ofMinutes(4));
    stream.send("\r\n");
    advance(stream, Duration.ofMinutes(4));
    assertThat(stream.outlet.isReleased()).isFalse();
    advance(stream, Duration.ofMinutes(1));
    assertThat(stream.outlet.isReleased()).isTrue();
    assertThat(stream.content.isCancelled()).isTrue();
    assertThat(stream.events).containsExactly("opened", "ended idle");
    assertThat(stream.time.waiting()).isZero();
  }

  @Test
  void streamThatWaitsForAnAnswerIsNotIdle() {
    StreamFixture stream = new StreamFixture().open().get("/a");
    advance(stream, Duration.ofMinutes(14));
    assertThat(stream.outlet.isReleased()).isFalse();
    stream.respond(0, 200, "");
    advance(stream, Duration.ofMinutes(4));
    assertThat(stream.outlet.isReleased()).isFalse();
    advance(stream, Duration.ofMinutes(6));
    assertThat(stream.outlet.isReleased()).isTrue();
  }

  @Test
  void probeIsAnsweredByTheStreamItself() {
    StreamFixture stream = new StreamFixture().open().send("OPTIONS *", "Exchange-Id: p\r\n");
    assertThat(stream.asked()).isEmpty();
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 204 No Content\r\nAllow: GET, ")
        .contains("Exchange-Id: p\r\n")
        .doesNotContain("Content-Length");
  }

  @Test
  void requestThatIsRefusedLeavesTheStreamOpen() {
    StreamFixture stream =
        new StreamFixture().open().send("GET /a HTTP/1.1\r\nExchange-Id: 1\r\n\r\n").get("/b");
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("Content-Location: /a\r\n", "Exchange-Id: 1\r\n")
        .doesNotContain("Connection");
    assertThat(stream.asked()).containsExactly("GET /b");
    assertThat(stream.events).contains("violation host-missing");
  }

  @Test
  void oversizedRequestIsRefusedAndTheNextOneIsServed() {
    StreamFixture stream =
        new StreamFixture()
            .open()
            .send("PUT /a", "Content-Length: 1048577\r\n")
            .send("x".repeat(1048577))
            .get("/b");
    assertThat(stream.message(0))
        .startsWith("HTTP/1.1 413 Content Too Large\r\n")
        .contains("Content-Location: /a\r\n");
    assertThat(stream.asked()).containsExactly("GET /b");
  }

  @Test
  void answersOfTheOriginThatNoOtherSiteMayReadAreWithheldFromIt() {
    StreamFixture stream =
        new StreamFixture().open("Origin", "https://evil.example").get("/a").get("/b");
    stream.respond(0, 200, "secret");
    stream.respond(1, 200, "open", "Access-Control-Allow-Origin", "https://evil.example");
    assertThat(stream.message(0)).startsWith("HTTP/1.1 403 Forbidden").doesNotContain("secret");
    assertThat(stream.message(1)).startsWith("HTTP/1.1 200 OK").endsWith("open");
  }

  @Test
  void streamThatIsNotAcceptedIsAnsweredAndNotRead() {
    StreamFixture stream = new StreamFixture();
    stream.handle(StreamFixture.outer(Content.empty(), "Content-Type", "text/plain"));
    assertThat(stream.sink.isHeld()).isFalse();
    assertThat(stream.sink.statusCode()).isEqualTo(415);
    assertThat(stream.sink.fields().first("Accept")).contains("message/http, application/http");
  }

  private static void advance(StreamFixture stream, Duration duration) {
    stream.time.advance(duration);
    stream.thread.run();
  }
}
