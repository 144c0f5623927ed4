package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadParserTest {
  private static final String HEAD = "GET /a?? HTTP/1.1\r\nHost: x\r\nb: \u00e9\r\n\r\n";

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static RequestHead read(String text) {
    RequestHeadParser parser = new RequestHeadParser(200, 3);
    assertThat(parser.read(octets(text))).isTrue();
    return parser.head();
  }

  @Test
  void aHeadIsReadWhereverItIsCut() {
    for (int cut = 0; cut < HEAD.length(); cut++) {
      RequestHeadParser parser = new RequestHeadParser(200, 3);
      assertThat(parser.read(octets(HEAD.substring(0, cut)))).isFalse();
      ByteBuffer rest = octets(HEAD.substring(cut) + "content");
      assertThat(parser.read(rest)).isTrue();
      assertThat(rest.remaining()).isEqualTo("content".length());
      RequestHead head = parser.head();
      assertThat(head.method()).isEqualTo("GET");
      assertThat(head.target()).isEqualTo("/a??");
      assertThat(head.isVersion10()).isFalse();
      assertThat(head.fields().first("B")).hasValue("\u00e9");
      assertThat(head.violation()).isEmpty();
    }
  }

  @Test
  void emptyLinesBeforeTheRequestLineArePassedOverAndBeginNothing() {
    RequestHeadParser parser = new RequestHeadParser(200, 3);
    assertThat(parser.read(octets("\r\n\r\n"))).isFalse();
    assertThat(parser.isUntouched()).isTrue();
    assertThat(parser.read(octets(HEAD))).isTrue();
    assertThat(parser.head().target()).isEqualTo("/a??");
    assertThat(read("\r\n".repeat(9)).violation()).hasValue(MessageViolation.TOO_MANY_BLANK_LINES);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.0, ",
    "HTTP/1.1, ",
    "HTTP/1.9, ",
    "HTTP/0.9, VERSION_UNKNOWN",
    "HTTP/2.0, VERSION_UNKNOWN",
    "HTTP/1.10, REQUEST_LINE_MALFORMED",
    "http/1.1, REQUEST_LINE_MALFORMED",
    "HTTP/1, REQUEST_LINE_MALFORMED"
  })
  void theMinorVersionMayBeLater(String version, String violation) {
    assertThat(read("GET / " + version + "\r\n\r\n").violation().map(Enum::name).orElse(null))
        .isEqualTo(violation);
  }

  @ParameterizedTest
  @CsvSource({
    "'A: b\r\n c\r\n', FOLDED_LINE",
    "' A: b\r\n', LEADING_WHITESPACE",
    "'A b\r\n', FIELD_LINE_MALFORMED",
    "'A : b\r\n', FIELD_NAME_INVALID",
    "'A: b\n', BARE_LF",
    "'A: b\u0001\r\n', FIELD_VALUE_INVALID",
    "'A: b\r\nA: b\r\nA: b\r\nA: b\r\n', TOO_MANY_FIELDS"
  })
  void whatIsNoHeadIsReadNoFurther(String fields, MessageViolation expected) {
    RequestHead head =
        read("HEAD / HTTP/1.1\r\n" + fields.replace("\\r", "\r").replace("\\n", "\n") + "\r\n");
    assertThat(head.violation()).hasValue(expected);
    assertThat(head.method()).isEqualTo("HEAD");
  }

  @Test
  void aHeadHasALimit() {
    String start = "GET / HTTP/1.1\r\nA: ";
    int most = 200 - start.length() - 4;
    assertThat(read(start + "a".repeat(most) + "\r\n\r\n").violation()).isEmpty();
    assertThat(read(start + "a".repeat(most + 1) + "\r\n\r\n").violation())
        .hasValue(MessageViolation.HEAD_TOO_LARGE);
    assertThat(read("GET /" + "a".repeat(200)).violation())
        .hasValue(MessageViolation.REQUEST_LINE_TOO_LONG);
  }
}
