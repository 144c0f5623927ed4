package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** Every limit at its edge: what just fits, and one more. */
final class MessageLimitsTest {
  private static final String NEXT = "GET /next HTTP/1.1\r\n\r\n";
  private static final String NEXT_EVENT = "GET /next|";
  private static final String CHUNKED = "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static List<String> parse(MessageLimits limits, String text) {
    RequestParserTest.assertCutsMakeNoDifference(text, limits, Folding.UNFOLD);
    return ParserEvents.of(text, limits, Folding.UNFOLD);
  }

  private static MessageLimits limits(int head, int fields, int target, int content, int blank) {
    return new MessageLimits(head, fields, target, content, blank);
  }

  @Test
  void headThatFitsIsReadAndOneOctetMoreBreaksTheStream() {
    String head = "GET /a HTTP/1.1\r\nX: 12345\r\n\r\n";
    MessageLimits exact = limits(head.length(), 9, 99, 9, 9);
    assertThat(parse(exact, head)).containsExactly("GET /a|X:12345|");
    assertThat(parse(limits(head.length() - 1, 9, 99, 9, 9), head + NEXT))
        .containsExactly("broken HEAD_TOO_LARGE");
  }

  @Test
  void headWithoutEndBreaksTheStream() {
    assertThat(parse(limits(64, 9, 99, 9, 9), "GET /a HTTP/1.1\r\n" + "X: y\r\n".repeat(20)))
        .containsExactly("broken HEAD_TOO_LARGE");
    assertThat(parse(limits(64, 9, 99, 9, 9), "GET /a HTTP/1.1\r\nX: " + "y".repeat(99)))
        .containsExactly("broken HEAD_TOO_LARGE");
  }

  @Test
  void requestLineWithoutEndBreaksTheStream() {
    assertThat(parse(limits(64, 9, 99, 9, 9), "GET /" + "a".repeat(99)))
        .containsExactly("broken REQUEST_LINE_TOO_LONG");
  }

  @Test
  void targetThatIsTooLongIsRefusedWhileTheHeadFits() {
    MessageLimits limits = limits(999, 9, 5, 9, 9);
    assertThat(parse(limits, "GET /1234 HTTP/1.1\r\n\r\n")).containsExactly("GET /1234|");
    assertThat(parse(limits, "GET /12345 HTTP/1.1\r\n\r\n" + NEXT.replace("next", "b")))
        .containsExactly("refused TARGET_TOO_LONG GET", "GET /b|");
  }

  @Test
  void tooManyFieldLinesAreRefusedWhileTheHeadFits() {
    MessageLimits limits = limits(999, 2, 99, 9, 9);
    assertThat(parse(limits, "GET /a HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n"))
        .containsExactly("GET /a|A:1|B:2|");
    assertThat(parse(limits, "GET /a HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n" + NEXT))
        .containsExactly("refused TOO_MANY_FIELDS GET", NEXT_EVENT);
  }

  @Test
  void framingOfARefusedHeadStillCounts() {
    assertThat(
            parse(
                limits(999, 1, 99, 9, 9),
                "PUT /a HTTP/1.1\r\nA: 1\r\nContent-Length: 3\r\n\r\nGET" + NEXT))
        .containsExactly("refused TOO_MANY_FIELDS PUT", NEXT_EVENT);
  }

  @Test
  void contentOfKnownLengthAboveTheLimitIsSkipped() {
    MessageLimits limits = limits(999, 9, 99, 5, 9);
    assertThat(parse(limits, "PUT /a HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345"))
        .containsExactly("PUT /a|Content-Length:5|12345");
    assertThat(parse(limits, "PUT /a HTTP/1.1\r\nContent-Length: 6\r\n\r\n123456" + NEXT))
        .containsExactly("refused CONTENT_TOO_LARGE PUT", NEXT_EVENT);
  }

  @Test
  void contentAboveTheLimitIsRefusedBeforeItIsSent() {
    ParserEvents events = new ParserEvents(limits(999, 9, 99, 5, 9), Folding.UNFOLD);
    events.feed(ParserEvents.octets("PUT /a HTTP/1.1\r\nContent-Length: 999999\r\n\r\n"));
    assertThat(events.soFar()).containsExactly("refused CONTENT_TOO_LARGE PUT");
  }

  @Test
  void chunkedContentAboveTheLimitIsSkipped() {
    MessageLimits limits = limits(999, 9, 99, 5, 9);
    assertThat(parse(limits, CHUNKED + "3\r\n123\r\n2\r\n45\r\n0\r\n\r\n"))
        .containsExactly("PUT /a|Transfer-Encoding:chunked|12345");
    assertThat(parse(limits, CHUNKED + "3\r\n123\r\n3\r\n456\r\n0\r\nX: y\r\n\r\n" + NEXT))
        .containsExactly("refused CONTENT_TOO_LARGE PUT", NEXT_EVENT);
  }

  @Test
  void chunkedContentIsSkippedOnlySoFar() {
    MessageLimits limits = limits(999, 9, 99, 5, 9);
    String chunk = "5\r\n12345\r\n";
    String end = "0\r\n\r\n";
    assertThat(parse(limits, CHUNKED + chunk.repeat(16) + end + NEXT))
        .containsExactly("refused CONTENT_TOO_LARGE PUT", NEXT_EVENT);
    assertThat(parse(limits, CHUNKED + chunk.repeat(17) + end + NEXT))
        .containsExactly("refused CONTENT_TOO_LARGE PUT", "broken CONTENT_ENDLESS");
    assertThat(parse(limits, CHUNKED + "fffffffffffffff\r\n1"))
        .containsExactly("broken CONTENT_ENDLESS");
  }

  @Test
  void trailersAreBounded() {
    MessageLimits limits = limits(60, 9, 99, 9, 9);
    assertThat(parse(limits, CHUNKED + "0\r\n" + "X: " + "y".repeat(53) + "\r\n\r\n"))
        .containsExactly("PUT /a|Transfer-Encoding:chunked|");
    assertThat(parse(limits, CHUNKED + "0\r\n" + "X: " + "y".repeat(54) + "\r\n\r\n"))
        .containsExactly("broken TRAILERS_TOO_LARGE");
  }

  @Test
  void chunkExtensionsAreBounded() {
    MessageLimits limits = limits(999, 9, 99, 999, 9);
    String longest = "1;" + "x".repeat(252) + "\r\n1\r\n";
    assertThat(parse(limits, CHUNKED + longest + "0\r\n\r\n"))
        .containsExactly("PUT /a|Transfer-Encoding:chunked|1");
    assertThat(parse(limits, CHUNKED + "1;" + "x".repeat(253) + "\r\n1\r\n0\r\n\r\n"))
        .containsExactly("broken CHUNK_EXTENSIONS_TOO_LARGE");
    assertThat(ParserEvents.of(CHUNKED + longest.repeat(17) + "0\r\n\r\n"))
        .containsExactly("broken CHUNK_EXTENSIONS_TOO_LARGE");
  }

  @Test
  void emptyLinesBetweenMessagesAreBounded() {
    MessageLimits limits = limits(999, 9, 99, 9, 128);
    String heartbeats = "\r\n".repeat(64);
    assertThat(parse(limits, heartbeats + NEXT + heartbeats + NEXT))
        .containsExactly(NEXT_EVENT, NEXT_EVENT);
    assertThat(parse(limits, NEXT + heartbeats + "\r\n" + NEXT))
        .containsExactly(NEXT_EVENT, "broken TOO_MANY_BLANK_LINES");
  }
}
