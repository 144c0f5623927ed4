package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.message.ParserEvents.LIMITS;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** Streams that nobody may read on, each between two good requests: the second is never told. */
final class FatalViolationTest {
  private static final String GOOD = "GET /ok1 HTTP/1.1\r\nHost: g.example\r\n\r\n";
  private static final String NEVER_TOLD = "GET /ok2 HTTP/1.1\r\nHost: g.example\r\n\r\n";
  private static final String POST = "POST /a HTTP/1.1\r\nHost: g.example\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String GET = "GET /a HTTP/1.1\r\nHost: g.example\r\n";

  private record Vector(MessageViolation violation, String text) {
    @Override
    public String toString() {
      return violation + " " + text.replace("\r", "\\r").replace("\n", "\\n");
    }
  }

  static Stream<Vector> framing() {
    return Stream.of(lengths(), codings(), chunks(), fieldLines(), lineEnds(), requestLines())
        .flatMap(vectors -> vectors);
  }

  private static Stream<Vector> lengths() {
    MessageViolation invalid = MessageViolation.CONTENT_LENGTH_INVALID;
    MessageViolation repeated = MessageViolation.CONTENT_LENGTH_REPEATED;
    MessageViolation withCoding = MessageViolation.LENGTH_WITH_TRANSFER_CODING;
    String length = POST + "Content-Length: ";
    return Stream.of(
        new Vector(withCoding, length + "5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        new Vector(
            withCoding, POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        new Vector(invalid, length + "+5\r\n\r\nhello"),
        new Vector(invalid, length + "-1\r\n\r\n"),
        new Vector(invalid, length + "0x5\r\n\r\nhello"),
        new Vector(repeated, length + "5, 6\r\n\r\nhello"),
        new Vector(repeated, length + "5, 5\r\n\r\nhello"),
        new Vector(repeated, length + "5\r\nContent-Length: 6\r\n\r\nhello"),
        new Vector(repeated, length + "5\r\nContent-Length: 5\r\n\r\nhello"),
        new Vector(invalid, length + "18446744073709551621\r\n\r\nhello"),
        new Vector(invalid, length + "0000000000000000005\r\n\r\nhello"),
        new Vector(invalid, length + "\r\n\r\nhello"),
        new Vector(invalid, length + "5 5\r\n\r\nhello"),
        new Vector(invalid, length + "5;\r\n\r\nhello"),
        new Vector(invalid, length + "\u00b2\r\n\r\nhello"),
        new Vector(invalid, length + "1\r\n 2\r\n\r\nhello"));
  }

  private static Stream<Vector> codings() {
    MessageViolation unknown = MessageViolation.TRANSFER_CODING_UNKNOWN;
    String coding = POST + "Transfer-Encoding: ";
    String end = "\r\n\r\n0\r\n\r\n";
    return Stream.of(
        new Vector(unknown, coding + "gzip, chunked" + end),
        new Vector(unknown, coding + "chunked, identity" + end),
        new Vector(unknown, coding + "xchunked" + end),
        new Vector(unknown, coding + "chunked\r\nTransfer-Encoding: chunked" + end),
        new Vector(unknown, coding + "chunked, chunked" + end),
        new Vector(unknown, coding + "chunked;q=1" + end),
        new Vector(unknown, coding + "\"chunked\"" + end),
        new Vector(unknown, coding + "identity" + end),
        new Vector(unknown, coding + end),
        new Vector(MessageViolation.FIELD_VALUE_INVALID, coding + "\u000bchunked" + end),
        new Vector(
            MessageViolation.TRANSFER_CODING_IN_HTTP_1_0,
            "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked" + end));
  }

  private static Stream<Vector> chunks() {
    MessageViolation size = MessageViolation.CHUNK_SIZE_INVALID;
    MessageViolation extension = MessageViolation.CHUNK_EXTENSION_MALFORMED;
    return Stream.of(
        new Vector(size, CHUNKED + "g\r\nx"),
        new Vector(size, CHUNKED + "-1\r\n"),
        new Vector(size, CHUNKED + "+1\r\nx\r\n0\r\n\r\n"),
        new Vector(size, CHUNKED + " 1\r\nx\r\n0\r\n\r\n"),
        new Vector(size, CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n"),
        new Vector(size, CHUNKED + "\r\nhello\r\n0\r\n\r\n"),
        new Vector(size, CHUNKED + ";x\r\nhello\r\n0\r\n\r\n"),
        new Vector(size, CHUNKED + "10000000000000005\r\nhello"),
        new Vector(size, CHUNKED + "0000000000000005\r\nhello"),
        new Vector(extension, CHUNKED + "5 \r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;\r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;a=\r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;a b\r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;a=\"b\r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;a=\"\\\r\nhello\r\n0\r\n\r\n"),
        new Vector(extension, CHUNKED + "5;a=\"\u0000\"\r\nhello\r\n0\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, CHUNKED + "5;a\nb\r\nhello\r\n0\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, CHUNKED + "5\nhello\r\n0\r\n\r\n"),
        new Vector(MessageViolation.BARE_CR, CHUNKED + "5;a\rb\r\nhello\r\n0\r\n\r\n"),
        new Vector(MessageViolation.CHUNK_NOT_TERMINATED, CHUNKED + "5\r\nhelloXX0\r\n\r\n"),
        new Vector(MessageViolation.CHUNK_NOT_TERMINATED, CHUNKED + "5\r\nhelloX\r\n0\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, CHUNKED + "5\r\nhello\n0\r\n\r\n"),
        new Vector(MessageViolation.FIELD_NAME_INVALID, CHUNKED + "0\r\nX Y: 1\r\n\r\n"),
        new Vector(MessageViolation.FIELD_VALUE_INVALID, CHUNKED + "0\r\nX: \u0000\r\n\r\n"),
        new Vector(MessageViolation.LEADING_WHITESPACE, CHUNKED + "0\r\n X: 1\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, CHUNKED + "0\r\n\n"));
  }

  private static Stream<Vector> fieldLines() {
    MessageViolation name = MessageViolation.FIELD_NAME_INVALID;
    MessageViolation value = MessageViolation.FIELD_VALUE_INVALID;
    return Stream.of(
        new Vector(name, "GET /a HTTP/1.1\r\nHost : g.example\r\n\r\n"),
        new Vector(
            MessageViolation.LEADING_WHITESPACE, "GET /a HTTP/1.1\r\n Host: g.example\r\n\r\n"),
        new Vector(name, GET + ": v\r\n\r\n"),
        new Vector(name, GET + "X Y: 1\r\n\r\n"),
        new Vector(name, GET + "X(Y: 1\r\n\r\n"),
        new Vector(name, GET + "X\u00e9: 1\r\n\r\n"),
        new Vector(MessageViolation.FIELD_LINE_MALFORMED, GET + "no colon at all\r\n\r\n"),
        new Vector(value, GET + "X: a\u0000b\r\n\r\n"),
        new Vector(value, GET + "X: a\u007fb\r\n\r\n"),
        new Vector(value, GET + "X: a\r\n \u0001\r\n\r\n"));
  }

  private static Stream<Vector> lineEnds() {
    return Stream.of(
        new Vector(MessageViolation.BARE_CR, GET + "X: a\rb\r\n\r\n"),
        new Vector(MessageViolation.BARE_CR, GET + "X: a\r\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, GET + "X: a\nb: c\r\n\r\n"),
        new Vector(MessageViolation.BARE_LF, GET + "\n"),
        new Vector(MessageViolation.BARE_LF, "GET /a HTTP/1.1\nHost: g.example\n\n"),
        new Vector(MessageViolation.BARE_LF, "\n"),
        new Vector(MessageViolation.BARE_CR, "\r\rGET /a HTTP/1.1\r\n\r\n"),
        new Vector(MessageViolation.BARE_CR, "GET /a HTTP/1.1\rHost: g.example\r\r"));
  }

  private static Stream<Vector> requestLines() {
    MessageViolation malformed = MessageViolation.REQUEST_LINE_MALFORMED;
    MessageViolation version = MessageViolation.VERSION_UNKNOWN;
    String rest = "\r\nHost: g.example\r\n\r\n";
    return Stream.of(
        new Vector(malformed, "GET  /a HTTP/1.1" + rest),
        new Vector(malformed, "GET /a  HTTP/1.1" + rest),
        new Vector(malformed, " GET /a HTTP/1.1" + rest),
        new Vector(malformed, "GET /a HTTP/1.1 " + rest),
        new Vector(malformed, "GET\t/a HTTP/1.1" + rest),
        new Vector(malformed, "GET /a\tHTTP/1.1" + rest),
        new Vector(malformed, "G(T /a HTTP/1.1" + rest),
        new Vector(malformed, " /a HTTP/1.1" + rest),
        new Vector(malformed, "GET /a\u0000b HTTP/1.1" + rest),
        new Vector(malformed, "GET /caf\u00e9 HTTP/1.1" + rest),
        new Vector(malformed, "GET /a\r\n\r\n"),
        new Vector(malformed, "GET\r\n\r\n"),
        new Vector(malformed, "GET /a b HTTP/1.1" + rest),
        new Vector(malformed, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        new Vector(version, "GET /a http/1.1" + rest),
        new Vector(version, "GET /a HTTP/2.0" + rest),
        new Vector(version, "GET /a HTTP/1.2" + rest),
        new Vector(version, "GET /a HTTP/1.10" + rest),
        new Vector(version, "GET /a HTTP/01.1" + rest),
        new Vector(version, "GET /a HTTP/1.1x" + rest),
        new Vector(version, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("framing")
  void breaksTheStream(Vector vector) {
    assertThat(ParserEvents.of(GOOD + vector.text() + NEVER_TOLD))
        .containsExactly("GET /ok1|Host:g.example|", "broken " + vector.violation());
  }

  @ParameterizedTest
  @MethodSource("framing")
  void breaksTheStreamInTheSameWayHoweverItIsCut(Vector vector) {
    RequestParserTest.assertCutsMakeNoDifference(
        GOOD + vector.text() + NEVER_TOLD, LIMITS, Folding.UNFOLD);
  }

  @Test
  void foldedLinesBreakApplicationHttp() {
    String text = GET + "X-A: one\r\n two\r\n\r\n" + NEVER_TOLD;
    assertThat(ParserEvents.of(text, LIMITS, Folding.REFUSE))
        .containsExactly("broken " + MessageViolation.FOLDED_LINE);
    RequestParserTest.assertCutsMakeNoDifference(text, LIMITS, Folding.REFUSE);
  }

  @Test
  void foldedTrailersBreakApplicationHttp() {
    String text = CHUNKED + "0\r\nX-A: one\r\n two\r\n\r\n";
    assertThat(ParserEvents.of(text, LIMITS, Folding.REFUSE))
        .containsExactly("broken " + MessageViolation.FOLDED_LINE);
    assertThat(ParserEvents.of(text)).hasSize(1).first().asString().startsWith("POST /a");
  }

  @Test
  void endInTheMiddleOfAnythingIsTruncation() {
    String text =
        "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n";
    for (int length = 1; length < text.length(); length++) {
      assertThat(ParserEvents.of(text.substring(0, length)))
          .as("after " + length)
          .containsExactly("broken " + MessageViolation.TRUNCATED);
    }
    assertThat(ParserEvents.of(text)).hasSize(1).doesNotContain("broken TRUNCATED");
  }

  @Test
  void endInTheMiddleOfFixedContentIsTruncation() {
    assertThat(ParserEvents.of(POST + "Content-Length: 10\r\n\r\nhalf"))
        .containsExactly("broken " + MessageViolation.TRUNCATED);
  }

  @Test
  void nothingIsToldAfterTheStreamBroke() {
    ParserEvents events = new ParserEvents(LIMITS, Folding.UNFOLD);
    events.feed(ParserEvents.octets("\n"));
    events.feed(ParserEvents.octets(GOOD));
    assertThat(events.soFar()).containsExactly("broken " + MessageViolation.BARE_LF);
  }

  @Test
  void everyFramingViolationHasAVector() {
    Set<MessageViolation> tested =
        framing()
            .map(Vector::violation)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(MessageViolation.class)));
    // These need an end, a mode, a limit, a stream of exchanges, or one of responses; they have
    // tests of their own.
    tested.addAll(
        Set.of(
            MessageViolation.TRUNCATED,
            MessageViolation.FOLDED_LINE,
            MessageViolation.TOO_MANY_BLANK_LINES,
            MessageViolation.REQUEST_LINE_TOO_LONG,
            MessageViolation.HEAD_TOO_LARGE,
            MessageViolation.TRAILERS_TOO_LARGE,
            MessageViolation.CHUNK_EXTENSIONS_TOO_LARGE,
            MessageViolation.CONTENT_ENDLESS,
            MessageViolation.EXCHANGE_ID_IN_USE,
            MessageViolation.STATUS_LINE_MALFORMED));
    Set<MessageViolation> fatal =
        Stream.of(MessageViolation.values())
            .filter(MessageViolation::isFatal)
            .collect(Collectors.toSet());
    assertThat(tested).containsExactlyInAnyOrderElementsOf(fatal);
  }
}
