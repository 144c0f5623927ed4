package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.contentLacks;
import static org.nativecomet.conformance.scene.Expect.either;
import static org.nativecomet.conformance.scene.Expect.fatal;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.noContent;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;
import org.nativecomet.conformance.wire.Answer;

/** Chapter 4: framing that is well formed, errors in it, and how responses are enclosed. */
final class FramingCases {
  private static final String GET_OK =
      "GET {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: ok\r\n\r\n";
  private static final String REQUEST_LIKE = "DELETE /ok HTTP/1.1\r\nHost: evil\r\n\r\n";
  private static final int LARGE = 60_000;

  private FramingCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(wellFramed());
    cases.addAll(FatalCases.all());
    cases.addAll(refused());
    cases.addAll(consequences());
    cases.addAll(responses());
    cases.addAll(originsFraming());
    return cases;
  }

  private static List<Case> wellFramed() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("FRM-1/post-without-length", "A POST without a length has no content")
            .octets("POST {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n" + GET_OK)
            .answer(id("1"))
            .answer(id("ok"), status(200))
            .build());
    cases.add(
        stream("FRM-2/blank-lines", "64 blank lines before a request are ignored")
            .octets("\r\n".repeat(64) + GET_OK)
            .answer(id("ok"), status(200))
            .build());
    cases.add(
        stream("FRM-2/blank-lines-between", "Blank lines between requests are ignored")
            .octets(GET_OK + "\r\n\r\n\r\n" + GET_OK.replace(": ok", ": 2") + "\r\n")
            .answer(id("ok"), status(200))
            .answer(id("2"), status(200))
            .build());
    cases.add(
        put(
            "FRM-6/chunked",
            "Chunked content arrives decoded",
            "hello, chunked!",
            "5;x=\"y\"\r\nhello\r\nA\r\n, chunked!\r\n0\r\n\r\n"));
    cases.add(
        put(
            "FRM-6/lower-case-hex",
            "Chunk sizes are read in either case",
            "0123456789abcdef".repeat(2),
            "1f\r\n0123456789abcdef0123456789abcde\r\n001\r\nf\r\n0\r\n\r\n"));
    cases.add(
        put(
            "FRM-6/octet-chunks",
            "Chunks of one octet are joined",
            "abc",
            "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"));
    cases.add(
        stream("FRM-6/content-like-a-request", "Content that looks like a request is content")
            .enclosedWith("PUT {/ok}", REQUEST_LIKE, "Exchange-Id: 1", "Content-Type: text/plain")
            .answer(id("1"), statusClass(2))
            .octets(GET_OK)
            .answer(id("ok"), status(200), content(REQUEST_LIKE))
            .build());
    cases.add(
        stream("FRM-8/trailer", "Trailer fields do not become header fields")
            .needs(GATEWAY)
            .octets(
                "PUT {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1"
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nAuthorization: Basic eDp5\r\n\r\n")
            .answer(id("1"), statusClass(2))
            .originSees(
                "/ok", "no Authorization", request -> !request.fields().has("Authorization"))
            .build());
    cases.add(
        stream("FRM-8/condition", "A condition in the trailer is none")
            .octets(
                "PUT {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\nTransfer-Encoding: chunked"
                    + "\r\n\r\n1\r\nx\r\n0\r\nIf-Match: \"nothing-like-it\"\r\n\r\n")
            .answer(id("1"), statusClass(2))
            .build());
    cases.add(
        stream("FRM-26/condition", "A condition goes on in a folded line under message/http")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .setupAnswer(
                id("1"),
                status(200),
                org.nativecomet.conformance.scene.Expect.remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: 2", "If-None-Match: \"x\",\r\n {$tag}")
            .answer(id("2"), status(304))
            .build());
    cases.add(
        stream("FRM-26/fold", "A folded line is unfolded under message/http")
            .needs(GATEWAY)
            .octets(
                "GET {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\nX-A: one\r\n two\r\n\r\n")
            .answer(id("1"), status(200))
            .originSees(
                "/ok",
                "X-A: one two",
                request ->
                    request
                        .fields()
                        .first("X-A")
                        .orElse("")
                        .replaceAll(" +", " ")
                        .equals("one two"))
            .build());
    return cases;
  }

  private static List<Case> refused() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream(
                "FRM-27/http-1-0",
                "An enclosed request of HTTP/1.0 is refused and the stream goes on")
            .octets("GET {/ok} HTTP/1.0\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n" + GET_OK)
            .answer(id("1"), status(505))
            .answer(id("ok"), status(200))
            .build());
    cases.add(
        stream("FRM-14/content-too-large", "Content above max-content is refused")
            .check("send a PUT of max-content and one octet", scene -> sendTooLarge(scene))
            .answer(status(413))
            .build());
    cases.add(
        stream("FRM-29/goes-on", "The stream goes on after content that was too large")
            .check(
                "send a PUT of max-content and one octet, then a GET",
                scene -> {
                  sendTooLarge(scene);
                  scene.stream("stream").send(scene.octets(GET_OK));
                })
            .answerIn(Target::withinForMuch, id("ok"), status(200))
            .build());
    cases.add(
        stream("FRM-28/target-too-long", "A target above max-target is refused")
            .check(
                "send a GET whose target has max-target and some octets",
                scene -> {
                  int length = scene.target().declared().number("max-target") + 100;
                  scene.stream("stream")
                      .send(
                          scene.octets(
                              "GET {/ok}?"
                                  + "q".repeat(length)
                                  + " HTTP/1.1\r\nHost: {host}\r\n\r\n"));
                })
            .answer(either(status(414), status(431)))
            .build());
    cases.add(
        stream("FRM-28/head-too-large", "A head above max-head is refused")
            .check(
                "send a head of more than max-head octets",
                scene -> {
                  int length = scene.target().declared().number("max-head") + 100;
                  scene.stream("stream")
                      .send(
                          scene.octets(
                              "GET {/ok} HTTP/1.1\r\nHost: {host}\r\nX-A: "
                                  + "a".repeat(length)
                                  + "\r\n\r\n"));
                })
            .answer(status(431))
            .build());
    cases.add(
        stream("FRM-17/wrong-host", "A refused request does not end the stream")
            .octets(
                "GET {/ok} HTTP/1.1\r\nHost: elsewhere.example\r\nExchange-Id: 1\r\n\r\n" + GET_OK)
            .answer(id("1"), statusClass(4))
            .answer(id("ok"), status(200))
            .build());
    return cases;
  }

  private static List<Case> consequences() {
    String bad = "GET {/a} HTTP/1.1\r\nHost : {host}\r\n\r\n";
    return List.of(
        stream("FRM-16/shape", "The answer to a fatal error names no exchange")
            .octets(GET_OK + bad)
            .answer(fatal(), status(400, 413, 414, 431), lacks("Exchange-Id"))
            .build(),
        stream("FRM-16/once", "A fatal error is answered once")
            .octets(GET_OK + bad + bad + bad)
            .answer(fatal())
            .silence(fatal())
            .build(),
        stream("FRM-30/nothing-after", "Nothing that stands after a fatal error is acted on")
            .octets(
                GET_OK + bad + "DELETE {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 2\r\n\r\n")
            .answer(fatal())
            .silence(id("2"))
            .check(
                "expect the resource to be there still",
                scene -> {
                  Answer answer = scene.ask("GET {/ok}", "");
                  if (answer.status() != 200) {
                    throw new Disagreement("status 200", "the answer was " + answer.describe());
                  }
                })
            .build(),
        stream(
                "FRM-30/nothing-after-in-another-chunk",
                "Nothing that arrives after a fatal error is acted on")
            .octets(bad)
            .answer(fatal())
            .check(
                "send a DELETE, if the connection still takes it",
                scene -> {
                  try {
                    scene.stream("stream")
                        .send(scene.octets("DELETE {/ok} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
                  } catch (org.nativecomet.conformance.wire.WireException closed) {
                    scene.transcript().note("suite", "the connection was closed already");
                  }
                  Thread.sleep(scene.target().quiet().toMillis());
                  Answer answer = scene.ask("GET {/ok}", "");
                  if (answer.status() != 200) {
                    throw new Disagreement("status 200", "the answer was " + answer.describe());
                  }
                })
            .build(),
        stream("FRM-31/clean-end", "The response stream ends cleanly after a fatal error")
            .octets(GET_OK + bad)
            .answer(fatal())
            .streamEnds()
            .build(),
        stream("FRM-31/connection-closes", "The connection is closed after a fatal error")
            .octets(GET_OK + bad)
            .answer(fatal())
            .connectionCloses()
            .build(),
        stream("FRM-32/earlier-finish", "Requests before a fatal error are answered")
            .octets(GET_OK + bad)
            .answer(id("ok"), status(200))
            .answer(fatal())
            .build(),
        stream("FRM-32/slow-write-finishes", "A slow write before a fatal error is answered")
            .origin("/slow", "204 after a while", Reply.of(204, "").after("go"))
            .octets(
                "PUT {/slow} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: w\r\nContent-Length: 1\r\n\r\nx")
            .originSees("/slow", "the PUT", request -> request.method().equals("PUT"))
            .octets(bad)
            .silence(id("w"))
            .atOrigin("the reply is let go", origin -> origin.open("go"))
            .answer(id("w"), status(204))
            .build(),
        stream(
                "LIM-4/after-a-fatal-error",
                "A stream that the server ends, ends after a whole response")
            .octets(GET_OK + bad)
            .streamEnds()
            .build());
  }

  private static List<Case> responses() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("FRM-33/content-length", "An enclosed response has a Content-Length")
            .octets(GET_OK)
            .answer(id("ok"), status(200), has("Content-Length"))
            .build());
    cases.add(
        stream("FRM-18/framed", "An enclosed response can be read without knowing its request")
            .octets(GET_OK + GET_OK.replace(": ok", ": 2"))
            .answer(id("ok"), status(200), content("fine"))
            .answer(id("2"), status(200), content("fine"))
            .build());
    cases.add(
        stream("FRM-19/head", "The answer to HEAD has no length")
            .octets("HEAD {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\n\r\n" + GET_OK)
            .answer(
                id("1"),
                status(200),
                lacks("Content-Length"),
                lacks("Transfer-Encoding"),
                noContent())
            .answer(id("ok"), status(200), content("fine"))
            .build());
    cases.add(
        stream("FRM-19/not-modified", "A 304 has no length")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(
                id("1"),
                status(200),
                org.nativecomet.conformance.scene.Expect.remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: 2", "If-None-Match: {$tag}")
            .answer(id("2"), status(304), lacks("Content-Length"), lacks("Transfer-Encoding"))
            .build());
    cases.add(
        stream("FRM-19/no-content", "A 204 has no length")
            .needs(GATEWAY)
            .enclosedWith("PUT {/ok}", "x", "Exchange-Id: 1")
            .answer(id("1"), status(204), lacks("Content-Length"), lacks("Transfer-Encoding"))
            .build());
    cases.add(
        stream("FRM-19/no-content-of-the-server", "Nor has a 204 of the server itself")
            .enclosed("GET {/ok}", "Exchange-Id: s", Given.FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .enclosed("GET {/ok}", "Exchange-Id: 1", "Subscribe: none")
            .answer(id("1"), status(204), lacks("Content-Length"), lacks("Transfer-Encoding"))
            .build());
    cases.add(
        many("FRM-20/contiguous", "Large responses that are ready together are not interleaved"));
    String nasty = "\u00e4\u00f6\0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    cases.add(
        Case.of("FRM-21/octets", "Content that looks like a response is content")
            .given("/ok", nasty)
            .openStream()
            .octets(GET_OK + GET_OK.replace(": ok", ": 2"))
            .answer(id("ok"), status(200), content(nasty))
            .answer(id("2"), status(200), content(nasty))
            .hint("Lengths count octets; nothing may look for status lines inside content.")
            .build());
    return cases;
  }

  private static List<Case> originsFraming() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream(
                "FRM-18/close-delimited-origin",
                "A response that the origin ends by closing is framed")
            .origin(
                "/c",
                "a response without a length",
                Reply.raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end").thenClose())
            .enclosed("GET {/c}", "Exchange-Id: 1")
            .answer(id("1"), status(200), content("to the end"))
            .octets(GET_OK)
            .answer(id("ok"), status(200))
            .build());
    cases.add(
        stream("FRM-22/stalled-content", "A response that stalls in the middle stalls no other")
            .origin(
                "/c",
                "half of its content",
                Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
                    .thenAwait("go")
                    .thenRaw("full"))
            .enclosed("GET {/c}", "Exchange-Id: 1")
            .originSees("/c", "the request", request -> true)
            .octets(GET_OK)
            .answer(id("ok"), status(200))
            .atOrigin("the rest is let go", origin -> origin.open("go"))
            .answer(id("1"), status(200), content("halffull"))
            .build());
    cases.add(
        stream("FRM-23/too-large", "Content above max-response is not enclosed")
            .originBehaves(
                "/c",
                "with max-response and one octet",
                scene ->
                    request ->
                        Reply.of(
                            200, "x".repeat(scene.target().declared().number("max-response") + 1)))
            .enclosed("GET {/c}", "Exchange-Id: 1")
            .answer(id("1"), status(502))
            .octets(GET_OK)
            .answer(id("ok"), status(200))
            .build());
    cases.add(
        broken(
            "FRM-24/short-content",
            "Content that ends early is an error",
            Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort").thenClose()));
    cases.add(
        broken(
            "FRM-24/no-last-chunk",
            "Chunks that end early are an error",
            Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")
                .thenClose()));
    cases.add(
        broken(
            "FRM-24/bad-chunk",
            "A malformed chunk is an error",
            Reply.raw(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nshort\r\n0\r\n\r\n")
                .thenClose()));
    cases.add(
        broken(
            "FRM-24/two-lengths",
            "Two lengths are an error",
            Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nshort")
                .thenClose()));
    cases.add(
        broken(
            "FRM-24/garbage",
            "What is not HTTP is an error",
            Reply.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n").thenClose()));
    cases.add(
        stream("FRM-25/interim", "Interim responses of the origin are not enclosed")
            .origin(
                "/c",
                "103, 100 and 200",
                Reply.raw(
                    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n"
                        + "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
            .enclosed("GET {/c}", "Exchange-Id: 1")
            .answer(org.nativecomet.conformance.scene.Expect.next(), status(200), content("ok"))
            .build());
    return cases;
  }

  private static Case broken(String id, String sentence, Reply reply) {
    return stream(id, sentence)
        .origin("/c", "a broken response", reply)
        .enclosed("GET {/c}", "Exchange-Id: 1")
        .answer(id("1"), status(502), contentLacks("short"))
        .octets(GET_OK)
        .answer(id("ok"), status(200))
        .build();
  }

  private static Case many(String id, String sentence) {
    CaseBuilder builder = stream(id, sentence);
    for (int i = 0; i < 8; i++) {
      String letter = String.valueOf((char) ('a' + i));
      builder.given("/" + letter, letter.repeat(LARGE));
    }
    for (int i = 0; i < 8; i++) {
      builder.enclosed("GET {/" + (char) ('a' + i) + "}", "Exchange-Id: " + i);
    }
    for (int i = 0; i < 8; i++) {
      builder.answer(
          id(String.valueOf(i)), content(String.valueOf((char) ('a' + i)).repeat(LARGE)));
    }
    return builder.build();
  }

  private static Case put(String id, String sentence, String content, String chunks) {
    return stream(id, sentence)
        .octets(
            "PUT {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: 1\r\nContent-Type: text/plain"
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunks)
        .answer(id("1"), statusClass(2))
        .octets(GET_OK)
        .answer(id("ok"), status(200), content(content))
        .build();
  }

  private static void sendTooLarge(Scene scene) {
    int length = scene.target().declared().number("max-content") + 1;
    scene.stream("stream")
        .send(
            scene.octets(
                "PUT {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: big\r\nContent-Length: "
                    + length
                    + "\r\n\r\n"));
    scene.stream("stream").send(new byte[length]);
  }

  /** A case with a resource {@code /ok} and an open stream. */
  static CaseBuilder stream(String id, String sentence) {
    return Case.of(id, sentence).given("/ok", "fine").openStream();
  }
}
