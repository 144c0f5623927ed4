package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Capability.H2;
import static org.nativecomet.conformance.scene.Capability.LONG_POLL;
import static org.nativecomet.conformance.scene.Capability.STREAM;
import static org.nativecomet.conformance.scene.Capability.SUBSCRIBE;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Http2Client;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;
import org.nativecomet.conformance.suite.Step;
import org.nativecomet.conformance.wire.Answer;

/** Section 3.4: the same streams over HTTP/2. */
final class VersionCases {
  private static final String GET = "GET {/r} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: %s\r\n\r\n";
  private static final String SUBSCRIPTION =
      "GET {/r} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: s\r\n"
          + Given.FROM_THE_BEGINNING
          + "\r\n\r\n";

  /** Fields of a connection, which HTTP/2 does not have (RFC 9113, section 8.2.2). */
  private static final Set<String> OF_A_CONNECTION =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private VersionCases() {}

  static List<Case> all() {
    return List.of(
        http2(
            "same-answers",
            "An enclosed request is answered as over HTTP/1.1",
            STREAM,
            VersionCases::sameAnswers),
        http2(
            "duplex",
            "Responses come while the request is still open",
            STREAM,
            scene -> {
              Http2Client client = Http2Client.openStream(scene);
              require(client.head().status(), 200);
              client.send(GET.formatted("a"));
              requireId(client.answer(), "a");
              client.send(GET.formatted("b"));
              requireId(client.answer(), "b");
            }),
        http2(
            "frames",
            "A request can be split over DATA frames",
            STREAM,
            scene -> {
              Http2Client client = Http2Client.openStream(scene);
              for (String octet : scene.fill(GET.formatted("a")).split("", -1)) {
                client.send(octet);
              }
              requireId(client.answer(), "a");
            }),
        http2(
            "ends",
            "END_STREAM ends the requests, and then the responses",
            STREAM,
            scene -> {
              Http2Client client = Http2Client.openStream(scene);
              client.send(GET.formatted("a"));
              client.end();
              requireId(client.answer(), "a");
              client.awaitEnd();
            }),
        http2(
            "subscription-outlives-requests",
            "Updates come after END_STREAM",
            STREAM,
            scene -> {
              Http2Client client = Http2Client.openStream(scene);
              client.send(SUBSCRIPTION);
              client.end();
              requireContent(client.answer(), "one");
              scene.write("/r", "two");
              requireContent(client.answer(), "two");
            }),
        http2(
            "fatal",
            "After a fatal error the stream ends cleanly",
            STREAM,
            scene -> {
              Http2Client client = Http2Client.openStream(scene);
              client.send("GET {/r} HTTP/1.1\nHost: {host}\n\n");
              require(client.answer().status(), 400);
              client.awaitEnd();
            }),
        http2(
            "no-connection-fields",
            "The head of the response has no fields of a connection",
            STREAM,
            scene -> {
              Set<String> found =
                  Http2Client.openStream(scene).head().fields().lines().stream()
                      .map(line -> line.name())
                      .filter(OF_A_CONNECTION::contains)
                      .collect(Collectors.toCollection(TreeSet::new));
              if (!found.isEmpty()) {
                throw new Disagreement("none of " + OF_A_CONNECTION, "there were " + found);
              }
            }),
        http2(
            "subscription",
            "A GET is answered with a stream of updates",
            SUBSCRIBE,
            scene -> {
              Http2Client client =
                  Http2Client.get(scene, "/r", "Accept: message/http", Given.FROM_THE_BEGINNING);
              requireContent(client.answer(), "one");
              scene.write("/r", "two");
              requireContent(client.answer(), "two");
            }),
        http2(
            "long-poll",
            "A long poll is answered once",
            LONG_POLL,
            scene -> {
              Http2Client client =
                  Http2Client.get(scene, "/r", "Accept: text/plain", Given.FROM_THE_BEGINNING);
              requireContent(client.whole(), "one");
            }),
        begun("reset", "RST_STREAM ends the subscriptions", STREAM)
            .needs(GATEWAY)
            .check(
                "subscribe over HTTP/2 and reset the stream",
                scene -> {
                  Http2Client client = Http2Client.openStream(scene);
                  client.send(SUBSCRIPTION);
                  requireContent(client.answer(), "one");
                  client.reset();
                })
            .check("expect that requests for the resource end", DeliveryCases::requestsEnd)
            .build());
  }

  /** Whether the server speaks HTTP/2. */
  static boolean isSpoken(Scene scene) {
    scene.arrange("/r", "one");
    return Http2Client.get(scene, "/r").whole().status() == 200;
  }

  private static Case http2(String name, String sentence, Capability need, Step.Action action) {
    return begun(name, sentence, need).check("use HTTP/2", action).build();
  }

  private static CaseBuilder begun(String name, String sentence, Capability need) {
    return Case.of("OUT-25/" + name, sentence).needs(H2, need).given("/r", "one");
  }

  private static void sameAnswers(Scene scene) {
    scene.openStream("stream").send(scene.octets(GET.formatted("a")));
    Answer one = scene.stream("stream").await(a -> true, scene.target().within(), "an answer");
    Http2Client client = Http2Client.openStream(scene);
    client.send(GET.formatted("a"));
    Answer two = client.answer();
    if (!said(one).equals(said(two))) {
      throw new Disagreement("the answer of HTTP/1.1: " + one.describe(), two.describe());
    }
  }

  /** What is said about the resource, whenever and however it was fetched. */
  private static List<String> said(Answer answer) {
    List<String> said =
        new java.util.ArrayList<>(List.of(String.valueOf(answer.status()), answer.content()));
    for (String name : List.of("Content-Location", "Exchange-Id", "Content-Type", "ETag")) {
      said.add(answer.fields().first(name).orElse("no " + name));
    }
    return said;
  }

  private static void requireContent(Answer answer, String content) {
    if (!answer.content().equals(content)) {
      throw new Disagreement("content \"" + content + "\"", "it was " + answer.describe());
    }
  }

  private static void requireId(Answer answer, String id) {
    if (answer.status() != 200 || !answer.fields().all("Exchange-Id").equals(List.of(id))) {
      throw new Disagreement("a 200 with Exchange-Id " + id, "it was " + answer.describe());
    }
  }

  private static void require(int actual, int status) {
    if (actual != status) {
      throw new Disagreement("status " + status, "it was " + actual);
    }
  }
}
