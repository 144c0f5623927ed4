package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Capability.TUNNEL;

import java.util.List;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Tunnel;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.Step;
import org.nativecomet.conformance.wire.Answer;

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
              requireStatus(tunnel.answer(), 200);
            }),
        tunnel(
            "TUN-2/joined",
            "Two requests can be in one message",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets(GET + GET.replace("Id: 1", "Id: 2")));
              requireStatus(tunnel.answer(), 200);
              requireStatus(tunnel.answer(), 200);
            }),
        tunnel(
            "TUN-2/fragments",
            "A message can be split over frames",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendFragments(scene.octets(GET), 7);
              requireStatus(tunnel.answer(), 200);
            }),
        tunnel(
            "TUN-2/both-ways",
            "Updates come down while requests go up",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets(subscription()));
              requireStatus(tunnel.answer(), 200);
              tunnel.sendBinary(
                  scene.octets(
                      "PUT {/r} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: w\r\n"
                          + "Content-Length: 3\r\n\r\ntwo"));
              Answer written = tunnel.answer();
              require(
                  written.fields().all("Exchange-Id").contains("w"),
                  "the answer to the write",
                  "it was " + written.describe());
              Answer update = tunnel.answer();
              require(
                  update.content().equals("two"),
                  "the update \"two\"",
                  "it was " + update.describe());
            }),
        tunnel(
            "TUN-3/text",
            "A text message closes the tunnel with 1003",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendText("GET");
              requireClose(tunnel, 1003);
            }),
        tunnel(
            "TUN-4/foreign-origin",
            "A page of another site cannot open a tunnel",
            scene -> {
              int status = Tunnel.attempt(scene, "Origin: https://evil.example").head().status();
              require(status >= 400 && status < 500, "a refusal", "the status was " + status);
            }),
        tunnel(
            "TUN-5/authority",
            "A foreign authority is refused in a tunnel",
            scene -> {
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(scene.octets(GET.replace("{host}", "other.example")));
              requireStatus(tunnel.answer(), 421);
            }),
        tunnel(
            "TUN-5/too-large",
            "Content beyond max-content is refused in a tunnel",
            scene -> {
              int most = scene.target().declared().number("max-content");
              Tunnel tunnel = Tunnel.open(scene);
              tunnel.sendBinary(
                  scene.octets(
                      "PUT {/r} HTTP/1.1\r\nHost: {host}\r\nContent-Length: "
                          + (most + 1)
                          + "\r\n\r\n"
                          + "x".repeat(most + 1)));
              requireStatus(tunnel.answer(), 413);
            }),
        Case.of("TUN-6/credentials", "The handshake's credentials are used")
            .needs(TUNNEL)
            .given("/r", "one", "as usual", r -> {})
            .check(
                "send a request in a tunnel that was opened with Authorization",
                scene -> {
                  Tunnel tunnel = Tunnel.open(scene, "Authorization: Bearer outer");
                  tunnel.sendBinary(scene.octets(GET));
                  requireStatus(tunnel.answer(), 200);
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
              requireStatus(tunnel.answer(), 400);
              requireClose(tunnel, 1002);
            }),
        Case.of("TUN-8/close", "A close frame ends the subscriptions")
            .needs(TUNNEL)
            .given("/r", "one", "as usual", r -> {})
            .check(
                "subscribe in a tunnel and close it",
                scene -> {
                  Tunnel tunnel = Tunnel.open(scene);
                  tunnel.sendBinary(scene.octets(subscription()));
                  requireStatus(tunnel.answer(), 200);
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

  private static String subscription() {
    return GET.replace("\r\n\r\n", "\r\n" + Given.FROM_THE_BEGINNING + "\r\n\r\n");
  }

  private static void requireStatus(Answer answer, int status) {
    require(answer.status() == status, "status " + status, "it was " + answer.describe());
  }

  private static void requireClose(Tunnel tunnel, int status) {
    int actual = tunnel.closeStatus();
    require(
        actual == status,
        "a close frame of status " + status,
        actual == 0 ? "there was no close frame" : "its status was " + actual);
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
