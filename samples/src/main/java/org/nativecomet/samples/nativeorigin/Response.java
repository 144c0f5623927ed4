package org.nativecomet.samples.nativeorigin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A response, complete before its first octet is sent (FRM-22).
 *
 * @param content empty for a response that has none and no Content-Length: to HEAD, or of status
 *     204 or 304 (FRM-19)
 */
record Response(int status, Fields fields, Optional<String> content) {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(410, "Gone"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(501, "Not Implemented"),
          Map.entry(505, "HTTP Version Not Supported"),
          Map.entry(507, "Insufficient Storage"));

  /** Without content, and without saying that it has none. */
  static Response of(int status) {
    return new Response(status, Fields.NONE, Optional.empty());
  }

  static Response of(int status, String content) {
    return new Response(status, Fields.NONE, Optional.of(content));
  }

  /** An error, with problem details (ERR-2). The detail is ours, so nothing in it is escaped. */
  static Response problem(int status, String detail) {
    String json =
        "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(phrase(status), status, detail);
    return of(status, json)
        .with("Content-Type", "application/problem+json")
        .with("Cache-Control", "no-store");
  }

  Response with(String name, String value) {
    return new Response(status, fields.with(name, value), content);
  }

  /** The same to a HEAD request. */
  Response withoutContent() {
    return new Response(status, fields, Optional.empty());
  }

  /** As it goes over the wire, outer or enclosed. */
  byte[] octets(Instant now) {
    StringBuilder text = head(status, fields.with("Date", HttpDate.format(now)));
    content.ifPresent(c -> text.append("Content-Length: ").append(c.length()).append("\r\n"));
    text.append("\r\n").append(content.orElse(""));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static StringBuilder head(int status, Fields fields) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + phrase(status) + "\r\n");
    for (Fields.Line line : fields.lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    return head;
  }

  private static String phrase(int status) {
    return PHRASES.getOrDefault(status, "");
  }
}
