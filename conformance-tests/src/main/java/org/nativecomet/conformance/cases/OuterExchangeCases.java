package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Capability.STREAM;
import static org.nativecomet.conformance.scene.Expect.at;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.matches;
import static org.nativecomet.conformance.scene.Expect.member;
import static org.nativecomet.conformance.scene.Expect.next;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;

/** Chapter 3: how a stream is opened, labelled and ended. */
final class OuterExchangeCases {
  private static final String GET_A = "GET {/a} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: a\r\n\r\n";
  private static final String DELETE_A = GET_A.replace("GET", "DELETE");
  private static final String GET_B = "GET {/b} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: b\r\n\r\n";

  private OuterExchangeCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(opening());
    cases.addAll(refusals());
    cases.addAll(labels());
    cases.addAll(head());
    cases.addAll(ending());
    return cases;
  }

  private static List<Case> opening() {
    List<Case> cases = new ArrayList<>();
    Map<String, String> spellings =
        new TreeMap<>(
            Map.of(
                "message-http", "message/http",
                "application-http", "application/http",
                "upper-case", "MESSAGE/HTTP",
                "msgtype", "message/http;msgtype=request",
                "version", "application/http; version=\"1.1\"; msgtype=request",
                "unknown-parameter", "message/http; colour=green"));
    spellings.forEach(
        (name, type) ->
            cases.add(
                Case.of("OUT-1/" + name, "A stream of type " + type + " is accepted")
                    .given("/a", "one")
                    .openStream("Content-Type: " + type)
                    .octets(GET_A)
                    .outerHead(status(200))
                    .answer(id("a"), status(200), content("one"))
                    .build()));
    cases.add(
        Case.of("OUT-4/head-before-requests", "The head comes before any enclosed request was sent")
            .openStream()
            .outerHead(status(200))
            .hint("Look at whether the head is flushed when the stream is accepted.")
            .build());
    cases.add(
        Case.of("OUT-5/octet-by-octet", "A request sent in chunks of one octet is answered")
            .given("/a", "one")
            .openStream()
            .octetByOctet(GET_A)
            .answer(id("a"), status(200))
            .hint("Chunk boundaries mean nothing; the parser must take octets one at a time.")
            .build());
    cases.add(
        Case.of("OUT-5/three-in-one-chunk", "Three requests in one chunk are answered")
            .given("/a", "one")
            .given("/b", "two")
            .openStream()
            .octets(GET_A + GET_B + GET_A.replace(": a", ": c"))
            .answer(id("a"), status(200))
            .answer(id("b"), status(200))
            .answer(id("c"), status(200))
            .build());
    cases.add(
        Case.of("OUT-5/without-another-octet", "A request is answered before anything follows it")
            .given("/a", "one")
            .openStream()
            .octets(GET_A.substring(0, 20))
            .octets(GET_A.substring(20))
            .answer(id("a"), status(200))
            .build());
    cases.add(
        Case.of("OUT-6/content-length", "A stream with Content-Length is answered and ends")
            .needs(STREAM)
            .given("/a", "one")
            .given("/b", "two")
            .setup(
                "open a stream with Content-Length",
                scene -> scene.openWith("stream", whole(scene.fill(GET_A + GET_B))))
            .answer(id("a"), status(200), content("one"))
            .answer(id("b"), status(200), content("two"))
            .streamEnds()
            .build());
    cases.add(
        Case.of("OUT-7/expect-continue", "Expect: 100-continue is answered without content")
            .needs(STREAM)
            .openStream("Expect: 100-continue")
            .check(
                "expect 100 or 200",
                scene -> {
                  int status =
                      Head.read(
                              scene.stream("stream").connection(),
                              Deadline.in(scene.target().within()))
                          .status();
                  if (status != 100 && status != 200) {
                    throw new Disagreement("status 100 or 200", "status " + status);
                  }
                })
            .build());
    return cases;
  }

  private static List<Case> refusals() {
    List<Case> cases = new ArrayList<>();
    Map<String, String[]> types =
        new TreeMap<>(
            Map.of(
                "text-plain", new String[] {"Content-Type: text/plain"},
                "none", new String[] {"Content-Type:"},
                "multipart", new String[] {"Content-Type: multipart/mixed; boundary=b"},
                "responses", new String[] {"Content-Type: message/http; msgtype=response"},
                "twice",
                    new String[] {"Content-Type: message/http", "Content-Type: application/http"}));
    types.forEach(
        (name, fields) ->
            cases.add(
                Case.of("OUT-2/" + name, "A stream of this Content-Type is refused: " + name)
                    .needs(STREAM)
                    .given("/a", "one")
                    .setup(
                        "POST enclosed requests with " + String.join(", ", fields),
                        scene -> scene.openWith("stream", whole(scene.fill(GET_A), fields)))
                    .refused(status(415))
                    .build()));
    cases.add(
        Case.of("OUT-2/not-sniffed", "Enclosed requests sent as text/plain are not acted on")
            .needs(STREAM)
            .given("/a", "one")
            .setup(
                "POST enclosed requests as text/plain",
                scene ->
                    scene.openWith(
                        "stream", whole(scene.fill(DELETE_A), "Content-Type: text/plain")))
            .notActedOn("/a", "one")
            .build());
    cases.add(
        Case.of("OUT-18/names-the-types", "The 415 says which types are accepted")
            .openStream("Content-Type: text/plain")
            .refused(
                status(415), member("Accept", "message/http"), member("Accept", "application/http"))
            .build());
    for (String method : List.of("GET", "PUT", "DELETE")) {
      cases.add(
          Case.of(
                  "OUT-3/" + method.toLowerCase(java.util.Locale.ROOT),
                  method + " is not allowed at the endpoint")
              .needs(STREAM)
              .ask(method + " {endpoint}")
              .reply(status(405), member("Allow", "POST"))
              .build());
    }
    cases.add(
        Case.of("OUT-9/text-only", "A client that takes neither type is told so")
            .openStream("Accept: text/html")
            .refused(status(406))
            .build());
    cases.add(
        Case.of("OUT-9/weight-zero", "A weight of zero excludes a type")
            .openStream("Accept: message/http;q=0, application/http;q=0, */*;q=0")
            .refused(status(406))
            .build());
    cases.add(
        Case.of("OUT-13/http-1-0", "A stream over HTTP/1.0 is refused")
            .needs(STREAM)
            .openWith(
                "POST to the endpoint with HTTP/1.0",
                "POST {endpoint} HTTP/1.0\r\nHost: {host}\r\nContent-Type: message/http"
                    + "\r\nContent-Length: 0\r\n\r\n")
            .refused(status(505))
            .build());
    cases.add(
        Case.of(
                "OUT-14/gzip-request",
                "A compressed request stream is refused with what is accepted")
            .openStream("Content-Encoding: gzip")
            .refused(status(415), has("Accept-Encoding"))
            .build());
    cases.add(
        Case.of("OUT-15/length-and-coding", "Content-Length beside Transfer-Encoding is refused")
            .needs(STREAM)
            .openStream("Content-Length: 5")
            .refused(statusClass(4))
            .connectionCloses()
            .build());
    return cases;
  }

  private static List<Case> labels() {
    return List.of(
        label("OUT-8/application-preferred", "message/http;q=0.5, application/http", "application"),
        label("OUT-8/message-preferred", "application/http;q=0.5, message/http;q=0.9", "message"),
        label("OUT-8/only-application", "application/http", "application"),
        Case.of("OUT-19/equal", "Equal weights are answered in the type of the request stream")
            .openStream("Content-Type: application/http", "Accept: message/http, application/http")
            .outerHead(status(200), matches("Content-Type", "^application/http"))
            .build(),
        Case.of("OUT-19/no-accept", "Without Accept the type of the request stream is used")
            .openStream("Content-Type: application/http", "Accept:")
            .outerHead(status(200), matches("Content-Type", "^application/http"))
            .build(),
        Case.of("OUT-19/anything", "*/* is answered in the type of the request stream")
            .openStream("Content-Type: application/http", "Accept: */*")
            .outerHead(status(200), matches("Content-Type", "^application/http"))
            .build(),
        Case.of("OUT-20/equal", "A GET with equal weights is answered with message/http")
            .given("/a", "one")
            .subscribe("/a", "Accept: application/http, message/http")
            .outerHead(status(200), matches("Content-Type", "^message/http"))
            .build());
  }

  private static Case label(String id, String accept, String type) {
    return Case.of(id, "Accept: " + accept + " is answered with " + type + "/http")
        .openStream("Accept: " + accept)
        .outerHead(
            status(200), matches("Content-Type", "^" + type + "/http *(;|$).*msgtype=response"))
        .build();
  }

  private static List<Case> head() {
    return List.of(
        Case.of("OUT-10/all-fail", "The outer status is 200 although every enclosed one is 404")
            .openStream()
            .octets(GET_A)
            .outerHead(status(200))
            .answer(id("a"), status(404))
            .build(),
        Case.of("OUT-11/post", "A POSTed stream is not to be stored")
            .openStream()
            .outerHead(member("Cache-Control", "no-store"))
            .build(),
        Case.of("OUT-11/get", "A subscription's stream is not to be stored")
            .given("/a", "one")
            .subscribe("/a")
            .outerHead(member("Cache-Control", "no-store"))
            .build(),
        Case.of("OUT-21/post", "The outer head of a POSTed stream describes no representation")
            .openStream()
            .outerHead(status(200), lacks("ETag"), lacks("Last-Modified"), lacks("Content-Length"))
            .build(),
        Case.of("OUT-21/get", "The outer head of a subscription describes no representation")
            .given("/a", "one")
            .subscribe("/a")
            .outerHead(status(200), lacks("ETag"), lacks("Last-Modified"), lacks("Content-Length"))
            .build(),
        Case.of("OUT-12/no-transform", "Intermediaries are told not to transform")
            .openStream()
            .outerHead(member("Cache-Control", "no-transform"))
            .build(),
        Case.of("OUT-12/incremental", "Intermediaries are asked to forward incrementally")
            .openStream()
            .outerHead(field("Incremental", "?1"))
            .build(),
        Case.of("OUT-12/accel-buffering", "nginx is asked not to buffer")
            .openStream()
            .outerHead(field("X-Accel-Buffering", "no"))
            .build());
  }

  private static List<Case> ending() {
    return List.of(
        Case.of("OUT-16/subscription-outlives-requests", "Updates come after the last request")
            .given("/a", "one")
            .openStream()
            .enclosed("GET {/a}", "Exchange-Id: s", Given.FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .endRequests()
            .write("/a", "two")
            .answer(id("s"), status(200), content("two"))
            .build(),
        Case.of("OUT-22/ends-when-done", "The response ends when every request was answered")
            .given("/a", "one")
            .given("/b", "two")
            .openStream()
            .octets(GET_A + GET_B)
            .endRequests()
            .answer(id("a"), status(200))
            .answer(id("b"), status(200))
            .streamEnds()
            .build(),
        Case.of("OUT-22/empty-stream-ends", "A stream without requests ends at once")
            .openStream()
            .endRequests()
            .outerHead(status(200))
            .streamEnds()
            .build(),
        Case.of(
                "OUT-22/waits-for-slow",
                "The response does not end before a slow request is answered")
            .origin(
                "/a",
                "a delay",
                org.nativecomet.conformance.origin.Reply.of(200, "late").after("go"))
            .openStream()
            .octets(GET_A)
            .endRequests()
            .silence(next())
            .atOrigin("the reply is let go", origin -> origin.open("go"))
            .answer(id("a"), content("late"))
            .streamEnds()
            .build(),
        Case.of("OUT-17/reset", "A request cut by a reset is not acted on")
            .given("/a", "one")
            .openStream()
            .octets("PUT {/a} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nhalf")
            .notActedOn("/a", "one")
            .abort()
            .notActedOn("/a", "one")
            .build(),
        Case.of("OUT-17/closed", "A request cut by the end of the connection is not acted on")
            .given("/a", "one")
            .openStream()
            .octets("PUT {/a} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nhalf")
            .check("send FIN", scene -> scene.stream("stream").connection().finish())
            .notActedOn("/a", "one")
            .build(),
        Case.of("OUT-17/cut-in-the-head", "A request cut in its head is not acted on")
            .given("/a", "one")
            .openStream()
            .octets("DELETE {/a} HTTP/1.1\r\nHost: {host}\r\nX-")
            .notActedOn("/a", "one")
            .abort()
            .notActedOn("/a", "one")
            .build(),
        Case.of("SUB-1/anything-is-no-stream", "Accept: */* does not ask for a stream")
            .given("/a", "one")
            .longPoll("/a", "Accept: */*", Given.FROM_THE_BEGINNING)
            .reply(status(200), content("one"))
            .build(),
        Case.of("SUB-1/range-is-no-stream", "Accept: message/* does not ask for a stream")
            .given("/a", "one")
            .longPoll("/a", "Accept: message/*, application/*", Given.FROM_THE_BEGINNING)
            .reply(status(200), content("one"))
            .build(),
        Case.of("SUB-1/absent-is-no-stream", "A request without Accept does not ask for a stream")
            .given("/a", "one")
            .longPoll("/a", Given.FROM_THE_BEGINNING)
            .reply(status(200), content("one"))
            .build(),
        Case.of("SUB-1/weight-zero-is-no-stream", "A weight of zero does not ask for a stream")
            .given("/a", "one")
            .longPoll("/a", "Accept: message/http;q=0, */*", Given.FROM_THE_BEGINNING)
            .reply(status(200), content("one"))
            .build(),
        Case.of("SUB-1/any-weight-is-a-stream", "A small weight asks for a stream")
            .given("/a", "one")
            .subscribe("/a", "Accept: application/http;q=0.1, */*")
            .outerHead(status(200), matches("Content-Type", "^application/http"))
            .answer(at("{/a}"), status(200), content("one"))
            .build(),
        Case.of("SUB-27/types-removed", "The origin is not asked for the stream types")
            .given("/a", "one", "as usual", resource -> {})
            .subscribe("/a", "Accept: message/http, application/json;q=0.9, application/http;q=0.2")
            .originSees(
                "/a",
                "an Accept field without the stream types",
                request ->
                    request.fields().all("Accept").stream().noneMatch(v -> v.contains("/http")))
            .build(),
        Case.of("SUB-29/rest-kept", "The origin is asked for the rest")
            .given("/a", "one", "as usual", resource -> {})
            .subscribe("/a", "Accept: message/http, application/json;q=0.9")
            .originSees(
                "/a",
                "Accept: application/json",
                request ->
                    request.fields().members("Accept").stream()
                        .anyMatch(v -> v.startsWith("application/json")))
            .build());
  }

  /** A stream that is framed by Content-Length; its requests are filled in already. */
  private static String whole(String requests, String... fields) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = "Content-Length: " + requests.length();
    return Requests.head(
            "POST {endpoint}",
            all,
            "Host: {host}",
            "Content-Type: message/http",
            "Accept: message/http")
        + requests;
  }
}
