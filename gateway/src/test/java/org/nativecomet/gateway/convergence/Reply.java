package org.nativecomet.gateway.convergence;

import java.util.List;

/**
 * An answer of the origin.
 *
 * @param fieldLines without those of the framing
 */
record Reply(int statusCode, List<String> fieldLines, String content, boolean isChunked) {
  Reply {
    fieldLines = List.copyOf(fieldLines);
  }

  static Reply of(int statusCode, String... fieldLines) {
    return new Reply(statusCode, List.of(fieldLines), "", false);
  }

  /** The octets, as ISO 8859-1 characters. */
  String octets() {
    StringBuilder octets = new StringBuilder("HTTP/1.1 " + statusCode + " Said\r\n");
    fieldLines.forEach(line -> octets.append(line).append("\r\n"));
    if (statusCode == 204 || statusCode == 304) {
      return octets.append("\r\n").toString();
    }
    if (!isChunked) {
      return octets + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }
    octets.append("Transfer-Encoding: chunked\r\n\r\n");
    int half = content.length() / 2;
    return octets
        + chunk(content.substring(0, half))
        + chunk(content.substring(half))
        + "0\r\n\r\n";
  }

  private static String chunk(String part) {
    return part.isEmpty() ? "" : Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
  }
}
