package org.nativecomet.conformance.wrong;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;

/** The handshake of a tunnel: RFC 6455, section 4.2. */
final class TunnelDoor {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private TunnelDoor() {}

  /** Whether a request to the endpoint asks for a tunnel. */
  static boolean isKnockedAt(Asked asked) {
    return asked.method().equals("GET") && asked.fields().members("Upgrade").contains("websocket");
  }

  /** Why it stays closed. */
  static Optional<Answer> refusal(Asked asked, String authority, Set<Fault> faults) {
    Fields fields = asked.fields();
    String origin = fields.first("Origin").orElse("http://" + authority);
    if (!origin.equals("http://" + authority) && !faults.contains(Fault.TUNNELS_FOR_ANY_PAGE)) {
      return Optional.of(Answers.problem(403, "not for this page"));
    }
    if (!fields.members("Sec-WebSocket-Protocol").contains("message.http")) {
      return Optional.of(Answers.problem(400, "the subprotocol is message.http"));
    }
    return fields.first("Sec-WebSocket-Key").isPresent()
        ? Optional.empty()
        : Optional.of(Answers.problem(400, "no key"));
  }

  /** What opens it. */
  static Head opened(Asked asked, Set<Fault> faults) {
    Fields fields =
        Fields.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Accept: "
                + acceptance(asked.fields().first("Sec-WebSocket-Key").orElseThrow()));
    return new Head(
        "HTTP/1.1 101 Switching Protocols",
        faults.contains(Fault.NO_SUBPROTOCOL)
            ? fields
            : fields.with("Sec-WebSocket-Protocol: message.http"));
  }

  private static String acceptance(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
