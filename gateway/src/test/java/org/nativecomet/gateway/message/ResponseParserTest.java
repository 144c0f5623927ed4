package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.message.MessageViolation.BARE_CR;
import static org.nativecomet.gateway.message.MessageViolation.BARE_LF;
import static org.nativecomet.gateway.message.MessageViolation.CHUNK_NOT_TERMINATED;
import static org.nativecomet.gateway.message.MessageViolation.CHUNK_SIZE_INVALID;
import static org.nativecomet.gateway.message.MessageViolation.CONTENT_LENGTH_INVALID;
import static org.nativecomet.gateway.message.MessageViolation.CONTENT_LENGTH_REPEATED;
import static org.nativecomet.gateway.message.MessageViolation.CONTENT_TOO_LARGE;
import static org.nativecomet.gateway.message.MessageViolation.FIELD_NAME_INVALID;
import static org.nativecomet.gateway.message.MessageViolation.FIELD_VALUE_INVALID;
import static org.nativecomet.gateway.message.MessageViolation.FOLDED_LINE;
import static org.nativecomet.gateway.message.MessageViolation.HEAD_TOO_LARGE;
import static org.nativecomet.gateway.message.MessageViolation.LENGTH_WITH_TRANSFER_CODING;
import static org.nativecomet.gateway.message.MessageViolation.STATUS_LINE_MALFORMED;
import static org.nativecomet.gateway.message.MessageViolation.TOO_MANY_FIELDS;
import static org.nativecomet.gateway.message.MessageViolation.TRANSFER_CODING_UNKNOWN;
import static org.nativecomet.gateway.message.MessageViolation.TRUNCATED;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.message.RequestParser.Folding;

class ResponseParserTest {
  private static final String STREAM =
      "\r\n\r\nHTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\none\r\n"
          + "HTTP/1.1 304 Not Modified\r\nSubscribed: OK\r\n\r\n"
          + "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2;x=\"y\"\r\ntw\r\n1\r\no\r\n"
          + "0\r\nX-T: 1\r\n\r\n\r\n\r\n"
          + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 17\r\n\r\nHTTP/1.1 500 X\r\n\r"
          + "HTTP/1.1 410 Gone\r\n\r\n";
  private static final List<String> EVENTS =
      List.of(
          "200|ETag:\"1\"|Content-Length:3|one",
          "304|Subscribed:OK|",
          "200|Transfer-Encoding:chunked|two",
          "200|X:a b|Content-Length:17|HTTP/1.1 500 X\r\n\r",
          "410|");

  @Test
  void theOctetsAloneSayWhereEachResponseEnds() {
    assertThat(ResponseEvents.of(STREAM)).isEqualTo(EVENTS);
  }

  @Test
  void cutsMakeNoDifference() {
    for (int cut = 0; cut <= STREAM.length(); cut++) {
      assertThat(
              ResponseEvents.inPieces(
                  Folding.UNFOLD, STREAM.substring(0, cut), STREAM.substring(cut)))
          .as("cut at %s", cut)
          .isEqualTo(EVENTS);
    }
    assertThat(ResponseEvents.inPieces(Folding.UNFOLD, octets(STREAM))).isEqualTo(EVENTS);
  }

  @Test
  void whatHasNoContentHasNoneWhateverItsLengthSays() {
    String first = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5000\r\n\r\n";
    String second = "HTTP/1.1 204 No Content\r\n\r\n";
    assertThat(ResponseEvents.of(first + second + first))
        .containsExactly("304|Content-Length:5000|", "204|", "304|Content-Length:5000|");
  }

  @ParameterizedTest
  @MethodSource
  void anyDoubtBreaksTheStream(String text, MessageViolation violation) {
    String before = "HTTP/1.1 204 No Content\r\n\r\n";
    assertThat(ResponseEvents.of(before + text + "HTTP/1.1 204 No Content\r\n\r\n"))
        .containsExactly("204|", "broken " + violation);
    assertThat(ResponseEvents.inPieces(Folding.UNFOLD, octets(before + text)))
        .containsExactly("204|", "broken " + violation);
  }

  static Stream<Arguments> anyDoubtBreaksTheStream() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        Arguments.of("GET / HTTP/1.1\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.0 200 OK\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1  200 OK\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 2000 OK\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 20 OK\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 200\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 099 X\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 600 X\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("<html>\r\n", STATUS_LINE_MALFORMED),
        Arguments.of("HTTP/1.1 200 \0\r\n", FIELD_VALUE_INVALID),
        Arguments.of(ok + "A : b\r\n", FIELD_NAME_INVALID),
        Arguments.of(ok + "A: b\n", BARE_LF),
        Arguments.of(ok + "A: b\rc\r\n", BARE_CR),
        Arguments.of(
            ok + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", CONTENT_LENGTH_REPEATED),
        Arguments.of(ok + "Content-Length: -1\r\n\r\n", CONTENT_LENGTH_INVALID),
        Arguments.of(
            ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            LENGTH_WITH_TRANSFER_CODING),
        Arguments.of(ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", TRANSFER_CODING_UNKNOWN),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\nx\r\n", CHUNK_SIZE_INVALID),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", CHUNK_NOT_TERMINATED),
        Arguments.of(ok + "Content-Length: 1001\r\n\r\n", CONTENT_TOO_LARGE),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n", CONTENT_TOO_LARGE),
        Arguments.of(ok + "A: " + "x".repeat(1024), HEAD_TOO_LARGE),
        Arguments.of(ok + "A: b\r\n".repeat(21) + "\r\n", TOO_MANY_FIELDS));
  }

  @Test
  void limitsAreReachedOnlyBeyondThem() {
    String content = "x".repeat(1000);
    assertThat(ResponseEvents.of("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + content))
        .containsExactly("200|Content-Length:1000|" + content);
    assertThat(
            ResponseEvents.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n"
                    + content
                    + "\r\n0\r\n\r\n"))
        .containsExactly("200|Transfer-Encoding:chunked|" + content);
  }

  @Test
  void foldedLinesBreakApplicationHttp() {
    String folded = "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n";
    assertThat(ResponseEvents.of(folded, Folding.UNFOLD)).containsExactly("200|A:b c|");
    assertThat(ResponseEvents.of(folded, Folding.REFUSE)).containsExactly("broken " + FOLDED_LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\non",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n"
      })
  void aResponseThatIsCutShortIsNone(String text) {
    assertThat(ResponseEvents.of(text)).containsExactly("broken " + TRUNCATED);
  }

  @Test
  void damageNeverMakesMoreOfAStreamThanWasInIt() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      int at = random.nextInt(STREAM.length());
      String damaged =
          STREAM.substring(0, at) + (char) random.nextInt(256) + STREAM.substring(at + 1);
      List<String> events = ResponseEvents.of(damaged);
      assertThat(ResponseEvents.inPieces(Folding.UNFOLD, randomPieces(damaged, random)))
          .as("-Dfuzz.seed=%s", seed)
          .isEqualTo(events);
      long broken = events.stream().filter(event -> event.startsWith("broken")).count();
      assertThat(broken).as("-Dfuzz.seed=%s", seed).isLessThanOrEqualTo(1);
      assertThat(events.size() - broken).as("-Dfuzz.seed=%s: %s", seed, events).isLessThan(8);
    }
  }

  private static String[] octets(String text) {
    return text.chars().mapToObj(Character::toString).toArray(String[]::new);
  }

  private static String[] randomPieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(30));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces.toArray(String[]::new);
  }
}
