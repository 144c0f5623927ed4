package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginRequest;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** Origins that can be subscribed to, octet by octet. */
class UpstreamIT {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final String SELDOM = "polling: {min-interval: 1h, max-interval: 1h}";
  private static final String STREAM_HEAD =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Content-Type: message/http; msgtype=response",
          "Transfer-Encoding: chunked",
          "",
          "");
  private static final String STANDING = "HTTP/1.1 304 Not Modified\r\nSubscribed: OK\r\n\r\n";

  private final BlockingQueue<OriginConnection> streams = new LinkedBlockingQueue<>();
  private final List<RawClient> clients = new ArrayList<>();
  private volatile String state = "one";
  private volatile boolean streaming = true;
  private final ScriptedOrigin origin = ScriptedOrigin.start(this::serve);

  /** Answers polls with the state, and leaves streams to the test. */
  private void serve(OriginConnection connection) throws IOException {
    while (true) {
      OriginRequest request = connection.readHead();
      if (!request.value("When-Modified-After").isEmpty() && streaming) {
        connection.send(STREAM_HEAD);
        streams.add(connection);
        connection.awaitEnd();
        return;
      }
      connection.send(
          ScriptedOrigin.ok(
              state, "ETag: \"" + state + "\"", "Accept-Subscribe: application/http"));
    }
  }

  @AfterEach
  void theOriginIsClosed() {
    clients.forEach(RawClient::close);
    origin.close();
  }

  private EnclosedResponses subscribe(RunningGateway gateway) {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send(
        "GET /r HTTP/1.1\r\nHost: api.example\r\nAccept: message/http, text/plain\r\n"
            + "When-Modified-After: "
            + EPOCH
            + "\r\n\r\n");
    client.readHead();
    return EnclosedResponses.of(client);
  }

  private OriginConnection stream() {
    try {
      OriginConnection stream = streams.poll(10, TimeUnit.SECONDS);
      assertThat(stream).as("a stream is asked for").isNotNull();
      return stream;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static String update(String content) {
    return "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nSubscribed: OK\r\nETag: \""
        + content
        + "\"\r\nContent-Length: "
        + content.length()
        + "\r\n\r\n"
        + content;
  }

  private static void awaitStanding(RunningGateway gateway, int count) {
    eventually(
        count + " subscriptions upstream",
        () ->
            gateway
                .admin("/metrics")
                .body()
                .contains("\ngateway_upstream_subscriptions " + count + ".0\n"));
  }

  @Test
  void octetByOctetIsAsGoodAsAtOnce() throws IOException {
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), SELDOM)) {
      EnclosedResponses updates = subscribe(gateway);
      assertThat(updates.next().content()).isEqualTo("one");
      OriginConnection stream = stream();
      OriginRequest asked = origin.requests().get(1);
      assertThat(asked.value("Accept")).isEqualTo("application/http, text/plain");
      assertThat(asked.value("If-None-Match")).isEqualTo("\"one\"");

      for (char octet : ("\r\n" + STANDING + "\r\n" + update("two") + "\r\n").toCharArray()) {
        stream.sendChunk(String.valueOf(octet));
      }

      assertThat(updates.next().content()).isEqualTo("two");
      assertThat(origin.requests()).as("a poll and a stream").hasSize(2);
      clients.forEach(RawClient::close);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "GET / HTTP/1.1\r\n"
      })
  void garbageOnTheStreamIsGivenUpAndTheOriginIsAsked(String garbage) throws IOException {
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), SELDOM)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();
      OriginConnection stream = stream().sendChunk(STANDING);
      awaitStanding(gateway, 1);
      state = "two";

      stream.sendChunk(garbage);

      assertThat(updates.next().content()).isEqualTo("two");
      assertThat(gateway.admin("/metrics").body()).contains("reason=\"malformed\"");
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void aResponseThatIsCutShortIsNeverShown() throws IOException {
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), SELDOM)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();
      OriginConnection stream = stream().sendChunk(STANDING);
      awaitStanding(gateway, 1);
      state = "three";

      stream.sendChunk("HTTP/1.1 200 OK\r\nETag: \"two\"\r\nContent-Length: 3\r\n\r\ntw");
      stream.close();

      assertThat(updates.next().content()).isEqualTo("three");
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void anUnexpectedEndIsFollowedByAPollAtOnce() throws IOException {
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), SELDOM)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();
      OriginConnection stream = stream().sendChunk(STANDING);
      awaitStanding(gateway, 1);
      state = "two";

      stream.sendChunk("");

      assertThat(updates.next().content()).isEqualTo("two");
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void silenceEndsAStreamAndHeartbeatsKeepItBeyondTheIdleTimeout() throws IOException {
    String[] impatient = {SELDOM, "origins: {idle-timeout: 200ms, heartbeat-timeout: 3s}"};
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), impatient)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();
      OriginConnection stream = stream().sendChunk(STANDING);
      awaitStanding(gateway, 1);
      long enough = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
      eventually(
          "heartbeats for three times the idle timeout",
          () -> {
            beat(stream);
            return System.nanoTime() > enough;
          });
      stream.sendChunk(update("two"));
      assertThat(updates.next().content()).isEqualTo("two");
      state = "three";

      assertThat(updates.next().content())
          .as("found by the poll after the silence")
          .isEqualTo("three");
      clients.forEach(RawClient::close);
    }
  }

  private static void beat(OriginConnection stream) {
    try {
      stream.sendChunk("\r\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void anOriginThatOnlySaysSoIsPolled() {
    streaming = false;
    String quick = "polling: {min-interval: 50ms, max-interval: 100ms}";
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), quick)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();

      state = "two";

      assertThat(updates.next().content()).isEqualTo("two");
      assertThat(gateway.admin("/metrics").body()).contains("reason=\"refused\"");
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void theLastResponseOfTheStreamIsTheLastHere() throws IOException {
    try (RunningGateway gateway = RunningGateway.before(origin.uri(), SELDOM)) {
      EnclosedResponses updates = subscribe(gateway);
      updates.next();

      stream()
          .sendChunk(STANDING)
          .sendChunk("HTTP/1.1 410 Gone\r\nSubscribed: none\r\nContent-Length: 0\r\n\r\n");

      assertThat(updates.next().statusCode()).isEqualTo(410);
      assertThat(updates.isAtEnd()).isTrue();
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void ordinaryOriginsAreNeverAskedAnythingUnusual() {
    try (ScriptedOrigin ordinary =
            ScriptedOrigin.start(
                connection -> {
                  while (true) {
                    connection.readHead();
                    connection.send(ScriptedOrigin.ok("one", "ETag: \"1\""));
                  }
                });
        RunningGateway gateway =
            RunningGateway.before(
                ordinary.uri(), "polling: {min-interval: 20ms, max-interval: 20ms}")) {
      subscribe(gateway).next();
      eventually("it is polled", () -> ordinary.requests().size() > 5);

      assertThat(ordinary.requests())
          .allSatisfy(
              request -> {
                assertThat(request.value("When-Modified-After")).isEmpty();
                assertThat(request.value("Accept")).isEqualTo("text/plain");
              });
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void aHundredSubscribersCostAsManyPollsAsOne() {
    try (ScriptedOrigin ordinary =
            ScriptedOrigin.start(
                connection -> {
                  while (true) {
                    connection.readHead();
                    connection.send(
                        ScriptedOrigin.ok("one", "ETag: \"1\"", "Cache-Control: max-age=1"));
                  }
                });
        RunningGateway gateway = RunningGateway.before(ordinary.uri(), SELDOM)) {
      for (int i = 0; i < 100; i++) {
        subscribe(gateway).next();
      }

      assertThat(ordinary.requests()).hasSize(1);
      clients.forEach(RawClient::close);
    }
  }
}
