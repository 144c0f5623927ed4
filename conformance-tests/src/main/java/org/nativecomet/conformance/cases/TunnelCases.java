package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Capability.TUNNEL;

import java.util.List;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Tunnel;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.Step;

/** Chapter 13: the same octets in a WebSocket. */
final class TunnelCases {
  private static final String GET = "GET {/r} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n";

  private TunnelCases() {}

  static List<Case> all() {
    return List.of(
        tunnel(
            "TUN-1/subprotocol",
            "The tunnel has its subprotocol",
            scene -> {
              String chosen =
                  Tunnel.open(scene).head().fields().first("Sec-WebSocket-Protocol").orElse("none");
              require(chosen.equals("message.http"), "message.http", "it was " + chosen);
            }),
        tunnel(
            "TUN-2/split",
            "A request can be split over messages",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              byte[] request = scene.octets(GET);
              for (byte octet : request) {
                tunnel.sendBinary(new byte[] {octet});
              }
              require(tunnel.answer().status() == 200, "a 200", "it was another");
            }),
        tunnel(
            "TUN-2/joined",
            "Two requests can be in one message",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets(GET + GET.replace("Id: 1", "Id: 2")));
              tunnel.answer();
              tunnel.answer();
            }),
        tunnel(
            "TUN-3/text",
            "A text message closes the tunnel with 1003",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendText("GET");
              require(tunnel.closeStatus() == 1003, "1003", "the status was another");
            }),
        tunnel(
            "TUN-4/foreign-origin",
            "A page of another site cannot open a tunnel",
            scene -> {
              int status = Tunnel.attempt(scene, "Origin: https://evil.example").head().status();
              require(status >= 400, "a refusal", "the status was " + status);
            }),
        tunnel(
            "TUN-5/authority",
            "A foreign authority is refused in a tunnel",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets(GET.replace("{host}", "other.example")));
              require(tunnel.answer().status() == 421, "a 421", "it was another");
            }),
        Case.of("TUN-6/credentials", "The handshake's credentials are used")
            .needs(TUNNEL)
            .given("/r", "one", "as usual", r -> {})
            .check(
                "send a request in a tunnel that was opened with Authorization",
                scene -> {
                  Tunnel tunnel = Tunnel.open(scene, "Authorization: Bearer outer");
                  tunnel.sendBinary(scene.octets(GET));
                  tunnel.answer();
                })
            .originSees(
                "/r",
                "the Authorization",
                r -> r.fields().first("Authorization").orElse("").equals("Bearer outer"))
            .build(),
        tunnel(
            "TUN-7/fatal",
            "A fatal error is answered and closes the tunnel with 1002",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets("GET {/r} HTTP/1.1\nHost: {host}\n\n"));
              require(tunnel.answer().status() == 400, "a 400", "it was another");
              require(tunnel.closeStatus() == 1002, "1002", "the status was another");
            }),
        Case.of("TUN-8/close", "A close frame ends the subscriptions")
            .needs(TUNNEL)
            .given("/r", "one", "as usual", r -> {})
            .check(
                "subscribe in a tunnel and close it",
                scene -> {
                  Tunnel tunnel = Tunnel.open(scene);
                  tunnel.sendBinary(
                      scene.octets(
                          GET.replace("\r\n\r\n", "\r\n" + Given.FROM_THE_BEGINNING + "\r\n\r\n")));
                  tunnel.answer();
                  tunnel.sendClose();
                })
            .check("expect that requests for the resource end", DeliveryCases::requestsEnd)
            .build());
  }

  private static Case tunnel(String id, String sentence, Step.Action action) {
    return Case.of(id, sentence)
        .needs(TUNNEL)
        .given("/r", "one")
        .check("use a tunnel", action)
        .build();
  }

  private static void require(boolean condition, String expected, String actual) {
    if (!condition) {
      throw new Disagreement(expected, actual);
    }
  }

  /** Whether the server opens a tunnel. */
  static boolean opens(Scene scene) {
    return Tunnel.attempt(scene).head().status() == 101;
  }
}
