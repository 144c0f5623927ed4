package org.nativecomet.gateway.origin;

import static org.nativecomet.gateway.exchange.Failure.GATEWAY_NAME;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.nativecomet.gateway.http.Fields;

/**
 * The Via field, which says whom a message has passed (RFC 9110, section 7.6.3).
 *
 * <p>Every gateway goes by the same name, so that operators recognise it; a comment tells one
 * gateway from another, also within a process, so that a chain of gateways is not taken for a loop.
 */
final class ViaField {
  private final String comment;

  private ViaField(String comment) {
    this.comment = comment;
  }

  /** Of a gateway that no other is taken for. */
  static ViaField ofNewGateway() {
    return new ViaField("(" + HexFormat.of().toHexDigits(new SecureRandom().nextInt()) + ")");
  }

  /**
   * With this gateway as the last recipient.
   *
   * @param receivedProtocol the version of the message as it was received, such as {@code 1.1}
   */
  Fields append(Fields fields, String receivedProtocol) {
    return fields.plus("Via", element(receivedProtocol));
  }

  /** What this gateway adds. */
  String element(String receivedProtocol) {
    return receivedProtocol + " " + GATEWAY_NAME + " " + comment;
  }

  /**
   * Whether the message has passed this gateway before. Where somebody has removed the comment,
   * which is allowed, it is taken for ours: a loop is worse than a refusal.
   */
  boolean namesUs(Fields fields) {
    return fields.list("Via").stream().anyMatch(this::isOurs);
  }

  private boolean isOurs(String element) {
    String[] parts = element.split("[ \t]+", 3);
    return parts.length > 1
        && parts[1].equalsIgnoreCase(GATEWAY_NAME)
        && (parts.length == 2 || parts[2].equals(comment));
  }
}
