package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Capability.GZIP;
import static org.nativecomet.conformance.scene.Expect.at;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.member;
import static org.nativecomet.conformance.scene.Expect.status;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Inapplicable;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.StreamClient;
import org.nativecomet.conformance.suite.Case;

/** Chapter 12: signs of life, and compression. */
final class LivenessCases {
  private static final String ZIPPED = "Accept-Encoding: gzip";

  private LivenessCases() {}

  static List<Case> all() {
    return java.util.stream.Stream.of(heartbeats(), negotiation(), compressed())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> heartbeats() {
    return List.of(
        stream("HB-1/quiet-stream", "A quiet stream has a heartbeat")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check("expect a CRLF after the declared silence", scene -> heartbeat(scene, "stream"))
            .build(),
        Case.of("HB-1/quiet-subscription", "A quiet subscription by a GET has a heartbeat")
            .given("/r", "one")
            .subscribe("/r")
            .setupAnswer(at("{/r}"), status(200))
            .check(
                "expect a CRLF after the declared silence",
                scene -> heartbeat(scene, "subscription"))
            .build(),
        stream("HB-2/between-responses", "A heartbeat does not get into a slow response")
            .origin(
                "/slow",
                "half of its content, and the rest after a while",
                Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
                    .thenAwait("go")
                    .thenRaw("full"))
            .enclosed("GET {/slow}", "Exchange-Id: 1")
            .check(
                "wait for longer than a heartbeat",
                scene ->
                    Thread.sleep(
                        scene.target().declared().duration("heartbeat").plusMillis(500).toMillis()))
            .atOrigin("the rest is let go", origin -> origin.open("go"))
            .answer(id("1"), status(200), content("halffull"))
            .build(),
        stream("HB-3/from-the-client", "Heartbeats of the client are no requests")
            .octets("\r\n")
            .octets("\r\n\r\n")
            .octetByOctet("\r\n")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .octets("\r\n")
            .answer(id("1"), status(200))
            .enclosed("GET {/ok}", "Exchange-Id: 2")
            .answer(id("2"), status(200))
            .build());
  }

  private static void heartbeat(Scene scene, String name) {
    StreamClient client = scene.stream(name);
    Duration most =
        scene
            .target()
            .declared()
            .duration("heartbeat")
            .plus(scene.target().scaled(Duration.ofSeconds(2)));
    if (most.toSeconds() > 40) {
      throw new Inapplicable("heartbeat is declared longer than a test can wait");
    }
    int before = client.stream().heartbeats().size();
    client.watch(answer -> true, most);
    if (client.stream().heartbeats().size() == before) {
      throw new Disagreement("a CRLF within " + most.toSeconds() + " s", "there was none");
    }
  }

  private static List<Case> negotiation() {
    return List.of(
        Case.of("GZ-1/not-asked", "Without Accept-Encoding nothing is compressed")
            .openStream()
            .outerHead(status(200), lacks("Content-Encoding"))
            .build(),
        Case.of("GZ-1/weight-zero", "A weight of zero is respected")
            .openStream("Accept-Encoding: gzip;q=0, identity")
            .outerHead(status(200), lacks("Content-Encoding"))
            .build(),
        Case.of("GZ-1/unknown-coding", "A coding that is not known is not used")
            .openStream("Accept-Encoding: x-unheard-of")
            .outerHead(status(200), lacks("Content-Encoding"))
            .build(),
        Case.of("GZ-6/vary", "A compressed stream says that it depends on Accept-Encoding")
            .needs(GZIP)
            .openStream(ZIPPED)
            .outerHead(field("Content-Encoding", "gzip"), member("Vary", "accept-encoding"))
            .build(),
        Case.of("GZ-5/enclosed-not-compressed", "Enclosed responses are not compressed unasked")
            .needs(GATEWAY)
            .originBehaves(
                "/r",
                "with gzip where that is accepted",
                scene ->
                    request ->
                        request.fields().first("Accept-Encoding").orElse("").contains("gzip")
                            ? Reply.of(
                                200,
                                "\u001f\u008b not for you",
                                "Content-Encoding: gzip",
                                "Vary: Accept-Encoding")
                            : Reply.of(200, "plain", "Vary: Accept-Encoding"))
            .openStream(ZIPPED)
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .answer(id("1"), status(200), lacks("Content-Encoding"), content("plain"))
            .build());
  }

  private static List<Case> compressed() {
    return List.of(
        Case.of(
                "GZ-2/decodable",
                "Every response of a compressed stream can be read when it arrives")
            .needs(GZIP)
            .given("/r", "one")
            .openStream(ZIPPED)
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), content("one"))
            .write("/r", "two")
            .answer(id("s"), content("two"))
            .write("/r", "three")
            .answer(id("s"), content("three"))
            .build(),
        Case.of("GZ-2/heartbeat", "A heartbeat of a compressed stream can be read when it arrives")
            .needs(GZIP)
            .given("/r", "one")
            .openStream(ZIPPED)
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check("expect a CRLF after the declared silence", scene -> heartbeat(scene, "stream"))
            .build(),
        Case.of("GZ-3/trailer", "A compressed stream ends with its trailer")
            .needs(GZIP)
            .given("/r", "one")
            .openStream(ZIPPED)
            .enclosed("GET {/r}", "Exchange-Id: 1")
            .endRequests()
            .answer(id("1"), content("one"))
            .streamEnds()
            .build(),
        Case.of("GZ-3/trailer-of-a-subscription", "So does a subscription's")
            .needs(GZIP)
            .given("/r", "one")
            .subscribe("/r", ZIPPED)
            .setupAnswer(status(200))
            .erase("/r")
            .answer(status(410))
            .streamEnds()
            .build(),
        Case.of("GZ-4/no-common-window", "A secret and a guess of it are not compressed together")
            .needs(GZIP)
            .check(
                "compare the size of a right guess with that of a wrong one", LivenessCases::oracle)
            .build());
  }

  /** Measures whether a response is smaller because it resembles one before it. */
  private static void oracle(Scene scene) throws InterruptedException {
    String secret = random(1, 300);
    arrangePrivate(scene, "/secret", secret);
    arrangePrivate(scene, "/right", secret);
    arrangePrivate(scene, "/wrong", random(2, 300));
    long right = size(scene, "/right");
    long wrong = size(scene, "/wrong");
    if (right < wrong - 60) {
      throw new Disagreement(
          "about the same size for a right and a wrong guess",
          "the right one had " + right + " octets and the wrong one " + wrong);
    }
  }

  private static void arrangePrivate(Scene scene, String path, String content) {
    if (scene.target().can(GATEWAY)) {
      scene.origin().script(path, Reply.of(200, content, "Cache-Control: private"));
    } else {
      scene.arrange(path, content);
    }
  }

  private static long size(Scene scene, String guess) throws InterruptedException {
    StreamClient client = scene.openStream("for" + guess, ZIPPED, "Authorization: Bearer token");
    client.send(scene.octets(Requests.whole("GET {/secret}", "", "Exchange-Id: 1")));
    client.await(a -> true, scene.target().within(), "the secret");
    Thread.sleep(scene.target().quiet().toMillis() / 4);
    long before = client.connection().received();
    client.send(scene.octets(Requests.whole("GET {" + guess + "}", "", "Exchange-Id: 2")));
    client.await(a -> true, scene.target().within(), "the guess");
    return client.connection().received() - before;
  }

  private static String random(long seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
