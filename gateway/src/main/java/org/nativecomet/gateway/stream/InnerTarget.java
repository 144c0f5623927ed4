package org.nativecomet.gateway.stream;

import java.util.Optional;
import org.nativecomet.gateway.http.Tokens;

/**
 * The request target of an enclosed request, taken apart (RFC 9112, section 3.2).
 *
 * @param scheme lower case; empty where the target does not name one
 * @param authority as written; empty where the target does not name one
 * @param pathAndQuery octet for octet as received; {@code *} for the server as a whole
 */
record InnerTarget(String scheme, String authority, String pathAndQuery) {
  static final String WHOLE_SERVER = "*";

  /** Parses the origin form, the absolute form or {@code *}; empty where it is none of them. */
  static Optional<InnerTarget> parse(String target, boolean isOptions) {
    if (target.indexOf('#') >= 0) {
      return Optional.empty();
    }
    if (target.startsWith("/")) {
      return Optional.of(new InnerTarget("", "", target));
    }
    if (target.equals(WHOLE_SERVER)) {
      return isOptions ? Optional.of(new InnerTarget("", "", WHOLE_SERVER)) : Optional.empty();
    }
    int schemeEnd = target.indexOf("://");
    if (schemeEnd <= 0) {
      return Optional.empty();
    }
    int authorityEnd = authorityEnd(target, schemeEnd + 3);
    return Optional.of(
        new InnerTarget(
            Tokens.lowerCase(target.substring(0, schemeEnd)),
            target.substring(schemeEnd + 3, authorityEnd),
            pathAndQuery(target.substring(authorityEnd), isOptions)));
  }

  boolean isAbsolute() {
    return !scheme.isEmpty();
  }

  boolean isWholeServer() {
    return pathAndQuery.equals(WHOLE_SERVER);
  }

  private static int authorityEnd(String target, int from) {
    int end = from;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private static String pathAndQuery(String rest, boolean isOptions) {
    if (rest.isEmpty()) {
      // OPTIONS of an absolute target without a path means the server (RFC 9112, section 3.2.4).
      return isOptions ? WHOLE_SERVER : "/";
    }
    return rest.startsWith("?") ? "/" + rest : rest;
  }
}
