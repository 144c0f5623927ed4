package org.nativecomet.gateway.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Host and port as they name an origin (RFC 9110, section 4.2.3; RFC 9112, section 3.2). */
public final class Authority {
  private static final String OF_A_NAME = "._~!$&'()*+,;=%-";
  private static final Pattern IP_LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+\\]");

  private Authority() {}

  /**
   * The normal form: lower case, the scheme's default port left out.
   *
   * @param value of a Host field or an absolute target; user information is never allowed
   * @return empty where the value is no authority
   */
  public static Optional<String> normalize(String scheme, String value) {
    int colon = value.lastIndexOf(':');
    boolean hasPort = colon >= 0 && value.indexOf(']', colon) < 0;
    String host = hasPort ? value.substring(0, colon) : value;
    String port = hasPort ? value.substring(colon + 1) : "";
    if (!isRegisteredName(host) && !IP_LITERAL.matcher(host).matches()) {
      return Optional.empty();
    }
    if (port.length() > 5 || !isOfDigits(port)) {
      return Optional.empty();
    }
    if (!port.isEmpty() && Integer.parseInt(port) > 65535) {
      return Optional.empty();
    }
    String name = Tokens.lowerCase(host);
    if (port.isEmpty() || Integer.parseInt(port) == defaultPort(scheme)) {
      return Optional.of(name);
    }
    return Optional.of(name + ":" + Integer.parseInt(port));
  }

  private static boolean isRegisteredName(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!isLetter && !isDigit(c) && OF_A_NAME.indexOf(c) < 0) {
        return false;
      }
    }
    return !host.isEmpty();
  }

  private static boolean isOfDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** 443 for https, 80 for http. */
  public static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
