package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.request;
import static org.nativecomet.gateway.testing.Eventually.eventually;
import static org.nativecomet.gateway.testing.ScriptedOrigin.ok;
import static org.nativecomet.gateway.testing.ScriptedOrigin.response;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginConnection.End;
import org.nativecomet.gateway.testing.PacedSink;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** How connections are reused, given back and broken off. */
class OriginConnectionIT {
  /** Serves one request on a new connection, which is idle afterwards. */
  private static OriginConnection warmUp(ScriptedOrigin origin, OriginFixture gateway)
      throws IOException {
    RecordingSink sink = gateway.get("/warm");
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send(ok("warm"));
    assertThat(sink.await().text()).isEqualTo("warm");
    eventually("the connection is idle", () -> gateway.handler.available() == 1);
    return connection;
  }

  @Test
  void abandoningOnAReusedConnectionLeavesTheUploadVisiblyIncomplete() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection connection = warmUp(origin, gateway);
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/up", content));
      connection.readHead();
      content.push("abc");
      assertThat(connection.readChunk()).isEqualTo("abc");
      sink.abandon();
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
      assertThat(connection.received()).endsWith("3\r\nabc\r\n");
      content.awaitCancelled();
      assertThat(sink.isAnswered()).isFalse();
    }
  }

  @Test
  void cancellingTheContentOnAReusedConnectionResetsIt() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection connection = warmUp(origin, gateway);
      PipedContent content = PipedContent.chunked();
      PacedSink sink = gateway.sendPaced(request("POST", "/up", content));
      connection.readHead();
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").sendChunk("x");
      sink.awaitResponse();
      sink.request(1).awaitOctets(1);
      sink.cancel();
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
      assertThat(connection.received()).endsWith("\r\n\r\n").doesNotContain("0\r\n\r\n");
      content.awaitCancelled();
    }
  }

  @Test
  void abandoningBeforeThereIsAnAnswerResetsTheConnection() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      sink.abandon();
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
    }
  }

  @Test
  void requestContentThatBreaksOffBreaksTheUploadOff() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/up", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      content.push("abc");
      assertThat(connection.readChunk()).isEqualTo("abc");
      content.fail(new IOException("gone"));
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
      assertThat(connection.received()).endsWith("3\r\nabc\r\n");
      assertThat(sink.await().statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "307, chunked",
    "413, chunked",
    "500, chunked",
    "307, length",
    "413, length",
    "304, chunked"
  })
  void anEarlyRefusalEndsTheUploadWithoutCompletingIt(int status, String framing) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content =
          framing.equals("chunked") ? PipedContent.chunked() : PipedContent.ofLength(1000);
      PacedSink sink = gateway.sendPaced(request("POST", "/up", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      content.push("abc");
      String sent = framing.equals("chunked") ? "3\r\nabc\r\n" : "abc";
      connection.readOctets(sent.length());
      String refusal = status == 304 ? "" : "no";
      String octets = response(status, "Early", refusal);
      connection.send(octets.substring(0, octets.length() - refusal.length()));
      assertThat(sink.awaitResponse().statusCode()).isEqualTo(status);
      sink.request(1);
      connection.send(refusal);
      assertThat(sink.awaitComplete()).isEqualTo(refusal);
      content.awaitCancelled();
      connection.awaitEnd();
      assertThat(connection.received()).endsWith("\r\n\r\n" + sent);
      gateway.awaitNothingLeased();
      assertThat(gateway.handler.available()).isZero();
    }
  }

  @Test
  void anEarlyCompleteSuccessLetsTheUploadGoOnAndTheConnectionBeReused() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/up", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(ok("early"));
      assertThat(sink.await().text()).isEqualTo("early");
      assertThat(gateway.handler.leased()).isEqualTo(1);
      content.push("later");
      assertThat(connection.readChunk()).isEqualTo("later");
      content.complete();
      assertThat(connection.readChunk()).isEmpty();
      eventually("the connection is idle", () -> gateway.handler.available() == 1);
    }
  }

  @Test
  void anEarlyAnswerThatClosesLeavesNoLeaseBehind() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/up", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
      assertThat(sink.await().statusCode()).isEqualTo(204);
      content.awaitCancelled();
    }
  }

  @Test
  void aConnectionThatWasClosedWhileIdleIsNotReused() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      warmUp(origin, gateway).close();
      RecordingSink sink = gateway.send(request("POST", "/", Content.of(new byte[] {'x'})));
      OriginConnection second = origin.accept();
      assertThat(second.readRequest()).isEqualTo("x");
      second.send(ok("second"));
      assertThat(sink.await().text()).isEqualTo("second");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void anIdempotentRequestOnAStaleConnectionIsSentOnceMore(String method) throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection stale = warmUp(origin, gateway);
      RecordingSink sink = gateway.send(request(method, "/again", Content.empty()));
      stale.readHead();
      stale.reset();
      OriginConnection fresh = origin.accept();
      assertThat(fresh.readHead().requestLine()).isEqualTo(method + " /again HTTP/1.1");
      fresh.send(ok("fresh"));
      assertThat(sink.await().text()).isEqualTo("fresh");
    }
  }

  @Test
  void aRequestIsNotSentAThirdTime() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection stale = warmUp(origin, gateway);
      RecordingSink sink = gateway.get("/again");
      stale.readHead();
      stale.close();
      OriginConnection fresh = origin.accept();
      fresh.readHead();
      fresh.close();
      assertThat(sink.await().statusCode()).isEqualTo(502);
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void aPostOnAStaleConnectionIsNeverSentAgain() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection stale = warmUp(origin, gateway);
      RecordingSink sink = gateway.send(request("POST", "/", Content.empty()));
      stale.readHead();
      stale.close();
      assertThat(sink.await().statusCode()).isEqualTo(502);
      assertThat(sink.fields().first("Proxy-Status"))
          .contains("native-comet; error=connection_terminated");
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRequestWhoseContentWasTakenIsNeverSentAgain() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection stale = warmUp(origin, gateway);
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("PUT", "/", content));
      stale.readHead();
      content.push("x");
      stale.readChunk();
      stale.close();
      assertThat(sink.await().statusCode()).isEqualTo(502);
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRequestThatWasPartlyAnsweredIsNeverSentAgain() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection stale = warmUp(origin, gateway);
      RecordingSink sink = gateway.get("/");
      stale.readHead();
      stale.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n");
      stale.closeOutput();
      assertThat(sink.await().statusCode()).isEqualTo(502);
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void octetsBeyondTheResponseAreNotTakenForTheNextOne() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    OriginOptions options = new OriginOptions(minute, minute, minute, minute, 512, 64 * 1024, true);
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      RecordingSink first = gateway.get("/first");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(ok("first") + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX: ");
      assertThat(first.await().text()).isEqualTo("first");
      connection.awaitEnd();
      RecordingSink second = gateway.get("/second");
      OriginConnection fresh = origin.accept();
      fresh.readHead();
      fresh.send(ok("second"));
      assertThat(second.await().text()).isEqualTo("second");
    }
  }

  @Test
  void aResponseToNoRequestEndsTheConnection() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      OriginConnection idle = warmUp(origin, gateway);
      idle.send(response(408, "Request Timeout", "bye"));
      idle.awaitEnd();
      RecordingSink sink = gateway.get("/");
      OriginConnection fresh = origin.accept();
      fresh.readHead();
      fresh.send(ok("fresh"));
      assertThat(sink.await().text()).isEqualTo("fresh");
    }
  }

  @Test
  void idleConnectionsAreClosedAfterTheKeepAlive() throws Exception {
    OriginOptions options =
        new OriginOptions(
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            512,
            64 * 1024,
            true);
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.with(origin, options)) {
      OriginConnection connection = warmUp(origin, gateway);
      assertThat(connection.awaitEnd()).isEqualTo(End.CLOSED);
      assertThat(gateway.handler.available()).isZero();
    }
  }

  @Test
  void aConnectionThatTheOriginIsAboutToCloseIsNotReused() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ok("x", "Keep-Alive: max=5, timeout=1"));
        OriginFixture gateway = OriginFixture.of(origin)) {
      gateway.get("/").await();
      gateway.awaitNothingLeased();
      assertThat(gateway.handler.available()).isZero();
      gateway.get("/").await();
      assertThat(origin.connections()).isEqualTo(2);
    }
  }
}
