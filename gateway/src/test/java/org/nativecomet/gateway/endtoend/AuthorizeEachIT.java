package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.Eventually;
import org.nativecomet.gateway.testing.RawClient;

/** A route whose origin is asked about each subscriber, and otherwise once for all of them. */
class AuthorizeEachIT {
  private final UserOrigin origin = new UserOrigin();
  private final List<RawClient> clients = new ArrayList<>();
  private final RunningGateway gateway =
      RunningGateway.routing(
          "routes:",
          "  - path: /shared",
          "    origin: " + origin.uri(),
          "    authorize-each: 1s",
          "  - origin: " + origin.uri(),
          "polling:",
          "  min-interval: 10s",
          "  max-interval: 10s");

  @AfterEach
  void nothingIsLeftOpen() {
    clients.forEach(RawClient::close);
    gateway.close();
    origin.close();
  }

  private RawClient connect(String path, String user) {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nAuthorization: Bearer "
            + user
            + "\r\nAccept: message/http\r\nWhen-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n");
    client.readHead();
    return client;
  }

  private List<EnclosedResponses> users(String path, int count) {
    List<EnclosedResponses> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(EnclosedResponses.of(connect(path, "u" + i)));
    }
    users.forEach(user -> assertThat(user.next().statusCode()).isEqualTo(200));
    return users;
  }

  private long updateRequests(String path) {
    long before = origin.requests().size();
    origin.change();
    gateway.announce(path);
    return before;
  }

  @Test
  void aChangeIsFetchedOnceForAllWhomTheOriginShowsTheSame() {
    origin.showsAllTheSame();
    List<EnclosedResponses> users = users("/shared/r", 30);
    assertThat(origin.requests()).as("each at subscription time").hasSize(30);

    long before = updateRequests("/shared/r");

    users.forEach(user -> assertThat(user.next().content()).isEqualTo("v2 of all"));
    assertThat(origin.requests().size() - before).as("checks may fall in").isLessThan(35);
  }

  @Test
  void whereTheOptionIsNotSetEachFetchesForItself() {
    origin.showsAllTheSame();
    List<EnclosedResponses> users = users("/r", 30);

    long before = updateRequests("/r");

    users.forEach(user -> assertThat(user.next().content()).isEqualTo("v2 of all"));
    assertThat(origin.requests().size() - before).isGreaterThanOrEqualTo(30);
  }

  @Test
  void usersWhoAreShownDifferentThingsShareNothing() {
    List<EnclosedResponses> users = users("/shared/r", 5);

    updateRequests("/shared/r");

    for (int i = 0; i < 5; i++) {
      assertThat(users.get(i).next().content()).isEqualTo("v2 of u" + i);
    }
  }

  @Test
  void whatThisRouteSharesWithSubscribersIsNotStoredForAnybodyElse() {
    origin.showsAllTheSame();
    users("/shared/r", 2);
    origin.revoke("mallory");

    assertThat(gateway.send("GET", "/shared/r", "", "Authorization", "Bearer mallory").statusCode())
        .isEqualTo(403);
    Enclosed refused = EnclosedResponses.of(connect("/shared/r", "mallory")).next();
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.content()).isEqualTo("refused to mallory");
  }

  @Test
  void whoIsRevokedIsToldSoWithinTheIntervalAndTheOthersGoOn() {
    origin.showsAllTheSame();
    List<EnclosedResponses> users = users("/shared/r", 5);

    origin.revoke("u3");

    Enclosed last = users.get(3).next();
    assertThat(last.statusCode()).isEqualTo(403);
    assertThat(last.field("Subscribed")).isEqualTo("none");
    assertThat(last.content()).isEqualTo("refused to u3");
    updateRequests("/shared/r");
    assertThat(users.get(0).next().content()).isEqualTo("v2 of all");
    assertThat(users.get(4).next().content()).isEqualTo("v2 of all");
  }

  @Test
  void eachIsAskedAboutNoMoreOftenThanTheIntervalSays() {
    origin.showsAllTheSame();
    long start = System.nanoTime();
    users("/shared/r", 5);

    Eventually.eventually("u4 is checked thrice", () -> origin.requestsOf("u4") >= 4);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2700));
  }

  @Test
  void noFieldThatMayBeAboutAUserIsShared() {
    origin.showsAllTheSame();
    List<EnclosedResponses> users = users("/shared/r", 3);

    updateRequests("/shared/r");

    users.forEach(user -> assertThat(user.next().fields().has("X-User")).isFalse());
  }
}
