package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.RawClient;

class RequestStreamIT {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

  private final RestOrigin origin = new RestOrigin();
  private final RunningGateway gateway = RunningGateway.before(origin.uri());
  private final RawClient client = gateway.connect();

  @BeforeEach
  void resources() {
    origin.set("/a", "A");
    origin.set("/b", "B");
  }

  @AfterEach
  void nothingIsLeftOpen() {
    client.close();
    gateway.close();
    origin.close();
  }

  private EnclosedResponses open(String type) {
    client.send(
        "POST /comet HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Type: "
            + type
            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    String head = client.readHead();
    assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains(type + "; msgtype=response");
    return EnclosedResponses.of(client);
  }

  private String enclosed(String requestLine, String... fieldLines) {
    return requestLine
        + " HTTP/1.1\r\nHost: "
        + gateway.authority()
        + "\r\n"
        + String.join("", fieldLines)
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"message/http", "application/http"})
  void theHeadComesBeforeTheFirstRequestAndEachRequestIsAnsweredAsItCompletes(String type) {
    EnclosedResponses answers = open(type);

    client.sendChunk(enclosed("GET /a"));
    Enclosed first = answers.next();
    client.sendChunk(enclosed("GET /b", "Exchange-Id: second\r\n"));
    Enclosed second = answers.next();

    assertThat(first.content()).isEqualTo("A");
    assertThat(first.field("Content-Location")).isEqualTo("/a");
    assertThat(second.content()).isEqualTo("B");
    assertThat(second.field("Content-Location")).isEqualTo("/b");
    assertThat(second.field("Exchange-Id")).isEqualTo("second");
    client.sendChunk("");
    assertThat(answers.isAtEnd()).isTrue();
  }

  @Test
  void chunkBoundariesMeanNothing() {
    EnclosedResponses answers = open("message/http");
    String requests = enclosed("GET /a") + "\r\n" + enclosed("GET /b");

    for (int i = 0; i < requests.length(); i++) {
      client.sendChunk(requests.substring(i, i + 1));
    }

    assertThat(List.of(answers.next().content(), answers.next().content()))
        .containsExactlyInAnyOrder("A", "B");
    client.sendChunk("");
    assertThat(answers.isAtEnd()).isTrue();
  }

  @Test
  void aClientThatWaitsForLeaveToSendGetsItBeforeTheHead() {
    client.send(
        "POST /comet HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Type: message/http\r\nExpect: 100-continue\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");

    client.sendChunk(enclosed("GET /a"));

    assertThat(EnclosedResponses.of(client).next().content()).isEqualTo("A");
  }

  @Test
  void whatWasThereBeforeAWriteIsSentBeforeTheAnswerToTheWrite() {
    EnclosedResponses answers = open("message/http");

    client.sendChunk(
        enclosed("GET /a", "When-Modified-After: " + EPOCH + "\r\n")
            + enclosed("PUT /a", "Content-Length: 3\r\n")
            + "new");

    assertThat(answers.next().field("Subscribed")).isEqualTo("OK");
    assertThat(answers.next().statusCode()).isEqualTo(204);
  }

  @Test
  void aStreamWithALengthIsAnsweredTheSame() {
    String requests = enclosed("GET /a") + enclosed("GET /none");
    client.send(
        "POST /comet HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Type: message/http\r\nContent-Length: "
            + requests.length()
            + "\r\n\r\n"
            + requests);
    client.readHead();
    EnclosedResponses answers = EnclosedResponses.of(client);

    assertThat(new int[] {answers.next().statusCode(), answers.next().statusCode()})
        .containsExactlyInAnyOrder(200, 404);
    assertThat(answers.isAtEnd()).isTrue();
  }

  @Test
  void subscriptionsAndOrdinaryRequestsShareTheStream() {
    EnclosedResponses answers = open("message/http");
    client.sendChunk(
        enclosed("GET /a", "Exchange-Id: s\r\n", "When-Modified-After: " + EPOCH + "\r\n"));
    Enclosed state = answers.next();
    assertThat(state.content()).isEqualTo("A");
    assertThat(state.field("Exchange-Id")).isEqualTo("s");
    assertThat(state.field("Subscribed")).isEqualTo("OK");

    client.sendChunk(enclosed("GET /b"));
    assertThat(answers.next().content()).isEqualTo("B");

    origin.set("/a", "A2");
    gateway.announce("/a");
    assertThat(answers.next().content()).isEqualTo("A2");
  }

