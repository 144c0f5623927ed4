package org.nativecomet.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the text of an IP address or a CIDR block; never asks a name server. */
final class AddressBlock {
  private static final Pattern FORM =
      Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  private AddressBlock() {}

  /** The text itself where it is an address or a block. */
  static Optional<String> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      // Digits, full stops and colons only: the JDK reads these without looking up a name.
      int bits = 8 * InetAddress.getByName(matcher.group(1)).getAddress().length;
      String prefix = matcher.group(2);
      boolean valid = prefix == null || Integer.parseInt(prefix) <= bits;
      return valid ? Optional.of(text) : Optional.empty();
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }
}
