package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.message.ParserEvents.LIMITS;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** Well formed streams, and the ways to read them octet by octet. */
@SuppressWarnings("StringConcatToTextBlock") // CRLF is what this is about, so it must be seen.
final class RequestParserTest {
  /** A stream and the events it must give under message/http. */
  private record Vector(String name, String text, List<String> events) {
    Vector(String name, String text, String... events) {
      this(name, text, List.of(events));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> wellFormed() {
    return Stream.of(
        new Vector(
            "two without content",
            "GET /a HTTP/1.1\r\nHost: g.example\r\nExchange-Id: 1\r\n\r\n"
                + "GET /b HTTP/1.1\r\nHost: g.example\r\nExchange-Id: 2\r\n\r\n",
            "GET /a|Host:g.example|Exchange-Id:1|",
            "GET /b|Host:g.example|Exchange-Id:2|"),
        new Vector(
            "empty lines around",
            "\r\n\r\nGET /a HTTP/1.1\r\nHost: g.example\r\n\r\n"
                + "\r\n\r\n\r\nHEAD /a HTTP/1.1\r\nHost: g.example\r\n\r\n\r\n",
            "GET /a|Host:g.example|",
            "HEAD /a|Host:g.example|"),
        new Vector(
            "content that looks like a request",
            "PUT /a HTTP/1.1\r\nHost: g.example\r\nContent-Length: 39\r\n\r\n"
                + "GET /evil HTTP/1.1\r\nHost: g.example\r\n\r\n",
            "PUT /a|Host:g.example|Content-Length:39|"
                + "GET /evil HTTP/1.1\r\nHost: g.example\r\n\r\n"),
        new Vector(
            "chunks with an extension and a trailer",
            "PUT /a HTTP/1.1\r\nHost: g.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;x=\"y\"\r\nhello\r\nA\r\n, chunked!\r\n0\r\nAuthorization: Basic eDp5\r\n\r\n"
                + "GET /b HTTP/1.1\r\nHost: g.example\r\n\r\n",
            "PUT /a|Host:g.example|Transfer-Encoding:chunked|hello, chunked!",
            "GET /b|Host:g.example|"),
        new Vector(
            "chunk extensions of every shape",
            "PUT /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "01 ; a\r\n1\r\n1;b=c;d = \"e\\\"f;\\\\\"\r\n2\r\n000;g\r\n\r\n",
            "PUT /a|Transfer-Encoding:Chunked|12"),
        new Vector(
            "content of no octets",
            "POST /a HTTP/1.1\r\nHost: g.example\r\nContent-Length: 0\r\n\r\n"
                + "GET /b HTTP/1.1\r\nHost: g.example\r\n\r\n",
            "POST /a|Host:g.example|Content-Length:0|",
            "GET /b|Host:g.example|"),
        new Vector(
            "POST without a length has no content",
            "POST /a HTTP/1.1\r\nHost: g.example\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
            "POST /a|Host:g.example|",
            "GET /b|"),
        new Vector(
            "absolute form",
            "GET http://g.example/a HTTP/1.1\r\nHost: ignored.example\r\n\r\n",
            "GET http://g.example/a|Host:ignored.example|"),
        new Vector(
            "asterisk form",
            "OPTIONS * HTTP/1.1\r\nHost: g.example\r\n\r\n",
            "OPTIONS *|Host:g.example|"),
        new Vector(
            "names in any case, white space, empty value, obs-text",
            "GET /a HTTP/1.1\r\nhOST:g.example\r\nexchange-ID: \t 1 \t\r\nX-Empty:\r\n"
                + "X-Text: caf\u00e9\r\n\r\n",
            "GET /a|hOST:g.example|exchange-ID:1|X-Empty:|X-Text:caf\u00e9|"),
        new Vector(
            "content of any octets",
            "PUT /a HTTP/1.1\r\nContent-Length: 6\r\n\r\n\u0000\r\n\u00ff\r\n",
            "PUT /a|Content-Length:6|\u0000\r\n\u00ff\r\n"),
        new Vector(
            "folded lines become one",
            "GET /a HTTP/1.1\r\nX-A: one\r\n two\r\n\t  three\r\nX-B: 4\r\n\r\n",
            "GET /a|X-A:one two three|X-B:4|"),
        new Vector(
            "HTTP/1.0 is refused and skipped",
            "POST /a HTTP/1.0\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\n\r\n",
            "refused VERSION_1_0 POST",
            "GET /b|"),
        new Vector("nothing", ""),
        new Vector("only heartbeats", "\r\n\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void readsWhatIsWellFormed(Vector vector) {
    assertThat(ParserEvents.of(vector.text())).isEqualTo(vector.events());
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void readsTheSameHoweverTheTextIsCut(Vector vector) {
    assertCutsMakeNoDifference(vector.text(), LIMITS, Folding.UNFOLD);
  }

  @Test
  void tellsOfRequestsAsSoonAsTheirLastOctetIsHere() {
    String text = "PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi";
    ParserEvents events = new ParserEvents(LIMITS, Folding.UNFOLD);
    events.feed(ParserEvents.octets(text.substring(0, text.length() - 1)));
    assertThat(events.soFar()).isEmpty();
    events.feed(ParserEvents.octets("i"));
    assertThat(events.soFar()).containsExactly("PUT /a|Content-Length:2|hi");
  }

  @Test
  void stopsAfterEachRequestSoThatTheListenerSetsThePace() {
    int[] requests = new int[1];
    RequestParser parser =
        new RequestParser(
            LIMITS,
            Folding.UNFOLD,
            new ParserEvents(LIMITS, Folding.UNFOLD) {
              @Override
              public void request(EnclosedRequest request) {
                requests[0]++;
              }
            });
    ByteBuffer input = ByteBuffer.wrap(ParserEvents.octets("GET /a HTTP/1.1\r\n\r\n".repeat(3)));
    assertThat(parser.read(input)).isTrue();
    assertThat(requests[0]).isEqualTo(1);
    assertThat(input.remaining()).isEqualTo(2 * 19);
  }

  static void assertCutsMakeNoDifference(String text, MessageLimits limits, Folding folding) {
    List<String> whole = ParserEvents.of(text, limits, folding);
    for (int at = 0; at <= text.length(); at++) {
      assertThat(ParserEvents.split(text, at, limits, folding)).as("cut at " + at).isEqualTo(whole);
    }
    assertThat(ParserEvents.octetByOctet(text, limits, folding)).isEqualTo(whole);
  }
}
