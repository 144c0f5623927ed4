package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

class LimitsIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Waiting waiting = new Waiting();

  private static void answerOne(Waiting waiting, RawClient client) {
    waiting.next().respond(200, "ok");
    assertThat(client.readMessage().content()).isEqualTo("ok");
  }

  @Test
  void theTargetMayBeAsLongAsTheLimitAndNoLonger() {
    try (TestServer server = TestServer.with(waiting)) {
      int limit = ServerOptions.defaults().maxTarget();
      try (RawClient client = server.connect()) {
        client.send("GET /" + "a".repeat(limit - 1) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        answerOne(waiting, client);
        client.send("GET /" + "a".repeat(limit) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readMessage().statusCode()).isEqualTo(414);
        assertThat(client.readUntilClosed()).isEmpty();
      }
      assertThat(server.limits).containsExactly("max-target");
      server.assertNothingIsOpen();
    }
  }

  @Test
  void thereMayBeAsManyFieldsAsTheLimitAndNoMore() {
    try (TestServer server = TestServer.with(waiting)) {
      int limit = ServerOptions.defaults().maxFields();
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(limit - 1) + "\r\n");
        answerOne(waiting, client);
        client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(limit) + "\r\n");
        assertThat(client.readMessage().statusCode()).isEqualTo(431);
        assertThat(client.readUntilClosed()).isEmpty();
      }
      assertThat(server.limits).containsExactly("max-fields");
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theHeadMayBeAsLargeAsTheLimitAndNoLarger() {
    try (TestServer server = TestServer.with(waiting)) {
      int limit = ServerOptions.defaults().maxHead();
      String start = "GET / HTTP/1.1\r\nHost: x\r\nA: ";
      String end = "\r\n\r\n";
      int padding = limit - start.length() - end.length();
      try (RawClient client = server.connect()) {
        client.send(start + "a".repeat(padding) + end);
        answerOne(waiting, client);
        client.send(start + "a".repeat(padding + 1) + end);
        assertThat(client.readMessage().statusCode()).isEqualTo(431);
        assertThat(client.readUntilClosed()).isEmpty();
      }
      assertThat(server.limits).containsExactly("max-head");
      server.assertNothingIsOpen();
    }
  }

  @Test
  void moreConnectionsThanTheLimitAreClosed() {
    ServerOptions options = TestOptions.twoThreads().maxConnections(1).build();
    try (TestServer server = TestServer.with(options, waiting)) {
      try (RawClient first = server.connect().send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        try (RawClient second = server.connect()) {
          assertThat(second.readUntilClosed()).isEmpty();
        }
        assertThat(server.limits).containsExactly("max-connections");
        exchange.respond(200, "ok");
        assertThat(first.readMessage().statusCode()).isEqualTo(200);
      }
      server.assertNothingIsOpen();
      try (RawClient third = server.connect().send(GET)) {
        answerOne(waiting, third);
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anIdleConnectionIsClosedButAWaitingOneIsNot() {
    ServerOptions options =
        TestOptions.twoThreads()
            .idleTimeout(Duration.ofMillis(200))
            .headTimeout(Duration.ofMillis(200))
            .build();
    try (TestServer server = TestServer.with(options, waiting)) {
      try (RawClient silent = server.connect();
          RawClient waitingClient = server.connect().send(GET)) {
        Waiting.Exchange exchange = waiting.next();
        assertThat(silent.readUntilClosed()).isEmpty();
        assertThat(waitingClient.isSilentFor(Duration.ofMillis(500))).isTrue();
        exchange.respond(200, "ok");
        assertThat(waitingClient.readMessage().content()).isEqualTo("ok");
        assertThat(waitingClient.readUntilClosed()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHeadThatDoesNotEndIsNotWaitedForLongerThanTheLimit() {
    ServerOptions options = TestOptions.twoThreads().headTimeout(Duration.ofMillis(200)).build();
    try (TestServer server = TestServer.with(options, waiting)) {
      try (RawClient slow = server.connect().send("GET / HT");
          RawClient preface = server.connect().send("PRI * HTTP/2.0\r\n")) {
        assertThat(slow.readUntilClosed()).isEmpty();
        assertThat(preface.readUntilClosed()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHandlerThatThrowsIsAnErrorOfTheGateway() {
    try (TestServer server =
        TestServer.with(
            (request, sink) -> {
              throw new IllegalStateException("for the test");
            })) {
      try (RawClient client = server.connect().send(GET)) {
        RawClient.Message response = client.readMessage();
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.content()).doesNotContain("for the test");
      }
      server.assertNothingIsOpen();
    }
  }
}
