package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.scene.Capability.CROSS_ORIGIN;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.contentLacks;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.next;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nativecomet.conformance.origin.OriginRequest;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;

/** Chapter 11: what an enclosed request can and cannot make a server do. */
final class ForwardingCases {
  private static final String AFTER =
      "GET {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: after\r\n\r\n";

  private ForwardingCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(authorities());
    cases.addAll(methods());
    cases.addAll(hopByHop());
    cases.addAll(forged());
    cases.addAll(responses());
    return cases;
  }

  private static List<Case> authorities() {
    List<Case> cases = new ArrayList<>();
    String[][] hosts = {
      {"MSG-1/missing", "X-A: 1", "400"},
      {"MSG-1/twice", "Host: {host}\r\nHost: {host}", "400"},
      {"MSG-1/empty", "Host: ", "400"},
      {"MSG-1/userinfo", "Host: evil@{host}", "400"},
      {"MSG-1/slash", "Host: {host}/", "400"},
      {"MSG-2/metadata-service", "Host: 169.254.169.254", "421"},
      {"MSG-2/other-site", "Host: other.example", "421"},
      {"MSG-2/other-port", "Host: 127.0.0.1:1", "421"}
    };
    for (String[] host : hosts) {
      cases.add(
          stream(
                  host[0],
                  "An enclosed request with this Host is refused: " + host[1].replace("\r\n", ", "))
              .octets("GET {/ok} HTTP/1.1\r\n" + host[1] + "\r\nExchange-Id: 1\r\n\r\n")
              .answer(id("1"), status(Integer.parseInt(host[2])), contentLacks("fine"))
              .octets(AFTER)
              .answer(id("after"), status(200))
              .build());
    }
    cases.add(
        stream("MSG-2/case", "The case of the host does not matter")
            .check(
                "send the Host in upper case",
                scene ->
                    scene.stream("stream")
                        .send(
                            scene.octets(
                                "GET {/ok} HTTP/1.1\r\nHost: "
                                    + scene.target().authority().toUpperCase(Locale.ROOT)
                                    + "\r\nExchange-Id: 1\r\n\r\n")))
            .answer(id("1"), status(200))
            .build());
    cases.add(
        target(
            "MSG-3/absolute-form",
            "A target in absolute form decides, not the Host field",
            "{scheme}://{host}{/ok}",
            "Host: ignored.example",
            200));
    cases.add(
        target(
            "MSG-3/absolute-form-elsewhere",
            "A target elsewhere is refused whatever the Host field says",
            "{scheme}://other.example{/ok}",
            "Host: {host}",
            421));
    cases.add(
        target(
            "MSG-17/other-scheme",
            "Another scheme is refused",
            "{otherscheme}://{host}{/ok}",
            "Host: {host}",
            421));
    cases.add(
        target(
            "MSG-18/userinfo",
            "Userinfo is refused",
            "{scheme}://u:p@{host}{/ok}",
            "Host: {host}",
            400));
    cases.add(
        target("MSG-18/fragment", "A fragment is refused", "{/ok}#part", "Host: {host}", 400));
    return cases;
  }

  private static Case target(String id, String sentence, String target, String host, int code) {
    return stream(id, sentence)
        .octets("GET " + target + " HTTP/1.1\r\n" + host + "\r\nExchange-Id: 1\r\n\r\n")
        .answer(id("1"), status(code))
        .octets(AFTER)
        .answer(id("after"), status(200))
        .build();
  }

  private static List<Case> methods() {
    List<Case> cases = new ArrayList<>();
    for (String method : List.of("TRACE", "TRACK")) {
      cases.add(
          stream("MSG-5/" + method.toLowerCase(Locale.ROOT), method + " is refused")
              .octets(method + " {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n")
              .answer(id("1"), status(405, 501))
              .octets(AFTER)
              .answer(id("after"), status(200))
              .build());
    }
    cases.add(
        stream("MSG-5/connect", "CONNECT is refused")
            .octets("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n")
            .answer(id("1"), status(405, 501, 400))
            .octets(AFTER)
            .answer(id("after"), status(200))
            .build());
    cases.add(
        stream("MSG-5/not-passed-on", "TRACE does not reach the origin")
            .given("/t", "t", "as usual", r -> {})
            .octets("TRACE {/t} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n")
            .answer(id("1"))
            .originSeesNothingOf("/t")
            .build());
    cases.add(
        stream("MSG-6/probe", "OPTIONS * is answered")
            .octets("OPTIONS * HTTP/1.1\r\nHost: {host}\r\nExchange-Id: p\r\n\r\n")
            .answer(id("p"), statusClass(2))
            .build());
    String[][] spellings = {
      {"plain", "{endpoint}"},
      {"dot", "/.{endpoint}"},
      {"dot-dot", "/x/..{endpoint}"},
      {"absolute-form", "{scheme}://{host}{endpoint}"},
      {"query", "{endpoint}?x"}
    };
    for (String[] spelling : spellings) {
      cases.add(nested("MSG-7/" + spelling[0], spelling[1]));
    }
    cases.add(
        stream("MSG-7/percent-encoded", "A stream in a stream is refused, percent-encoded")
            .check(
                "send a stream to the endpoint with an encoded letter",
                scene -> {
                  String path = scene.target().declared().endpoint();
                  String encoded = "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2);
                  scene.stream("stream").send(scene.octets(inner(encoded)));
                })
            .answer(id("1"), statusClass(4, 5))
            .check("expect that it was not passed on", ForwardingCases::notPassedOn)
            .octets(AFTER)
            .answer(id("after"), status(200))
            .build());
    return cases;
  }

  private static Case nested(String id, String target) {
    return stream(id, "A stream in a stream is refused at " + target)
        .octets(inner(target))
        .answer(id("1"), statusClass(4, 5))
        .check("expect that it was not passed on", ForwardingCases::notPassedOn)
        .octets(AFTER)
        .answer(id("after"), status(200))
        .build();
  }

  private static void notPassedOn(org.nativecomet.conformance.scene.Scene scene) {
    List<OriginRequest> passedOn = scene.strays("X-Case", scene.fill("{/case}"));
    if (!passedOn.isEmpty()) {
      throw new org.nativecomet.conformance.scene.Disagreement(
          "no request at the origin", "it saw " + passedOn.get(0).describe());
    }
  }

  private static String inner(String target) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\nX-Case: {/case}\r\nContent-Type: message/http\r\n"
        + "Content-Length: 0\r\n\r\n";
  }

  private static List<Case> hopByHop() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        seen(
            "MSG-8/named-field",
            "A field that Connection names is removed",
            "no X-Secret and no Connection naming it",
            request ->
                !request.fields().has("X-Secret")
                    && !request.fields().members("Connection").contains("x-secret"),
            "Connection: x-secret",
            "X-Secret: 1"));
    cases.add(
        seen(
            "MSG-8/known-fields",
            "Known hop-by-hop fields are removed",
            "no Keep-Alive, Proxy-Connection, TE or Upgrade",
            request ->
                !request.fields().has("Keep-Alive")
                    && !request.fields().has("Proxy-Connection")
                    && !request.fields().has("TE")
                    && !request.fields().has("Upgrade"),
            "Keep-Alive: timeout=5",
            "Proxy-Connection: keep-alive",
            "TE: trailers",
            "Upgrade: websocket"));
    cases.add(
        stream("MSG-8/response", "They are removed from responses as well")
            .origin(
                "/o",
                "hop-by-hop fields",
                Reply.of(200, "x", "Connection: x-hop", "X-Hop: 1", "Keep-Alive: timeout=9"))
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .answer(id("1"), status(200), lacks("X-Hop"), lacks("Keep-Alive"), lacks("Connection"))
            .build());
    for (String name :
        List.of("Host", "Content-Length", "Authorization", "Cookie", "Exchange-Id")) {
      cases.add(
          stream("MSG-9/" + name.toLowerCase(Locale.ROOT), "Connection must not name " + name)
              .enclosed("GET {/ok}", "Exchange-Id: 1", "Connection: " + name)
              .answer(next(), status(400))
              .octets(AFTER)
              .answer(id("after"), status(200))
              .build());
    }
    cases.add(
        seen(
            "MSG-10/expect",
            "Expect does not reach the origin",
            "no Expect",
            request -> !request.fields().has("Expect"),
            "Expect: 100-continue"));
    cases.add(
        stream("MSG-19/switching", "A 101 of the origin is an error")
            .origin(
                "/o",
                "101",
                Reply.raw(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"))
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .answer(id("1"), status(502))
            .build());
    return cases;
  }

  private static List<Case> forged() {
    List<Case> cases = new ArrayList<>();
    String[][] fields = {
      {"cookie", "Cookie"},
      {"origin", "Origin"},
      {"referer", "Referer"},
      {"via", "Via"},
      {"forwarded", "Forwarded"},
      {"sec-fetch-site", "Sec-Fetch-Site"},
      {"proxy-authorization", "Proxy-Authorization"},
      {"x-forwarded-for", "X-Forwarded-For"},
      {"x-forwarded-host", "X-Forwarded-Host"},
      {"x-http-method-override", "X-HTTP-Method-Override"}
    };
    for (String[] field : fields) {
      cases.add(
          stream("MSG-11/" + field[0], "A forged " + field[1] + " does not reach the origin")
              .given("/r", "one", "as usual", r -> {})
              .enclosed("GET {/r}", "Exchange-Id: 1", field[1] + ": forged-value")
              .answer(id("1"))
              .check(
                  "expect no forged value at the origin",
                  scene -> {
                    for (OriginRequest request : scene.origin().requests()) {
                      if (request.fields().toString().contains("forged-value")) {
                        throw new org.nativecomet.conformance.scene.Disagreement(
                            "no forged value", "the origin saw " + request.describe());
                      }
                    }
                  })
              .build());
    }
    cases.add(
        Case.of("MSG-11/outer-cookie", "The Cookie of the outer request takes its place")
            .given("/r", "one", "as usual", r -> {})
            .openStream("Cookie: id=outer")
            .enclosed("GET {/r}", "Exchange-Id: 1", "Cookie: id=forged-value")
            .answer(id("1"))
            .check(
                "expect the outer Cookie, or no request",
                scene -> {
                  for (OriginRequest request : scene.origin().requests()) {
                    if (!request.fields().all("Cookie").equals(List.of("id=outer"))) {
                      throw new org.nativecomet.conformance.scene.Disagreement(
                          "Cookie: id=outer", "the origin saw " + request.describe());
                    }
                  }
                })
            .build());
    cases.add(
        Case.of("MSG-12/inherited", "The Authorization of the outer request is used")
            .given("/r", "one", "as usual", r -> {})
            .openStream("Authorization: Bearer outer")
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .answer(id("1"), status(200))
            .originSees(
                "/r",
                "Authorization: Bearer outer",
                request ->
                    request.fields().first("Authorization").orElse("").equals("Bearer outer"))
            .build());
    cases.add(
        Case.of("MSG-12/own-wins", "An Authorization of its own is used instead")
            .given("/r", "one", "as usual", r -> {})
            .openStream("Authorization: Bearer outer")
            .enclosed("GET {/r}", "Exchange-Id: 1", "Authorization: Bearer inner")
            .answer(id("1"), status(200))
            .originSees(
                "/r",
                "Authorization: Bearer inner",
                request -> request.fields().all("Authorization").equals(List.of("Bearer inner")))
            .build());
    cases.add(
        Case.of("MSG-20/nothing-else", "No other field of the outer request is added")
            .given("/r", "one", "as usual", r -> {})
            .openStream("X-Outer: 1", "Accept-Language: de")
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .answer(id("1"), status(200))
            .originSees(
                "/r",
                "no X-Outer, Accept-Language or stream type",
                request ->
                    !request.fields().has("X-Outer")
                        && !request.fields().has("Accept-Language")
                        && !request.fields().first("Accept").orElse("").contains("/http")
                        && !request.fields().has("Content-Type"))
            .build());
    return cases;
  }

  private static List<Case> responses() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("MSG-13/set-cookie", "Set-Cookie does not reach the client")
            .origin("/o", "Set-Cookie", Reply.of(200, "x", "Set-Cookie: s=1; HttpOnly"))
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .answer(id("1"), status(200), lacks("Set-Cookie"))
            .build());
    cases.add(
        seen(
            "MSG-14/via",
            "The gateway is in the Via field",
            "a Via field",
            request -> request.fields().has("Via")));
    cases.add(
        stream("MSG-21/loop", "A request that comes back is refused")
            .needs(GATEWAY)
            .originBehaves(
                "/r",
                "with its own Via",
                scene -> request -> Reply.of(200, request.fields().first("Via").orElse("")))
            .setup(
                "learn the gateway's Via",
                scene -> scene.remember("via", scene.ask("GET {/r}", "").content()))
            .ask("GET {/ok}", "Via: {$via}")
            .reply(statusClass(4, 5))
            .build());
    cases.add(
        Case.of("MSG-15/foreign-page", "A foreign page does not read what it was not admitted to")
            .needs(CROSS_ORIGIN)
            .given("/r", "secret")
            .openStream("Origin: https://evil.example")
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .answer(id("1"), status(403), contentLacks("secret"))
            .build());
    cases.add(
        Case.of("MSG-15/foreign-page-update", "Nor does it read updates")
            .needs(CROSS_ORIGIN)
            .given("/r", "secret")
            .openStream("Origin: https://evil.example")
            .enclosed("GET {/r}", "Exchange-Id: 1", Given.FROM_THE_BEGINNING)
            .answer(id("1"), status(403), contentLacks("secret"))
            .build());
    cases.add(
        Case.of("MSG-15/admitted-page", "A page that the origin admits reads it")
            .needs(CROSS_ORIGIN)
            .given("/r", "open", "open to all", r -> r.fields("Access-Control-Allow-Origin: *"))
            .openStream("Origin: https://friend.example")
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .answer(id("1"), status(200), content("open"))
            .build());
    cases.add(
        stream("MSG-16/target", "Path and query arrive octet for octet")
            .given("/a%2Fb//c", "one", "as usual", r -> {})
            .enclosed("GET {/a%2Fb//c}?q=%C3%A4&&=x%2f", "Exchange-Id: 1")
            .answer(id("1"), status(200))
            .originSees(
                "/a%2Fb//c",
                "the query as sent", request -> request.target().endsWith("?q=%C3%A4&&=x%2f"))
            .build());
    cases.add(
        stream("MSG-16/content", "Content arrives octet for octet")
            .needs(GATEWAY)
            .enclosedWith("PUT {/ok}", "\0\r\n\u00ff\u0080 end", "Exchange-Id: 1")
            .answer(id("1"), statusClass(2))
            .originSees(
                "/ok", "the content as sent", r -> r.content().equals("\0\r\n\u00ff\u0080 end"))
            .build());
    return cases;
  }

  private static Case seen(
      String id,
      String sentence,
      String says,
      java.util.function.Predicate<OriginRequest> holds,
      String... fields) {
    CaseBuilder builder = stream(id, sentence).given("/r", "one", "as usual", r -> {});
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = "Exchange-Id: 1";
    return builder
        .enclosed("GET {/r}", all)
        .answer(id("1"), status(200))
        .originSees("/r", says, holds)
        .build();
  }
}
