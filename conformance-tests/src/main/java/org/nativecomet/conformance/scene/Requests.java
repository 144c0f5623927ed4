package org.nativecomet.conformance.scene;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Templates of requests. */
public final class Requests {
  private Requests() {}

  /**
   * A whole request: Host and Content-Length are added unless given.
   *
   * @param requestLine method and target
   */
  public static String whole(String requestLine, String content, String... fields) {
    boolean bodiless = content.isEmpty() && requestLine.matches("(GET|HEAD|OPTIONS|DELETE) .*");
    String length = "Content-Length: " + content.getBytes(StandardCharsets.ISO_8859_1).length;
    return (bodiless
            ? head(requestLine, fields, "Host: {host}")
            : head(requestLine, fields, "Host: {host}", length))
        + content;
  }

  /** A head: usual fields first, except those that others of the same name replace. */
  public static String head(String requestLine, String[] fields, String... usual) {
    StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
    for (String line : usual) {
      if (Arrays.stream(fields).noneMatch(field -> name(field).equals(name(line)))) {
        head.append(line).append("\r\n");
      }
    }
    for (String field : fields) {
      // A name without a value takes a usual field away.
      if (!field.endsWith(":")) {
        head.append(field).append("\r\n");
      }
    }
    return head.append("\r\n").toString();
  }

  private static String name(String field) {
    int colon = field.indexOf(':');
    return (colon < 0 ? field : field.substring(0, colon)).toLowerCase(Locale.ROOT);
  }
}