  @Test
  void aWriteIsAnsweredBeforeTheUpdateItCauses() {
    EnclosedResponses answers = open("message/http");
    client.sendChunk(
        enclosed("GET /a", "Exchange-Id: s\r\n", "When-Modified-After: " + EPOCH + "\r\n"));
    answers.next();

    for (int i = 0; i < 50; i++) {
      client.sendChunk(
          enclosed("PUT /a", "Exchange-Id: w" + i + "\r\n", "Content-Length: 3\r\n") + (100 + i));

      Enclosed written = answers.next();
      assertThat(written.field("Exchange-Id")).isEqualTo("w" + i);
      assertThat(written.statusCode()).isEqualTo(204);
      assertThat(answers.next().content()).isEqualTo("" + (100 + i));
    }
  }

  @Test
  void aStreamThatWasNotReadForAWhileIsStillInFrame() {
    origin.set("/big", "0" + "x".repeat(200_000));
    EnclosedResponses answers = open("message/http");
    client.sendChunk(
        enclosed("GET /big", "Exchange-Id: s\r\n", "When-Modified-After: " + EPOCH + "\r\n"));
    gateway.awaitSubscriptions(1);

    for (int i = 1; i <= 30; i++) {
      gateway.send("PUT", "/big", i + "x".repeat(200_000));
    }

    String content = answers.next().content();
    while (!content.startsWith("30x")) {
      content = answers.next().content();
    }
    client.sendChunk(enclosed("GET /a"));
    assertThat(answers.next().content()).isEqualTo("A");
  }

  @Test
  void aCancelledSubscriptionIsToldNothingMore() {
    EnclosedResponses answers = open("message/http");
    client.sendChunk(
        enclosed("GET /a", "Exchange-Id: s\r\n", "When-Modified-After: " + EPOCH + "\r\n"));
    answers.next();
    client.sendChunk(
        enclosed("GET /a", "Subscribe: none\r\n", "Cancel-Exchange: s\r\n", "Exchange-Id: c\r\n"));
    Enclosed cancelled = answers.next();
    assertThat(cancelled.statusCode()).isEqualTo(204);
    assertThat(cancelled.field("Subscribed")).isEqualTo("none");
    gateway.awaitSubscriptions(0);

    gateway.send("PUT", "/a", "A2");
    client.sendChunk(enclosed("GET /b"));

    assertThat(answers.next().content()).isEqualTo("B");
  }

  @Test
  void theEndOfTheRequestsEndsNoSubscription() {
    EnclosedResponses answers = open("message/http");
    client.sendChunk(enclosed("GET /a", "When-Modified-After: " + EPOCH + "\r\n"));
    client.sendChunk("");
    assertThat(answers.next().content()).isEqualTo("A");

    gateway.send("PUT", "/a", "A2");
    assertThat(answers.next().content()).isEqualTo("A2");
    gateway.send("DELETE", "/a", "");

    assertThat(answers.next().statusCode()).isEqualTo(410);
    assertThat(answers.isAtEnd()).isTrue();
  }

  @Test
  void whatIsForOthersIsRefusedAndTheStreamGoesOn() {
    EnclosedResponses answers = open("message/http");

    client.sendChunk("GET /a HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n");
    assertThat(answers.next().statusCode()).isEqualTo(421);
    client.sendChunk("GET /a HTTP/1.1\r\n\r\n");
    assertThat(answers.next().statusCode()).isEqualTo(400);
    client.sendChunk(enclosed("POST /x/../%63omet", "Content-Length: 0\r\n"));
    assertThat(answers.next().statusCode()).isEqualTo(508);
    client.sendChunk(enclosed("TRACE /a"));
    assertThat(answers.next().statusCode()).isBetween(405, 501);
    client.sendChunk(enclosed("GET /b"));
    assertThat(answers.next().content()).isEqualTo("B");

    assertThat(origin.requests()).containsExactly("GET /b");
  }

  @Test
  void aDoubtAboutFramingEndsTheStreamWithOne400() {
    EnclosedResponses answers = open("message/http");
    client.sendChunk(
        enclosed("GET /a")
            + enclosed("POST /x", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n")
            + "0\r\n\r\n"
            + enclosed("GET /b"));

    Enclosed one = answers.next();
    Enclosed other = answers.next();
    Enclosed refusal = one.statusCode() == 400 ? one : other;

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.field("Connection")).isEqualTo("close");
    assertThat(answers.isAtEnd()).isTrue();
    assertThat(client.readUntilClosed()).isEmpty();
    assertThat(origin.requests()).containsExactly("GET /a");
  }

  @Test
  void aClientThatLeavesWithinARequestForwardsNothingOfIt() {
    open("message/http");
    client.sendChunk(enclosed("PUT /a", "Content-Length: 100\r\n") + "half");

    client.halfClose();
    client.close();

    gateway.awaitSubscriptions(0);
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void anotherMediaTypeIsRefusedBeforeAnythingIsRead() {
    String requests = enclosed("GET /a");
    client.send(
        "POST /comet HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + requests.length()
            + "\r\n\r\n"
            + requests);

    assertThat(client.readMessage().statusCode()).isEqualTo(415);
    assertThat(origin.requests()).isEmpty();
  }
}
