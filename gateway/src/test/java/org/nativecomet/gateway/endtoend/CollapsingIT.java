package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginRequest;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** Many clients at once, and what they cost the origin. */
class CollapsingIT {
  private static final int CLIENTS = 200;

  private final ScriptedOrigin origin = ScriptedOrigin.byHand();
  private final RunningGateway gateway =
      RunningGateway.before(origin.uri(), "origins:", "  max-connections: 300");
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void nothingIsLeftOpen() {
    clients.forEach(RawClient::close);
    gateway.close();
    origin.close();
  }

  private RawClient get(String... fieldLines) {
    RawClient client = gateway.connect();
    clients.add(client);
    return send(client, fieldLines);
  }

  private RawClient send(RawClient client, String... fieldLines) {
    return client.send(
        "GET /r HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\n"
            + String.join("", List.of(fieldLines).stream().map(line -> line + "\r\n").toList())
            + "\r\n");
  }

  private List<RawClient> get(int count) {
    List<RawClient> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(get());
    }
    eventually("all have asked", () -> gateway.gateway().openExchanges() >= count);
    return all;
  }

  /** Answers each request with this once that many are waiting at the same time. */
  private void answerTogether(int count, String... fieldLines) {
    CountDownLatch together = new CountDownLatch(count);
    origin.serveWith(
        connection -> {
          while (true) {
            connection.readRequest();
            together.countDown();
            if (!together.await(10, TimeUnit.SECONDS)) {
              throw new AssertionError("not all at the same time: " + together.getCount());
            }
            connection.send(ScriptedOrigin.ok("mine", fieldLines));
          }
        });
  }

  @Test
  void aSlowResourceIsFetchedOnceForAll() throws IOException {
    List<RawClient> all = get(CLIENTS);
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send(ScriptedOrigin.ok("one", "Cache-Control: max-age=60"));
    for (RawClient client : all) {
      assertThat(client.readMessage().content()).isEqualTo("one");
    }
    assertThat(origin.requests()).hasSize(1);
    assertThat(gateway.admin("/metrics").body())
        .contains("gateway_cache_collapsed_total{outcome=\"shared\"} " + (CLIENTS - 1));
  }

  @Test
  void aClientThatJoinsADownloadReadsWhatHasArrived() throws IOException {
    RawClient first = get();
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send(
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.sendChunk("one");
    first.readHead();
    assertThat(first.readChunk()).isEqualTo("one");
    RawClient second = get();
    second.readHead();
    assertThat(second.readChunk()).isEqualTo("one");
    connection.sendChunk("two").sendChunk("");
    assertThat(second.readChunk()).isEqualTo("two");
    assertThat(second.readChunk()).isEmpty();
    assertThat(first.readChunk()).isEqualTo("two");
    assertThat(first.readChunk()).isEmpty();
    assertThat(origin.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Cache-Control: no-store", "Cache-Control: private", "Set-Cookie: a=b", "Vary: *"})
  void whatCannotBeSharedIsFetchedForAllAtTheSameTime(String fieldLine) throws IOException {
    RawClient first = get();
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send(ScriptedOrigin.ok("first", fieldLine, "Connection: close"));
    connection.close();
    assertThat(first.readMessage().content()).isEqualTo("first");
    first.close();
    int count = 50;
    // They must all be with the origin together, or none is answered.
    answerTogether(count, fieldLine);
    for (RawClient client : get(count)) {
      assertThat(client.readMessage().content()).isEqualTo("mine");
    }
  }

  @Test
  void thoseWhoWaitedInVainGoForwardTogether() throws IOException {
    int count = 20;
    List<RawClient> all = get(count);
    OriginConnection first = origin.accept();
    first.readHead();
    answerTogether(count - 1, "Cache-Control: private");
    first.send(ScriptedOrigin.ok("mine", "Cache-Control: private", "Connection: close"));
    first.close();
    for (RawClient client : all) {
      assertThat(client.readMessage().content()).isEqualTo("mine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie", "Accept-Language"})
  void usersWhoAskAtTheSameInstantGetTheirOwn(String field) {
    origin.serveWith(
        connection -> {
          while (true) {
            OriginRequest request = connection.readHead();
            connection.send(
                ScriptedOrigin.ok(
                    "for " + request.value(field),
                    "Cache-Control: max-age=60",
                    "Vary: Accept-Language"));
          }
        });
    List<RawClient> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(get(field + ": u" + i % 3));
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).readMessage().content()).isEqualTo("for u" + i % 3);
    }
  }

  @Test
  void anOriginThatDiesInTheMiddleIsABrokenMessageForAll() throws IOException {
    List<RawClient> all = get(10);
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.send(
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.sendChunk("one");
    for (RawClient client : all) {
      client.readHead();
      assertThat(client.readChunk()).isEqualTo("one");
    }
    connection.close();
    for (RawClient client : all) {
      assertThat(client.readUntilClosed()).as("no last chunk").doesNotContain("0\r\n\r\n");
    }
    origin.serveWith(ScriptedOrigin.always(ScriptedOrigin.ok("new", "Cache-Control: max-age=60")));
    assertThat(get().readMessage().content()).isEqualTo("new");
  }

  @Test
  void anOriginThatDiesBeforeItAnswersIsOneFailureForAll() throws IOException {
    List<RawClient> all = get(10);
    OriginConnection connection = origin.accept();
    connection.readHead();
    connection.close();
    for (RawClient client : all) {
      assertThat(client.readMessage().statusCode()).isEqualTo(502);
    }
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void theFetchOutlivesTheClientThatCausedIt() throws IOException {
    RawClient first = get();
    OriginConnection connection = origin.accept();
    connection.readHead();
    List<RawClient> rest = get(5);
    first.close();
    eventually("it has left", () -> gateway.gateway().openExchanges() == 5);
    connection.send(ScriptedOrigin.ok("one", "Cache-Control: max-age=60"));
    for (RawClient client : rest) {
      assertThat(client.readMessage().content()).isEqualTo("one");
    }
    assertThat(origin.requests()).hasSize(1);
  }

  @Test
  void subscribersAndReadersWhoComeTogetherAreOneFetch() throws IOException {
    String stream = "Accept: message/http";
    String when = "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT";
    List<RawClient> subscribers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      subscribers.add(get(stream, when));
    }
    OriginConnection connection = origin.accept();
    connection.readHead();
    gateway.awaitSubscriptions(100);
    List<RawClient> readers = get(100);
    connection.send(ScriptedOrigin.ok("one", "ETag: \"1\"", "Cache-Control: max-age=60"));
    for (RawClient reader : readers) {
      assertThat(reader.readMessage().content()).isEqualTo("one");
    }
    for (RawClient subscriber : subscribers) {
      subscriber.readHead();
      assertThat(subscriber.readChunk()).contains("one");
    }
    assertThat(origin.requests()).hasSize(1);
    assertThat(get().readMessage().content())
        .as("a held subscription delays nobody")
        .isEqualTo("one");
    clients.forEach(RawClient::close);
    gateway.awaitSubscriptions(0);
  }
}
