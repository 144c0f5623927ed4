package org.nativecomet.samples.nativeorigin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request without its content, outer or enclosed.
 *
 * @param target as received
 * @param minorVersion the digit after {@code HTTP/1.}
 */
record Head(String method, String target, int minorVersion, Fields fields) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)");

  boolean isGetOrHead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the client closes the connection after the response (RFC 9112, section 9.3). */
  boolean closes() {
    return minorVersion == 0 || fields.members("Connection").contains("close");
  }

  /** The scheme of a target in absolute form. */
  Optional<String> scheme() {
    return absolute(1);
  }

  /** Who is asked: a target in absolute form says it, or else the Host field (MSG-3). */
  String authority() {
    return absolute(2).or(() -> fields.first("Host")).orElse("");
  }

  /** Path and query as received (COR-5). */
  String location() {
    return absolute(3).map(rest -> rest.startsWith("/") ? rest : "/" + rest).orElse(target);
  }

  /** The path as received, which is what names a resource here. */
  String path() {
    String location = location();
    int query = location.indexOf('?');
    return query < 0 ? location : location.substring(0, query);
  }

  private Optional<String> absolute(int group) {
    Matcher matcher = ABSOLUTE.matcher(target);
    return matcher.matches() ? Optional.of(matcher.group(group)) : Optional.empty();
  }
}
