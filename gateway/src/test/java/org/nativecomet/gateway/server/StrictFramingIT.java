package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.RawClient;

/** What two recipients could read differently never gets past the head, or past the chunk. */
class StrictFramingIT {
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Waiting waiting = new Waiting();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2g\r\nab\r\n0\r\n\r\n",
        "0x2\r\nab\r\n0\r\n\r\n",
        "+2\r\nab\r\n0\r\n\r\n",
        "-2\r\nab\r\n0\r\n\r\n",
        " 2\r\nab\r\n0\r\n\r\n",
        "2 \r\nab\r\n0\r\n\r\n",
        "\r\n2\r\nab\r\n0\r\n\r\n",
        "2\nab\r\n0\r\n\r\n",
        "2\r\nab\n0\r\n\r\n",
        "2;ext\nab\r\n0\r\n\r\n",
        "2\r\nab\nGARBAGE\r\n0\r\n\r\n",
        "2\r\nabc\r\n0\r\n\r\n",
        "0\r\nA: b\n\r\n",
        "10000000000000000\r\nab"
      })
  void malformedChunksAreRefusedAndNothingAfterThemIsRead(String content) {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(CHUNKED + content + SMUGGLED)) {
        Upload upload = Upload.of(waiting.next().request.content());
        upload.awaitFailed();
        RawClient.Message response = client.readMessage();
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(client.readUntilClosed()).isEmpty();
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(upload.completed.getCount()).isOne();
      }
      server.assertNothingIsOpen();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 4",
        "Content-Length: 4, 4",
        "Content-Length: +4",
        "Content-Length: 18446744073709551620",
        "Content-Length: 4x",
        "Content-Length : 4"
      })
  void ambiguousFramingIsRefused(String fields) {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send("POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n\r\n0\r\n\r\n" + SMUGGLED);
        RawClient.Message response = client.readMessage();
        assertThat(response.statusCode()).isIn(400, 501);
        assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.field("Connection")).isEqualTo("close");
        assertThat(client.readUntilClosed()).isEmpty();
        assertThat(waiting.isEmpty()).isTrue();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void transferEncodingNeedsTheProtocolThatDefinesIt() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send(CHUNKED.replace("HTTP/1.1", "HTTP/1.0") + "0\r\n\r\n");
        assertThat(client.readMessage().statusCode()).isEqualTo(400);
        assertThat(client.readUntilClosed()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTX/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\nHost: a b\r\n\r\n",
        "garbage\r\n\r\n"
      })
  void aHeadThatIsNoneIsRefused(String head) {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect().send(head + SMUGGLED)) {
        RawClient.Message response = client.readMessage();
        assertThat(response.statusCode()).isEqualTo(head.contains("/2.0") ? 505 : 400);
        assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.field("Connection")).isEqualTo("close");
        assertThat(client.readUntilClosed()).isEmpty();
        assertThat(waiting.isEmpty()).isTrue();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aHeadThatDoesNotEndIsRefusedBeforeItFillsTheMemory() {
    try (TestServer server = TestServer.with(waiting)) {
      for (String endless : new String[] {"GET /", "GET / HTTP/1.1\r\nHost: x\r\nA: "}) {
        try (RawClient client = server.connect()) {
          client.send(endless + "a".repeat(2 * ServerOptions.defaults().maxHead()));
          RawClient.Message response = client.readMessage();
          assertThat(response.statusCode()).isIn(414, 431);
          assertThat(response.field("Content-Type")).isEqualTo("application/problem+json");
          assertThat(client.readUntilClosed()).isEmpty();
        }
      }
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(300));
        assertThat(client.readMessage().statusCode()).isEqualTo(431);
      }
      assertThat(server.limits).containsExactly("max-target", "max-head", "max-fields");
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aLaterMinorVersionIsReadLikeTheLatestThatIsKnown() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        for (int i = 0; i < 2; i++) {
          client.send("GET / HTTP/1.2\r\nHost: x\r\n\r\n");
          Waiting.Exchange exchange = waiting.next();
          assertThat(exchange.request.client().protocol()).isEqualTo("1.1");
          exchange.respond(200, "ok");
          assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
          assertThat(client.readExactly(2)).isEqualTo("ok");
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theHostBesideAnAbsoluteTargetIsIgnored() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send("GET http://a.example/b HTTP/1.1\r\nHost: other.example\r\n\r\n");
        Waiting.Exchange exchange = waiting.next();
        assertThat(exchange.request.target()).hasToString("http://a.example/b");
        exchange.respond(200, "ok");
        assertThat(client.readMessage().content()).isEqualTo("ok");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void connectAndTraceAreNotAllowed() {
    try (TestServer server = TestServer.with(waiting)) {
      for (String request :
          new String[] {
            "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"
          }) {
        try (RawClient client = server.connect().send(request)) {
          RawClient.Message response = client.readMessage();
          assertThat(response.statusCode()).isEqualTo(405);
          assertThat(response.field("Allow")).contains("GET");
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anUpgradeIsNotOffered() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n");
        client.send("Connection: Upgrade, HTTP2-Settings\r\n");
        client.send("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        waiting.next().respond(200, "as before");
        assertThat(client.readMessage().content()).isEqualTo("as before");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theAbsoluteAndTheAsteriskFormNameTheirTarget() {
    try (TestServer server = TestServer.with(waiting)) {
      try (RawClient client = server.connect()) {
        client.send("GET http://Example.COM:80/a?b HTTP/1.1\r\nHost: Example.COM\r\n\r\n");
        Waiting.Exchange absolute = waiting.next();
        assertThat(absolute.request.target()).hasToString("http://example.com/a?b");
        absolute.respond(200, "");
        client.readMessage();
        client.send("OPTIONS * HTTP/1.1\r\nHost: x:8080\r\n\r\n");
        Waiting.Exchange asterisk = waiting.next();
        assertThat(asterisk.request.target().pathAndQuery()).isEqualTo("*");
        assertThat(asterisk.request.target().authority()).isEqualTo("x:8080");
        asterisk.respond(200, "");
        client.readMessage();
      }
      server.assertNothingIsOpen();
    }
  }
}
