package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.testing.RawClient;

class HeldExchangeIT {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String GET_GZIP =
      "GET /a HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n";

  private final Holding holding = new Holding();

  @Test
  void theHeadIsSentAtOnceAndEachMessageIsOneChunk() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = server.connect()) {
        client.send(GET);
        assertThat(client.readHead())
            .startsWith("HTTP/1.1 200 OK\r\n")
            .contains("Content-Type: message/http; msgtype=response\r\n")
            .contains("Vary: Accept-Encoding\r\n")
            .doesNotContain("Content-Encoding");
        Holding.Held held = holding.next();
        held.send("first");
        assertThat(client.readChunk()).isEqualTo("first");
        held.send("second");
        assertThat(client.readChunk()).isEqualTo("second");
        held.release();
        assertThat(client.readChunk()).isEmpty();
        client.send(GET);
        assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(holding.next().closed.getCount()).isOne();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void theSameUpdateReachesEveryClient() {
    try (TestServer server = TestServer.with(holding)) {
      Octets update = Octets.of("update".getBytes(StandardCharsets.US_ASCII));
      Octets next = Octets.of("next!".getBytes(StandardCharsets.US_ASCII));
      RawClient[] clients = new RawClient[20];
      Holding.Held[] held = new Holding.Held[clients.length];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = server.connect().send(GET);
        clients[i].readHead();
        held[i] = holding.next();
      }
      for (Holding.Held each : held) {
        each.send(update);
      }
      for (Holding.Held each : held) {
        each.send(next);
      }
      for (RawClient client : clients) {
        assertThat(client.readChunk()).isEqualTo("update");
        assertThat(client.readChunk()).isEqualTo("next!");
        client.close();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void gzipCanBeDecodedMessageByMessageAndEndsWithAValidTrailer()
      throws IOException, DataFormatException {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = server.connect()) {
        client.send(GET_GZIP);
        assertThat(client.readHead()).contains("Content-Encoding: gzip\r\n");
        StringBuilder wire = new StringBuilder(client.readChunk());
        assertThat(wire).hasSize(10);
        Inflater inflater = new Inflater(true);
        Holding.Held held = holding.next();
        for (String message : new String[] {"first message", "second message"}) {
          held.send(message);
          String chunk = client.readChunk();
          wire.append(chunk);
          byte[] decoded = new byte[100];
          inflater.setInput(chunk.getBytes(StandardCharsets.ISO_8859_1));
          int length = inflater.inflate(decoded);
          assertThat(new String(decoded, 0, length, StandardCharsets.ISO_8859_1))
              .isEqualTo(message);
        }
        inflater.end();
        held.release();
        wire.append(client.readChunks());
        byte[] all = wire.toString().getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(all))) {
          assertThat(gzip.readAllBytes())
              .isEqualTo("first messagesecond message".getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void silenceIsBrokenByAnEmptyLine() throws IOException {
    ServerOptions options = TestOptions.twoThreads().heartbeat(Duration.ofMillis(100)).build();
    try (TestServer server = TestServer.with(options, holding)) {
      try (RawClient client = server.connect();
          RawClient gzip = server.connect()) {
        client.send(GET);
        client.readHead();
        assertThat(client.readChunk()).isEqualTo("\r\n");
        assertThat(client.readChunk()).isEqualTo("\r\n");
        gzip.send(GET_GZIP);
        gzip.readHead();
        holding.next();
        Holding.Held held = holding.next();
        String wire = gzip.readChunk() + gzip.readChunk();
        held.send("m");
        wire += gzip.readChunk();
        held.release();
        wire += gzip.readChunks();
        byte[] all = wire.getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(all))) {
          assertThat(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1))
              .matches("(\r\n)+m(\r\n)*");
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatLeavesIsNoticedWithoutAnythingBeingWritten() {
    try (TestServer server = TestServer.with(holding)) {
      RawClient leaving = server.connect().send(GET);
      leaving.readHead();
      Holding.Held first = holding.next();
      leaving.close();
      first.awaitClosed();

      RawClient resetting = server.connect().send(GET);
      resetting.readHead();
      Holding.Held second = holding.next();
      resetting.reset();
      second.awaitClosed();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientThatDoesNotReadCostsOneTurnAndIsClosed() {
    ServerOptions options = TestOptions.twoThreads().stallTimeout(Duration.ofMillis(300)).build();
    try (TestServer server = TestServer.with(options, holding)) {
      RawClient client = RawClient.connect(server.address(), 4096).send(GET);
      client.readHead();
      Holding.Held held = holding.next();
      Octets large = Octets.of(new byte[8 * 1024 * 1024]);
      for (int i = 0; i < 10; i++) {
        held.send(large);
      }
      held.awaitClosed();
      assertThat(held.taken).hasValueLessThanOrEqualTo(1);
      assertThat(server.limits).containsExactly("stall-timeout");
      client.close();
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aSlowClientGetsEveryOctetInOrder() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        client.readHead();
        Holding.Held held = holding.next();
        String large = "0123456789abcdef".repeat(64 * 1024);
        held.send(large);
        held.send("after");
        assertThat(client.readChunk()).isEqualTo(large);
        assertThat(client.readChunk()).isEqualTo("after");
        held.send(large);
        held.release();
        assertThat(client.readChunk()).isEqualTo(large);
        assertThat(client.readChunk()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void requestsThatComeEarlyAreAnsweredAfterTheHeldOne() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = server.connect()) {
        client.send(GET);
        client.readHead();
        Holding.Held first = holding.next();
        client.send(GET.substring(0, 10));
        client.send(GET.substring(10) + GET);
        first.send("one");
        assertThat(client.readChunk()).isEqualTo("one");
        first.release();
        assertThat(client.readChunk()).isEmpty();
        client.readHead();
        holding.next().release();
        assertThat(client.readChunk()).isEmpty();
        client.readHead();
        holding.next();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void piecesOfASlowClientAreOneChunk() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        client.readHead();
        Holding.Held held = holding.next();
        Octets head = Octets.of("head".getBytes(StandardCharsets.US_ASCII));
        Octets large = Octets.of("x".repeat(300_000).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 8; i++) {
          held.send(head, large, head);
        }
        for (int i = 0; i < 8; i++) {
          assertThat(client.readChunk()).isEqualTo("head" + "x".repeat(300_000) + "head");
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void anEmptyMessageIsNotTheLastChunk() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = server.connect()) {
        client.send(GET);
        client.readHead();
        Holding.Held held = holding.next();
        held.send("");
        held.send("after");
        assertThat(client.readChunk()).isEqualTo("after");
        held.release();
        assertThat(client.readChunk()).isEmpty();
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aClientOfHttp10GetsNoChunks() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = server.connect()) {
        client.send("GET /a HTTP/1.0\r\nHost: x\r\n\r\n");
        assertThat(client.readHead()).doesNotContain("chunked");
        Holding.Held held = holding.next();
        held.send("one");
        held.send("two");
        held.release();
        assertThat(client.readUntilClosed()).isEqualTo("onetwo");
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void aSlowClientEndsWithAValidGzipStream() throws IOException {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET_GZIP)) {
        client.readHead();
        Holding.Held held = holding.next();
        byte[] noise = new byte[1024 * 1024];
        new Random(1).nextBytes(noise);
        held.send(Octets.of(noise));
        held.release();
        byte[] all = client.readChunks().getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(all))) {
          assertThat(gzip.readAllBytes()).isEqualTo(noise);
        }
      }
      server.assertNothingIsOpen();
    }
  }

  @Test
  void octetsOfContentAreCountedWithoutTheirFraming() {
    try (TestServer server = TestServer.with(holding)) {
      try (RawClient client = RawClient.connect(server.address(), 4096).send(GET)) {
        client.readHead();
        Holding.Held held = holding.next();
        held.send("1234");
        held.send("x".repeat(1024 * 1024));
        held.release();
        client.readChunks();
      }
      server.assertNothingIsOpen();
      assertThat(server.octets).containsExactly(4L + 1024 * 1024);
    }
  }
}
