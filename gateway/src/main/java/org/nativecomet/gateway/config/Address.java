package org.nativecomet.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /** What the JDK reads without asking a name server. */
  private static final Pattern IP_LITERAL =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|(?:\\d{1,3}\\.){3}\\d{1,3}");

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

  /** Whether only this machine can connect. Of names only {@code localhost} is known to be so. */
  boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || (IP_LITERAL.matcher(host).matches() && isLoopbackAddress(host));
  }

  private static boolean isLoopbackAddress(String literal) {
    try {
      return InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException malformed) {
      return false;
    }
  }

  /** {@code HOST:PORT}, as a URI writes it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
