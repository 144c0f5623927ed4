package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.RawClient;

/** Gateways before gateways before an origin. */
class ChainIT {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final String QUICK = "polling: {min-interval: 50ms, max-interval: 200ms}";
  private static final String SELDOM = "polling: {min-interval: 1h, max-interval: 1h}";

  private final RestOrigin origin = new RestOrigin();
  private final List<RawClient> clients = new ArrayList<>();
  private final List<RunningGateway> gateways = new ArrayList<>();

  @BeforeEach
  void aResource() {
    origin.set("/r", "one");
  }

  @AfterEach
  void nothingIsLeftOpen() {
    clients.forEach(RawClient::close);
    // From the clients to the origin: each can only be left alone when those before it are gone.
    for (int i = gateways.size() - 1; i >= 0; i--) {
      gateways.get(i).close();
    }
    origin.close();
  }

  private RunningGateway before(URI next, String... configuration) {
    RunningGateway gateway = RunningGateway.before(next, configuration);
    gateways.add(gateway);
    return gateway;
  }

  private RunningGateway before(RunningGateway next, String... configuration) {
    return before(URI.create("http://" + next.authority()), configuration);
  }

  private EnclosedResponses subscribe(RunningGateway gateway, String... fieldLines) {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send(
        "GET /r HTTP/1.1\r\nHost: api.example\r\nAccept: message/http\r\nWhen-Modified-After: "
            + EPOCH
            + "\r\n"
            + String.join("", fieldLines)
            + "\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    return EnclosedResponses.of(client);
  }

  private static boolean isSubscribed(RunningGateway gateway, int count) {
    return gateway
        .admin("/metrics")
        .body()
        .contains("\ngateway_upstream_subscriptions " + count + ".0\n");
  }

  private static void awaitUpstream(RunningGateway gateway, int count) {
    eventually(count + " subscriptions upstream", () -> isSubscribed(gateway, count));
  }

  private static void put(RunningGateway gateway, String content) {
    HttpResponse<String> written = gateway.send("PUT", "/r", content);
    assertThat(written.statusCode()).isEqualTo(204);
  }

  @Test
  void aGatewayBeforeAGatewaySubscribesInsteadOfPolling() {
    RunningGateway inner = before(origin.uri(), QUICK);
    RunningGateway outer = before(inner, QUICK);
    EnclosedResponses updates = subscribe(outer);
    assertThat(updates.next().content()).isEqualTo("one");
    awaitUpstream(outer, 1);

    origin.set("/r", "two");
    Enclosed update = updates.next();

    assertThat(update.content()).isEqualTo("two");
    assertThat(update.field("Content-Location")).isEqualTo("/r");
    assertThat(update.field("Subscribed")).isEqualTo("OK");
    assertThat(inner.gateway().subscriptions()).isEqualTo(1);
    long polls = polls(outer);
    origin.set("/r", "three");
    assertThat(updates.next().content()).isEqualTo("three");
    assertThat(polls(outer)).as("polls of the outer gateway").isEqualTo(polls);
  }

  /** How many polls a gateway has made. */
  private static long polls(RunningGateway gateway) {
    return gateway
        .admin("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("gateway_polls_seconds_count"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void writesAtEitherGatewayAndAtTheOriginReachSubscribersOfBoth() {
    RunningGateway inner = before(origin.uri(), QUICK);
    RunningGateway outer = before(inner, QUICK);
    EnclosedResponses atOuter = subscribe(outer);
    EnclosedResponses atInner = subscribe(inner);
    assertThat(atOuter.next().content()).isEqualTo("one");
    assertThat(atInner.next().content()).isEqualTo("one");
    awaitUpstream(outer, 1);

    put(outer, "two");
    assertThat(atOuter.next().content()).isEqualTo("two");
    assertThat(atInner.next().content()).isEqualTo("two");

    put(inner, "three");
    assertThat(atOuter.next().content()).isEqualTo("three");
    assertThat(atInner.next().content()).isEqualTo("three");

    origin.set("/r", "four");
    assertThat(atOuter.next().content()).isEqualTo("four");
    assertThat(atInner.next().content()).isEqualTo("four");
    assertThat(outer.send("GET", "/r", "").body()).isEqualTo("four");
  }

  @Test
  void aDeletionIsTheLastMessageAtBothGateways() {
    RunningGateway inner = before(origin.uri(), SELDOM);
    RunningGateway outer = before(inner, SELDOM);
    EnclosedResponses atOuter = subscribe(outer);
    EnclosedResponses atInner = subscribe(inner);
    atOuter.next();
    atInner.next();
    awaitUpstream(outer, 1);

    outer.send("DELETE", "/r", "");

    assertThat(atOuter.next().statusCode()).isEqualTo(410);
    assertThat(atInner.next().statusCode()).isEqualTo(410);
    assertThat(atOuter.isAtEnd()).isTrue();
  }

  @Test
  void aWriteCostsTheOriginNoMoreThanBeforeOneGateway() {
    RunningGateway inner = before(origin.uri(), SELDOM);
    RunningGateway outer = before(inner, SELDOM);
    EnclosedResponses updates = subscribe(outer);
    updates.next();
    awaitUpstream(outer, 1);
    long before = origin.requests().size();

    for (int i = 0; i < 10; i++) {
      put(outer, "v" + i);
      assertThat(updates.next().content()).isEqualTo("v" + i);
    }

    assertThat(origin.requests().size() - before).as("a PUT and a GET each").isEqualTo(20);
  }

  @Test
  void aChangeComesThroughThreeGateways() {
    RunningGateway inner = before(origin.uri(), QUICK);
    RunningGateway middle = before(inner, QUICK);
    RunningGateway outer = before(middle, QUICK);
    EnclosedResponses updates = subscribe(outer);
    assertThat(updates.next().content()).isEqualTo("one");
    awaitUpstream(middle, 1);
    awaitUpstream(outer, 1);

    origin.set("/r", "two");
    assertThat(updates.next().content()).isEqualTo("two");
    put(outer, "three");
    assertThat(updates.next().content()).isEqualTo("three");
    put(middle, "four");
    assertThat(updates.next().content()).isEqualTo("four");
  }

  @Test
  void aGatewayThatRestartsIsPolledForAndThenSubscribedToAgain() {
    RunningGateway inner = RunningGateway.before(origin.uri(), QUICK);
    String address = inner.authority();
    RunningGateway outer = before(inner, QUICK + "\ncache: {max-octets: 0}");
    EnclosedResponses updates = subscribe(outer);
    assertThat(updates.next().content()).isEqualTo("one");
    awaitUpstream(outer, 1);

    inner.gateway().close();
    origin.set("/r", "two");
    awaitUpstream(outer, 0);
    RunningGateway restarted =
        RunningGateway.routing("listen: " + address, "origin: " + origin.uri(), QUICK);
    gateways.add(0, restarted);

    assertThat(updates.next().content()).isEqualTo("two");
    awaitUpstream(outer, 1);
    origin.set("/r", "three");
    assertThat(updates.next().content()).isEqualTo("three");
  }

  @Test
  void theSubscriptionUpstreamIsGivenUpWithTheLastSubscriber() {
    RunningGateway inner = before(origin.uri(), QUICK);
    RunningGateway outer = before(inner, QUICK);
    subscribe(outer).next();
    subscribe(outer).next();
    awaitUpstream(outer, 1);
    assertThat(inner.gateway().subscriptions()).isEqualTo(1);

    clients.forEach(RawClient::close);

    inner.awaitSubscriptions(0);
    awaitUpstream(outer, 0);
  }

  @Test
  void originsAreNotSubscribedToWhereTheConfigurationSaysNever() {
    RunningGateway inner = before(origin.uri(), QUICK);
    RunningGateway outer = before(inner, QUICK, "origins: {subscribe: never}");
    EnclosedResponses updates = subscribe(outer);
    updates.next();
    eventually("it is polled", () -> polls(outer) > 3);

    assertThat(inner.gateway().subscriptions()).isZero();
    origin.set("/r", "two");
    assertThat(updates.next().content()).isEqualTo("two");
  }

  @Test
  void gatewaysThatPointAtEachOtherRefuseWithoutAStorm() {
    RestOrigin placeholder = new RestOrigin();
    placeholder.close();
    String one = "127.0.0.1:" + placeholder.uri().getPort();
    RunningGateway other = before(URI.create("http://" + one), QUICK);
    RunningGateway loop =
        RunningGateway.routing("listen: " + one, "origin: http://" + other.authority(), QUICK);
    gateways.add(loop);

    HttpResponse<String> refused = loop.send("GET", "/r", "");
    assertThat(refused.statusCode()).isEqualTo(508);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("has passed this gateway before");
    EnclosedResponses stream = subscribe(loop);
    Enclosed last = stream.next();
    assertThat(last.statusCode()).isEqualTo(508);
    assertThat(last.field("Subscribed")).isEqualTo("none");
    assertThat(stream.isAtEnd()).isTrue();
    long requests = loopRequests(loop) + loopRequests(other);
    assertThat(requests).as("two hops for each of two requests").isLessThanOrEqualTo(4);
  }

  private static long loopRequests(RunningGateway gateway) {
    return gateway
        .admin("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("gateway_origin_requests_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
