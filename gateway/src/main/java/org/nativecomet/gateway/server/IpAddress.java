package org.nativecomet.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses written as text. */
final class IpAddress {
  // Only these characters reach InetAddress, so that it never asks the network about a name.
  private static final Pattern VERSION_4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern VERSION_6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private IpAddress() {}

  /** The octets of the address, 4 or 16; empty where the text is no address. */
  static Optional<byte[]> parse(String text) {
    if (!VERSION_4.matcher(text).matches() && !VERSION_6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
