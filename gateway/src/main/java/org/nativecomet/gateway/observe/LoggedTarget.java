package org.nativecomet.gateway.observe;

import org.nativecomet.gateway.http.TargetUri;

/**
 * A request target as logs show it: the path, and the names of the query's parameters with {@code
 * *} for their values, since values carry tokens, sessions and what people searched for.
 */
final class LoggedTarget {
  private static final int MAX_LENGTH = 1024;

  private LoggedTarget() {}

  /**
   * At most {@value #MAX_LENGTH} visible ASCII characters and an ellipsis; anything else is percent
   * encoded.
   */
  static String of(TargetUri target) {
    StringBuilder text = new StringBuilder();
    String path = target.path();
    String pathAndQuery = target.pathAndQuery();
    append(text, path);
    if (path.length() < pathAndQuery.length()) {
      text.append('?');
      appendMasked(text, pathAndQuery.substring(path.length() + 1));
    }
    if (text.length() > MAX_LENGTH) {
      text.setLength(MAX_LENGTH);
      text.append("...");
    }
    return text.toString();
  }

  /** A parameter without a name is all value. */
  private static void appendMasked(StringBuilder text, String query) {
    String separator = "";
    for (String parameter : query.split("&", -1)) {
      text.append(separator);
      append(text, parameter.substring(0, parameter.indexOf('=') + 1));
      text.append(parameter.isEmpty() ? "" : "*");
      separator = "&";
      if (text.length() > MAX_LENGTH) {
        return;
      }
    }
  }

  private static void append(StringBuilder text, String part) {
    for (int i = 0; i < part.length() && text.length() <= MAX_LENGTH; i++) {
      char c = part.charAt(i);
      if (c > ' ' && c < 0x7f && c != '"' && c != '\\') {
        text.append(c);
      } else {
        text.append(String.format("%%%02X", (int) c));
      }
    }
  }
}
