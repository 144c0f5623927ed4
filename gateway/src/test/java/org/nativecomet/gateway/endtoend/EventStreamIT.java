package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** A resource whose GET never ends. */
class EventStreamIT {
  private final ScriptedOrigin origin = ScriptedOrigin.byHand();
  private final RunningGateway gateway = RunningGateway.before(origin.uri());
  private final RawClient client = gateway.connect();
  private final RawClient other = gateway.connect();

  @AfterEach
  void nothingIsLeftOpen() {
    client.close();
    other.close();
    gateway.close();
    origin.close();
  }

  private void get(RawClient from, String... fieldLines) {
    from.send(
        "GET /events HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\n"
            + String.join("", fieldLines)
            + "\r\n");
  }

  private OriginConnection begin(String cacheControl) throws IOException {
    OriginConnection connection = origin.accept();
    connection.readRequest();
    return connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: "
            + cacheControl
            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "max-age=60"})
  void eachClientHasAStreamOfItsOwnWhoseEventsComeAtOnce(String cacheControl) throws IOException {
    get(client);
    OriginConnection first = begin(cacheControl);
    String head = client.readHead();
    assertThat(head).contains("Content-Type: text/event-stream").doesNotContain("stored");
    assertThat(head).doesNotContain("Accept-Subscribe");
    get(other);
    OriginConnection second = begin(cacheControl);
    other.readHead();
    for (int i = 0; i < 3; i++) {
      first.sendChunk("data: one " + i + "\n\n");
      assertThat(client.readChunk()).isEqualTo("data: one " + i + "\n\n");
      second.sendChunk("data: two " + i + "\n\n");
      assertThat(other.readChunk()).isEqualTo("data: two " + i + "\n\n");
    }
    client.close();
    assertThat(first.awaitEnd()).isNotNull();
    second.sendChunk("data: still\n\n");
    assertThat(other.readChunk()).isEqualTo("data: still\n\n");
  }

  @Test
  void whoComesWhileTheFirstWaitsIsNotHeldUpByItsStream() throws IOException {
    get(client);
    OriginConnection first = origin.accept();
    first.readRequest();
    get(other);
    eventually("both ask", () -> gateway.gateway().openExchanges() == 2);
    first.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.readHead();
    begin("no-cache").sendChunk("data: two\n\n");
    other.readHead();
    assertThat(other.readChunk()).isEqualTo("data: two\n\n");
  }

  @Test
  void aSubscriptionToItIsRefusedAtOnceAndTheOriginIsLetGo() throws IOException {
    get(
        client,
        "Accept: message/http\r\n",
        "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
    OriginConnection connection = begin("no-cache");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    EnclosedResponses updates = EnclosedResponses.of(client);
    Enclosed last = updates.next();
    assertThat(last.statusCode()).isEqualTo(502);
    assertThat(last.field("Subscribed")).isEqualTo("none");
    assertThat(last.content()).contains("no state to subscribe to");
    assertThat(updates.isAtEnd()).isTrue();
    assertThat(connection.awaitEnd()).isNotNull();
  }
}
