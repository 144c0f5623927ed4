package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.at;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.next;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.suite.Case;

/** Chapter 5: which response answers which request, and in which order things are done. */
final class CorrelationCases {
  private CorrelationCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(labels());
    cases.addAll(identifiers());
    cases.addAll(origins());
    cases.addAll(order());
    return cases;
  }

  private static List<Case> labels() {
    return List.of(
        stream("COR-5/path-and-query", "Content-Location is the target, octet for octet")
            .enclosed("GET {/ok}?q=a%2Fb&&x")
            .answer(at("{/ok}?q=a%2Fb&&x"))
            .build(),
        stream("COR-5/with-an-id", "Content-Location is there beside an Exchange-Id")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), field("Content-Location", "{/ok}"))
            .build(),
        stream("COR-5/not-found", "A 404 says what was not found")
            .enclosed("GET {/nothing}")
            .answer(at("{/nothing}"), status(404))
            .build(),
        stream("COR-5/absolute-form", "A target in absolute form is named by its path")
            .octets("GET {scheme}://{host}{/ok}?x HTTP/1.1\r\nHost: {host}\r\n\r\n")
            .answer(at("{/ok}?x"), status(200))
            .build(),
        stream("COR-5/write", "The answer to a write names its target")
            .enclosedWith("PUT {/ok}", "new", "Content-Type: text/plain")
            .answer(at("{/ok}"), statusClass(2))
            .build(),
        stream("COR-5/refused", "An answer of the server itself names the target")
            .octets("GET {/ok} HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n")
            .answer(at("{/ok}"), statusClass(4))
            .build(),
        stream("COR-5/update", "An update names the target")
            .enclosed("GET {/ok}?x=1", Given.FROM_THE_BEGINNING)
            .answer(at("{/ok}?x=1"), status(200))
            .build());
  }

  private static List<Case> identifiers() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("COR-1/success", "A 200 carries the Exchange-Id")
            .enclosed("GET {/ok}", "Exchange-Id: A.b_c-9")
            .answer(field("Exchange-Id", "A.b_c-9"), status(200))
            .build());
    cases.add(
        stream("COR-1/not-found", "A 404 carries the Exchange-Id")
            .enclosed("GET {/nothing}", "Exchange-Id: n")
            .answer(id("n"), status(404))
            .build());
    cases.add(
        stream("COR-1/refused", "An answer of the server itself carries the Exchange-Id")
            .octets("GET {/ok} HTTP/1.1\r\nHost: elsewhere.example\r\nExchange-Id: r\r\n\r\n")
            .answer(id("r"), statusClass(4))
            .build());
    cases.add(
        stream("COR-1/updates", "Every update carries the Exchange-Id")
            .enclosed("GET {/ok}", "Exchange-Id: s", Given.FROM_THE_BEGINNING)
            .answer(id("s"), status(200))
            .write("/ok", "two")
            .answer(id("s"), status(200), content("two"))
            .build());
    cases.add(
        stream("COR-1/longest", "An Exchange-Id of 64 characters is repeated whole")
            .enclosed("GET {/ok}", "Exchange-Id: " + "x".repeat(64))
            .answer(id("x".repeat(64)), status(200))
            .build());
    String[][] invalid = {
      {"too-long", "Exchange-Id: " + "x".repeat(65)},
      {"space", "Exchange-Id: a b"},
      {"empty", "Exchange-Id: \t"},
      {"slash", "Exchange-Id: a/b"},
      {"twice", "Exchange-Id: a\r\nExchange-Id: b"}
    };
    for (String[] line : invalid) {
      cases.add(
          stream("COR-2/" + line[0], "An Exchange-Id that is not one is refused: " + line[0])
              .octets("DELETE {/ok} HTTP/1.1\r\nHost: {host}\r\n" + line[1] + "\r\n\r\n")
              .answer(next(), status(400))
              .enclosed("GET {/ok}", "Exchange-Id: after")
              .answer(id("after"), status(200), content("fine"))
              .build());
    }
    cases.add(
        stream("COR-11/reused-after-the-answer", "An Exchange-Id is free after the answer")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), status(200))
            .enclosed("GET {/nothing}", "Exchange-Id: 1")
            .answer(id("1"), status(404))
            .build());
    cases.add(
        stream("COR-10/two-of-one-target", "Two open requests to one target are both answered")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .enclosed("GET {/ok}", "Exchange-Id: 2")
            .answer(id("1"), status(200))
            .answer(id("2"), status(200))
            .build());
    return cases;
  }

  private static List<Case> origins() {
    return List.of(
        stream("COR-4/not-forwarded", "The fields of the stream do not reach the origin")
            .needs(GATEWAY)
            .enclosed("GET {/ok}", "Exchange-Id: 1", Given.FROM_THE_BEGINNING)
            .answer(id("1"), status(200))
            .originSees(
                "/ok",
                "no Exchange-Id, Cancel-Exchange or Subscribe",
                request ->
                    !request.fields().has("Exchange-Id")
                        && !request.fields().has("Cancel-Exchange")
                        && !request.fields().has("Subscribe"))
            .build(),
        stream(
                "COR-4/not-forwarded-alone",
                "Subscribe with another value does not reach the origin")
            .needs(GATEWAY)
            .enclosedWith(
                "PUT {/ok}", "x", "Exchange-Id: 1", "Subscribe: all", "Cancel-Exchange: 9")
            .answer(id("1"))
            .check(
                "expect no such field at the origin",
                scene -> {
                  for (var request : scene.origin().requests()) {
                    if (request.fields().has("Subscribe")
                        || request.fields().has("Cancel-Exchange")) {
                      throw new Disagreement("neither field", "it saw " + request.describe());
                    }
                  }
                })
            .build(),
        stream("COR-12/origin-cannot-name", "The origin cannot name an exchange")
            .origin(
                "/o",
                "Exchange-Id: victim and Subscribed: OK",
                Reply.of(200, "x", "Exchange-Id: victim", "Subscribed: OK"))
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .answer(id("1"), field("Exchange-Id", "1"), lacks("Subscribed"))
            .build(),
        stream("COR-12/unnamed", "The origin cannot name an exchange that has no name")
            .origin("/o", "Exchange-Id: victim", Reply.of(200, "x", "Exchange-Id: victim"))
            .enclosed("GET {/o}")
            .answer(at("{/o}"), lacks("Exchange-Id"))
            .build(),
        stream("COR-8/moved", "The origin's own Content-Location is moved")
            .origin("/o", "Content-Location: /o.de", Reply.of(200, "x", "Content-Location: /o.de"))
            .enclosed("GET {/o}")
            .answer(at("{/o}"), field("Origin-Content-Location", "/o.de"))
            .build(),
        stream("COR-8/moved-with-id", "It is moved where there is an Exchange-Id as well")
            .origin("/o", "Content-Location: o.de", Reply.of(200, "x", "Content-Location: o.de"))
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .answer(
                id("1"),
                field("Content-Location", "{/o}"),
                field("Origin-Content-Location", "o.de"))
            .build());
  }

  private static List<Case> order() {
    Reply slow = Reply.of(200, "slow", "Cache-Control: no-store").after("go");
    return List.of(
        stream("COR-6/request-order", "Unnamed requests to one target are answered in order")
            .origin(
                "/o",
                "a slow and a fast reply",
                slow.after("go"),
                Reply.of(200, "fast", "Cache-Control: no-store"))
            .enclosed("GET {/o}")
            .originSees("/o", "the first request", request -> true)
            .enclosed("GET {/o}")
            .silence(at("{/o}"))
            .atOrigin("the first reply is let go", origin -> origin.open("go"))
            .answer(at("{/o}"), content("slow"))
            .answer(at("{/o}"), content("fast"))
            .build(),
        stream("COR-9/fast-overtakes", "A response that is ready overtakes a slow one")
            .origin("/slow", "a delay", slow)
            .enclosed("GET {/slow}", "Exchange-Id: 1")
            .enclosed("GET {/ok}", "Exchange-Id: 2")
            .answer(id("2"), status(200))
            .atOrigin("the slow reply is let go", origin -> origin.open("go"))
            .answer(id("1"), content("slow"))
            .build(),
        stream("COR-9/unnamed-fast-overtakes", "The same without names")
            .origin("/slow", "a delay", slow)
            .enclosed("GET {/slow}")
            .enclosed("GET {/ok}")
            .answer(at("{/ok}"), status(200))
            .atOrigin("the slow reply is let go", origin -> origin.open("go"))
            .answer(at("{/slow}"), content("slow"))
            .build(),
        stream("ORD-1/one-at-a-time", "A second write waits for the first")
            .origin("/a", "a delay", Reply.of(204, "").after("go"))
            .origin("/b", "204", Reply.of(204, ""))
            .enclosedWith("POST {/a}", "x", "Exchange-Id: 1")
            .enclosedWith("POST {/b}", "x", "Exchange-Id: 2")
            .originSees("/a", "the first write", request -> true)
            .originSeesNothingOf("/b")
            .atOrigin("the first is answered", origin -> origin.open("go"))
            .answer(id("1"), status(204))
            .answer(id("2"), status(204))
            .build(),
        stream("ORD-2/read-after-write", "A read waits for an earlier write to the same target")
            .originBehaves(
                "/a",
                "PUT after a delay, and GET",
                scene ->
                    request ->
                        request.method().equals("PUT")
                            ? Reply.of(204, "").after("go")
                            : Reply.of(200, "read", "Cache-Control: no-store"))
            .enclosedWith("PUT {/a}", "x", "Exchange-Id: 1")
            .originSees("/a", "the write", request -> true)
            .enclosed("GET {/a}", "Exchange-Id: 2")
            .check(
                "expect no GET at the origin yet",
                scene -> {
                  Thread.sleep(scene.target().quiet().toMillis());
                  if (scene.origin().begun().stream().anyMatch(r -> r.method().equals("GET"))) {
                    throw new Disagreement("no GET before the PUT was answered", "there was one");
                  }
                })
            .atOrigin("the write is answered", origin -> origin.open("go"))
            .answer(id("1"), status(204))
            .answer(id("2"), content("read"))
            .build(),
        stream("ORD-2/sees-the-new-state", "A read sees what was written before it")
            .enclosedWith("PUT {/ok}", "new", "Exchange-Id: 1", "Content-Type: text/plain")
            .enclosed("GET {/ok}", "Exchange-Id: 2")
            .answer(id("2"), status(200), content("new"))
            .build(),
        stream("ORD-3/others-go-on", "A read of another target does not wait for a write")
            .origin("/a", "a delay", Reply.of(204, "").after("go"))
            .enclosedWith("PUT {/a}", "x", "Exchange-Id: 1")
            .enclosed("GET {/ok}", "Exchange-Id: 2")
            .answer(id("2"), status(200))
            .atOrigin("the write is answered", origin -> origin.open("go"))
            .answer(id("1"), status(204))
            .build(),
        stream("ORD-4/not-repeated", "A POST that was not answered is not repeated")
            .origin("/a", "nothing, and closes", Reply.raw("").thenClose())
            .enclosedWith("POST {/a}", "x", "Exchange-Id: 1")
            .answer(id("1"), status(502, 504))
            .check(
                "expect one request at the origin",
                scene -> {
                  Thread.sleep(scene.target().quiet().toMillis());
                  if (scene.origin().begun().size() != 1) {
                    throw new Disagreement(
                        "one request", "there were " + scene.origin().begun().size());
                  }
                })
            .build(),
        stream("ORD-5/only-whole", "A request is acted on when its last octet has come")
            .octets(
                "PUT {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\nContent-Length: 5\r\n\r\nhell")
            .notActedOn("/ok", "fine")
            .octets("o")
            .answer(id("1"), statusClass(2))
            .build(),
        stream("ORD-6/if-match", "If-Match of a write is decided by the origin")
            .needs(GATEWAY)
            .enclosed("GET {/ok}", "Exchange-Id: 0")
            .answer(id("0"), status(200))
            .enclosedWith("PUT {/ok}", "x", "Exchange-Id: 1", "If-Match: \"old\"")
            .answer(id("1"), status(412))
            .check(
                "expect If-Match at the origin",
                scene -> {
                  if (scene.origin().requests().stream()
                      .noneMatch(r -> r.fields().first("If-Match").orElse("").equals("\"old\""))) {
                    throw new Disagreement("If-Match: \"old\" at the origin", "it was not there");
                  }
                })
            .build(),
        stream("ORD-6/if-none-match", "If-None-Match of a write reaches the origin")
            .needs(GATEWAY)
            .enclosedWith("PUT {/ok}", "x", "Exchange-Id: 1", "If-None-Match: *")
            .answer(id("1"))
            .originSees(
                "/ok",
                "If-None-Match: *",
                request -> request.fields().first("If-None-Match").orElse("").equals("*"))
            .build());
  }
}
