package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.RequestHead;

/**
 * What Undertow is told of a request: the method, how the content is framed, and whether the
 * connection goes on. There are no two ways to read it.
 */
final class PlainHead {
  private PlainHead() {}

  /** Writes it. Of a head that will be refused, content is said to follow: it is not believed. */
  static ByteBuffer of(RequestHead head) {
    Fields fields = head.fields();
    RequestFraming framing = RequestFraming.of(fields, head.isVersion10() ? "1.0" : "1.1");
    StringBuilder text = new StringBuilder(128);
    text.append(method(head)).append(" / HTTP/1.").append(head.isVersion10() ? '0' : '1');
    text.append("\r\nHost: x\r\n");
    if (head.violation().isPresent() || framing.refusal().isPresent()) {
      text.append("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
      return octets(text);
    }
    if (framing.isChunked()) {
      text.append("Transfer-Encoding: chunked\r\n");
    }
    framing.length().ifPresent(n -> text.append("Content-Length: ").append(n).append("\r\n"));
    if (fields.lists("Expect", "100-continue")) {
      text.append("Expect: 100-continue\r\n");
    }
    if (fields.lists("Connection", "close")) {
      text.append("Connection: close\r\n");
    } else if (fields.lists("Connection", "keep-alive")) {
      text.append("Connection: keep-alive\r\n");
    }
    return octets(text.append("\r\n"));
  }

  /** CONNECT would have Undertow give up HTTP; it is refused all the same. */
  private static String method(RequestHead head) {
    return head.method().isEmpty() || head.method().equals("CONNECT") ? "GET" : head.method();
  }

  private static ByteBuffer octets(StringBuilder text) {
    return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
