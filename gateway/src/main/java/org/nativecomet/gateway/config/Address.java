package org.nativecomet.gateway.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or an IP address, without the brackets of IPv6
 * @param port 0 lets the system pick a free one
 */
public record Address(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  /** Reads {@code HOST:PORT}, an IPv6 address in brackets; empty where the text is neither. */
  public static Optional<Address> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port > HIGHEST_PORT) {
      return Optional.empty();
    }
    String literal = matcher.group(1);
    return Optional.of(new Address(literal == null ? matcher.group(2) : literal, port));
  }

  /** {@code HOST:PORT}, as a URI writes it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
