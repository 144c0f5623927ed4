package org.nativecomet.gateway.origin;

import static org.nativecomet.gateway.exchange.Failure.GATEWAY_NAME;

import org.nativecomet.gateway.http.Fields;

/** The Via field, which says whom a message has passed (RFC 9110, section 7.6.3). */
final class ViaField {
  private ViaField() {}

  /**
   * With this gateway as the last recipient.
   *
   * @param receivedProtocol the version of the message as it was received, such as {@code 1.1}
   */
  static Fields append(Fields fields, String receivedProtocol) {
    return fields.plus("Via", receivedProtocol + " " + GATEWAY_NAME);
  }

  /** Whether the message has passed a gateway of this name before. */
  static boolean namesUs(Fields fields) {
    return fields.list("Via").stream().anyMatch(ViaField::isOurs);
  }

  private static boolean isOurs(String element) {
    String[] parts = element.split("[ \t]+", 3);
    return parts.length > 1 && parts[1].equalsIgnoreCase(GATEWAY_NAME);
  }
}
