package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

/** What an enclosed response looks like, and what never gets into one. */
final class ResponseSerializerTest {
  private static final byte[] HI = {'h', 'i'};

  private static String whole(Method method, int statusCode, Fields fields, byte[] content) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(
        ResponseSerializer.headWithoutEnd(method, statusCode, fields, content.length));
    octets.writeBytes(ResponseSerializer.rest(content));
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void responseIsStatusLineFieldsLengthAndContent() {
    assertThat(whole(Method.GET, 200, Fields.of("ETag", "\"1\""), HI))
        .isEqualTo("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\nhi");
  }

  @Test
  void statusWithoutPhraseKeepsItsSpace() {
    assertThat(whole(Method.GET, 299, Fields.empty(), HI)).startsWith("HTTP/1.1 299 \r\n");
  }

  @Test
  void lengthIsOursAndExact() {
    Fields fields = Fields.of("Content-Length", "9", "transfer-encoding", "chunked");
    assertThat(whole(Method.GET, 200, fields, HI))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(whole(Method.DELETE, 200, fields, new byte[0]))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void responsesThatCannotHaveContentHaveNoLength() {
    Fields fields = Fields.of("Content-Length", "9");
    byte[] none = {};
    assertThat(whole(Method.HEAD, 200, fields, none)).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
    assertThat(whole(Method.GET, 204, fields, none)).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(whole(Method.GET, 304, fields, none)).isEqualTo("HTTP/1.1 304 Not Modified\r\n\r\n");
    assertThat(ResponseSerializer.mayHaveContent(Method.GET, 206)).isTrue();
  }

  @Test
  void valueCannotEndItsLine() {
    Fields fields = Fields.of("X-A", "a\r\nSet-Cookie: b\u0000c\u007fd\te");
    assertThat(whole(Method.HEAD, 200, fields, new byte[0]))
        .isEqualTo("HTTP/1.1 200 OK\r\nX-A: a  Set-Cookie: b c d\te\r\n\r\n");
  }

  @Test
  void valueOfWideCharactersCannotTurnIntoLineEnds() {
    // The low octets of these two are CR and LF.
    Fields fields = Fields.of("X-A", "a\u010d\u010aSet-Cookie: b", "X-B", "caf\u00e9");
    assertThat(whole(Method.HEAD, 200, fields, new byte[0]))
        .isEqualTo("HTTP/1.1 200 OK\r\nX-A: a??Set-Cookie: b\r\nX-B: caf\u00e9\r\n\r\n");
  }

  @Test
  void lineWhoseNameIsNoTokenIsLeftOut() {
    Fields fields = Fields.of("X A", "1", "", "2", "X\r\nB", "3", "X:C", "4", "X-D", "5");
    assertThat(whole(Method.HEAD, 200, fields, new byte[0]))
        .isEqualTo("HTTP/1.1 200 OK\r\nX-D: 5\r\n\r\n");
  }

  @Test
  void oneMoreLineFitsBetweenHeadAndRest() {
    assertThat(new String(ResponseSerializer.fieldLine("Exchange-Id", "1"), StandardCharsets.UTF_8))
        .isEqualTo("Exchange-Id: 1\r\n");
  }
}
