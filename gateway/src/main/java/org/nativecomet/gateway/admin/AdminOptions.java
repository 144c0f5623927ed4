package org.nativecomet.gateway.admin;

import java.util.Optional;

/**
 * How the admin listener is used.
 *
 * @param host that it is configured with
 * @param token that the operator shows; where empty, everyone who reaches the listener may use it
 * @param maxNotice octets of a notice
 */
public record AdminOptions(String host, Optional<String> token, int maxNotice) {
  @Override
  public String toString() {
    return "AdminOptions[host=" + host + "]";
  }
}
