package org.nativecomet.gateway.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.ReasonPhrase;
import org.nativecomet.gateway.http.Tokens;

/**
 * Writes enclosed responses.
 *
 * <p>A response comes in two pieces, {@link #headWithoutEnd} and {@link #rest}, with room for more
 * {@link #fieldLine field lines} between them: an update is encoded once for everybody, and only
 * the Exchange-Id differs.
 *
 * <p>Every response either has an exact Content-Length or has no content and no length at all, so a
 * client can find the end of each without knowing which request it answers. Fields come from
 * origins, so they are not trusted to keep the framing: a control character in a value becomes a
 * space, which RFC 9110, section 5.5, allows and which loses less than the whole line would; a line
 * whose name is no token is left out, because no recipient could read it.
 */
public final class ResponseSerializer {
  private static final int TYPICAL_HEAD = 512;
  private static final byte[] CRLF = {'\r', '\n'};

  private ResponseSerializer() {}

  /**
   * The status line and all field lines. A Content-Length or Transfer-Encoding among the fields is
   * not used.
   *
   * @param requestMethod of the request that is answered
   * @param contentLength octets of content that will follow
   */
  public static byte[] headWithoutEnd(
      Method requestMethod, int statusCode, Fields fields, int contentLength) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(TYPICAL_HEAD);
    writeText("HTTP/1.1 " + statusCode + " " + ReasonPhrase.of(statusCode), head);
    head.writeBytes(CRLF);
    for (Fields.Line line : fields) {
      if (!line.is("Content-Length") && !line.is("Transfer-Encoding")) {
        writeLine(line.name(), line.value(), head);
      }
    }
    if (mayHaveContent(requestMethod, statusCode)) {
      writeLine("Content-Length", Integer.toString(contentLength), head);
    }
    return head.toByteArray();
  }

  /** One more field line, to stand between a head and its rest. */
  public static byte[] fieldLine(String name, String value) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(name.length() + value.length() + 4);
    writeLine(name, value, line);
    return line.toByteArray();
  }

  /** The end of the head, and the content. */
  public static byte[] rest(byte[] content) {
    byte[] rest = new byte[CRLF.length + content.length];
    System.arraycopy(CRLF, 0, rest, 0, CRLF.length);
    System.arraycopy(content, 0, rest, CRLF.length, content.length);
    return rest;
  }

  /**
   * Whether such a response can have content: not where it answers HEAD, and not with 204 and 304
   * (RFC 9112, section 6.3).
   */
  public static boolean mayHaveContent(Method requestMethod, int statusCode) {
    return !requestMethod.equals(Method.HEAD) && statusCode != 204 && statusCode != 304;
  }

  private static void writeLine(String name, String value, ByteArrayOutputStream to) {
    if (Tokens.isToken(name)) {
      to.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
      to.write(':');
      to.write(' ');
      writeText(value, to);
      to.writeBytes(CRLF);
    }
  }

  private static void writeText(String text, ByteArrayOutputStream to) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xff;
      if ((octet < 0x20 && octet != '\t') || octet == 0x7f) {
        octets[i] = ' ';
      }
    }
    to.writeBytes(octets);
  }
}
