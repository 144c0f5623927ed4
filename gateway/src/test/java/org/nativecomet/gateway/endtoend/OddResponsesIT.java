package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** Responses that two recipients could read differently, or that say one thing and do another. */
class OddResponsesIT {
  private final ScriptedOrigin origin = ScriptedOrigin.byHand();
  private final RunningGateway gateway = RunningGateway.before(origin.uri());
  private final RawClient client = gateway.connect();

  @AfterEach
  void nothingIsLeftOpen() {
    client.close();
    gateway.close();
    origin.close();
  }

  private void send(String method, String path) {
    client.send(method + " " + path + " HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
  }

  private OriginConnection answer(String octets) throws IOException {
    OriginConnection connection = origin.accept();
    connection.readRequest();
    return connection.send(octets);
  }

  private static String escaped(String octets) {
    return octets
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\t", "\t");
  }

  /** Nothing that came with the first answer is taken for the second. */
  private void assertNextIsItsOwn() throws IOException {
    send("GET", "/next");
    answer(ScriptedOrigin.ok("next"));
    RawClient.Message next = client.readMessage();
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.content()).isEqualTo("next");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 204 No Content, Content-Length: 31",
    "GET, 204 No Content, Transfer-Encoding: chunked",
    "GET, 204 No Content, X: y",
    "GET, 304 Not Modified, Content-Length: 31",
    "GET, 304 Not Modified, Transfer-Encoding: chunked",
    "HEAD, 200 OK, Content-Length: 31",
    "HEAD, 200 OK, Transfer-Encoding: chunked"
  })
  void contentThatShouldNotBeThereIsNotTakenForAnotherResponse(
      String method, String status, String field) throws IOException {
    send(method, "/x");
    answer(
        "HTTP/1.1 "
            + status
            + "\r\n"
            + field
            + "\r\n\r\nHTTP/1.1 200 OK\r\nX-Smuggled: 1\r\nContent-Length: 0\r\n\r\n");
    RawClient.Message first = client.readMessageWithoutContent();
    assertThat(first.statusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
    if (first.statusCode() == 204) {
      assertThat(first.fields().has("Content-Length")).isFalse();
    }
    assertThat(method.equals("GET") && first.fields().has("Transfer-Encoding")).isFalse();
    assertNextIsItsOwn();
  }

  @Test
  void theLengthInTheAnswerToHeadIsPassedOn() throws IOException {
    send("HEAD", "/x");
    answer("HTTP/1.1 200 OK\r\nContent-Length: 1234567890123\r\n\r\n");
    assertThat(client.readMessageWithoutContent().field("Content-Length"))
        .isEqualTo("1234567890123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\\r\\nContent-Length: 3",
        "Content-Length: 2, 3",
        "Content-Length: -2",
        "Content-Length: 2\\r\\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: gzip",
        ": y\\r\\nContent-Length: 2",
        "X\\r\\nContent-Length: 2"
      })
  void aHeadThatCanBeReadInTwoWaysIsTheOriginsFault(String fields) throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\n" + escaped(fields) + "\r\n\r\nok");
    RawClient.Message failed = client.readMessage();
    assertThat(failed.statusCode()).isEqualTo(502);
    assertThat(failed.field("Content-Type")).isEqualTo("application/problem+json");
    assertThat(failed.field("Proxy-Status")).contains("http_protocol_error");
    assertNextIsItsOwn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\\r\\n\\r\\nok",
        "Content-Length: 2\\r\\nContent-Length: 2\\r\\n\\r\\nok",
        "Content-Length: 2, 2\\r\\n\\r\\nok",
        "Transfer-Encoding: chunked\\r\\n\\r\\n1;a=b\\r\\no\\r\\n1;c=\"d;e\"\\r\\nk\\r\\n0\\r\\nX-T: 1\\r\\n\\r\\n",
        "Transfer-Encoding: Chunked\\r\\n\\r\\n00002\\r\\nok\\r\\n000\\r\\n\\r\\n"
      })
  void whatCanBeReadInOneWayPasses(String response) throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n" + escaped(response));
    for (int i = 0; i < 2; i++) {
      RawClient.Message passed = client.readMessage();
      assertThat(passed.content()).isEqualTo("ok");
      assertThat(passed.fields().has("X-T")).isFalse();
      send("GET", "/x");
    }
    assertThat(client.readMessage().field("Cache-Status")).contains("hit");
  }

  @Test
  void contentThatEndsWithTheConnectionPasses() throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\n\r\nall of it").close();
    assertThat(client.readMessage().content()).isEqualTo("all of it");
    assertNextIsItsOwn();
  }

  @ParameterizedTest
  @CsvSource({
    "'a\\r\\n b', 'a b'",
    "'a\\r\\n\\t b', 'a b'",
  })
  void aFoldedFieldLineIsUnfolded(String value, String expected) throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\nX: " + escaped(value) + "\r\nContent-Length: 0\r\n\r\n");
    assertThat(client.readMessage().field("X").replaceAll("\\s+", " ")).isEqualTo(expected);
  }

  /** RFC 9112, section 5.1, says so of responses that a proxy passes on. */
  @Test
  void whiteSpaceBeforeAColonIsRemoved() throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\nX : y\r\nContent-Length : 2\r\n\r\nok");
    RawClient.Message passed = client.readMessage();
    assertThat(passed.fields().first("X")).hasValue("y");
    assertThat(passed.content()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\rX-Split: 1", "a\\0b", "a\\nX-Split: 1\\r"})
  void aFieldValueDoesNotSplitAResponse(String value) throws IOException {
    send("GET", "/x");
    answer("HTTP/1.1 200 OK\r\nX: " + escaped(value) + "\r\nContent-Length: 0\r\n\r\n");
    String head = client.readHead();
    assertThat(head.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
  }

  @Test
  void fieldsPassOctetForOctetFromTheOriginAndFromTheStore() throws IOException {
    send("GET", "/x");
    String odd = "!#$%&'*+-.^_`|~09: \u00e9\u00ff \t\"x\u0080";
    answer(
        "HTTP/1.1 200 OK\r\n"
            + odd
            + "\r\nx-lower: 1\r\nX-UPPER: 2\r\nCache-Control: max-age=60\r\nContent-Length: 0\r\n\r\n");
    for (int i = 0; i < 2; i++) {
      assertThat(client.readHead()).contains(odd + "\r\n", "x-lower: 1\r\n", "X-UPPER: 2\r\n");
      send("GET", "/x");
    }
    assertThat(client.readHead()).contains("; hit");
  }
}
