package org.nativecomet.gateway.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.TargetUri;

/** From a request target and a Host field to the target URI (RFC 9112, section 3). Pure. */
final class RequestTarget {
  private static final Pattern ABSOLUTE_FORM =
      Pattern.compile("(?i:https?)://([^/?]*)(.*)", Pattern.DOTALL);

  private RequestTarget() {}

  /**
   * Reconstructs the target URI.
   *
   * @param scheme of the listener: what a client claims about its connection is not believed
   * @param target in origin, absolute or asterisk form
   * @param host the Host field or the {@code :authority}; ignored beside the absolute form
   * @return empty where there is no valid authority, the form is another one, or an octet is of no
   *     target
   */
  static Optional<TargetUri> resolve(String scheme, String target, String host) {
    if (!isOfTargetOctets(target)) {
      return Optional.empty();
    }
    if (target.startsWith("/") || target.equals("*")) {
      return uri(scheme, host, target);
    }
    Matcher absolute = ABSOLUTE_FORM.matcher(target);
    return absolute.matches()
        ? uri(scheme, absolute.group(1), originForm(absolute.group(2)))
        : Optional.empty();
  }

  /**
   * HTTP/2 can carry any octet, of which white space and controls would end the request line of
   * HTTP/1. A fragment is no part of a target, and would end it for some recipients only.
   */
  private static boolean isOfTargetOctets(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= 0x20 || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static String originForm(String pathAndQuery) {
    return pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery;
  }

  private static Optional<TargetUri> uri(String scheme, String authority, String pathAndQuery) {
    return Authority.normalize(scheme, authority)
        .map(normal -> new TargetUri(scheme, normal, pathAndQuery));
  }
}
