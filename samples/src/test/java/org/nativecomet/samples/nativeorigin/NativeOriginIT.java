package org.nativecomet.samples.nativeorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.ChunkedInput;
import org.nativecomet.samples.testing.Deadline;
import org.nativecomet.samples.testing.EnclosedResponse;
import org.nativecomet.samples.testing.FrontGateway;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;

/** What the conformance suite does not ask an origin: who is released, who is stopped, and how. */
class NativeOriginIT {
  private static final String SUBSCRIBE =
      "GET /r HTTP/1.1\r\nHost: h\r\nWhen-Modified-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String OPEN_STREAM =
      "POST /comet HTTP/1.1\r\nHost: h\r\nContent-Type: message/http\r\n" + CHUNKED + "\r\n";

  private NativeOrigin origin;

  @BeforeEach
  void start() throws Exception {
    origin = origin("idle-timeout=500ms", "heartbeat=200ms");
    assertThat(Rest.send("PUT", uri("/r"), "text/plain", "one").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() throws Exception {
    Deadline.until("the end of every connection", () -> origin.connections() == 0);
    origin.close();
  }

  @Test
  void aLongPollEndsWhenItsClientLeaves() throws Exception {
    try (Socket client = connect(SUBSCRIBE + "\r\n")) {
      assertThat(client.isConnected()).isTrue();
      Deadline.until("the connection", () -> origin.connections() > 0);
    }
  }

  @Test
  void aSubscriptionEndsWhenItsClientLeaves() throws Exception {
    try (Socket client = connect(SUBSCRIBE + "Accept: message/http\r\n\r\n")) {
      assertThat(outerHead(client)).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aStreamWithNothingOpenEndsInTime() throws Exception {
    try (Socket client = connect(OPEN_STREAM)) {
      InputStream in = client.getInputStream();
      outerHead(client);
      assertThat(EnclosedResponse.read(new ChunkedInput(in))).isEmpty();
      assertThat(in.read()).isNegative();
    }
  }

  @Test
  void aStreamWithASubscriptionDoesNot() throws Exception {
    try (Socket client = connect(SUBSCRIBE + "Accept: message/http\r\n\r\n")) {
      outerHead(client);
      ChunkedInput stream = new ChunkedInput(new BufferedInputStream(client.getInputStream()));
      assertThat(EnclosedResponse.read(stream).orElseThrow().status()).isEqualTo(304);
      for (int heartbeats = 0; heartbeats < 5; heartbeats++) {
        assertThat(stream.readNBytes(2)).containsExactly('\r', '\n');
      }
      assertThat(Rest.send("PUT", uri("/r"), "text/plain", "two").statusCode()).isEqualTo(204);
      assertThat(EnclosedResponse.read(stream).orElseThrow().content()).isEqualTo("two");
    }
  }

  @Test
  void aConnectionServesOnAfterItsSubscriptionHasEnded() throws Exception {
    try (Socket client = connect(SUBSCRIBE + "Accept: message/http\r\n\r\n")) {
      outerHead(client);
      ChunkedInput stream = new ChunkedInput(client.getInputStream());
      assertThat(EnclosedResponse.read(stream).orElseThrow().status()).isEqualTo(304);
      assertThat(Rest.send("DELETE", uri("/r"), "", "").statusCode()).isEqualTo(204);
      assertThat(EnclosedResponse.read(stream).orElseThrow().status()).isEqualTo(410);
      assertThat(EnclosedResponse.read(stream)).isEmpty();

      send(client, "GET /r HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(outerHead(client)).startsWith("HTTP/1.1 404 Not Found");
    }
  }

  @Test
  void closingEndsStreamsAfterAWholeResponse() throws Exception {
    NativeOrigin other = origin();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), other.address().getPort())) {
      send(client, OPEN_STREAM);
      outerHead(client);
      other.close();
      assertThat(EnclosedResponse.read(new ChunkedInput(client.getInputStream()))).isEmpty();
    }
    Deadline.until("the end of every connection", () -> other.connections() == 0);
  }

  @Test
  void behindTheGatewayItIsAnOrdinaryOrigin() throws Exception {
    try (FrontGateway gateway = FrontGateway.before(uri("/"))) {
      ResponseQueue updates = Rest.subscribe(gateway.uri("/r"));
      assertThat(updates.next().content()).isEqualTo("one");

      Rest.send("PUT", gateway.uri("/r"), "text/plain", "through the gateway");
      updates.await("the write", r -> r.content().equals("through the gateway"));
      Rest.send("PUT", uri("/r"), "text/plain", "behind it");
      updates.await("the change", r -> r.content().equals("behind it"));
      Rest.send("DELETE", gateway.uri("/r"), "", "");
      updates.await("the end", r -> r.status() == 410);
      updates.expectEnd();
    }
  }

  private static NativeOrigin origin(String... declarations) throws IOException {
    return NativeOrigin.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), declarations);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + origin.address().getPort() + path);
  }

  private Socket connect(String request) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), origin.address().getPort());
    client.setSoTimeout((int) Deadline.PATIENCE.toMillis());
    send(client, request);
    return client;
  }

  private static void send(Socket client, String octets) throws IOException {
    client.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String outerHead(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) client.getInputStream().read());
    }
    return head.toString();
  }
}
