package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.matches;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.List;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;

/** Chapter 14: errors and limits. */
final class LimitCases {
  private LimitCases() {}

  static List<Case> all() {
    return List.of(
        failing("ERR-1/closed", "An origin that closes is a 502", Reply.raw("").thenClose()),
        failing("ERR-1/reset", "An origin that resets is a 502", Reply.raw("").thenReset()),
        failing(
            "ERR-1/garbage",
            "An origin that does not speak HTTP is a 502",
            Reply.raw("nonsense\r\n\r\n").thenClose()),
        Case.of("ERR-1/outside-a-stream", "The same outside a stream")
            .origin("/o", "nothing, and closes", Reply.raw("").thenClose())
            .ask("GET {/o}")
            .reply(status(502, 504), has("Proxy-Status"))
            .build(),
        stream("ERR-2/problem-details", "Errors of the server itself are problem details")
            .octets("GET {/ok} HTTP/1.1\r\nHost: elsewhere.example\r\nExchange-Id: 1\r\n\r\n")
            .answer(
                id("1"),
                statusClass(4),
                matches("Content-Type", "^application/problem\\+(json|xml)"))
            .build(),
        stream("ERR-3/no-addresses", "Errors name no address of the origin")
            .origin("/o", "nothing, and closes", Reply.raw("").thenClose())
            .enclosed("GET {/o}", "Exchange-Id: 1")
            .check("expect neither the origin's port nor its address", LimitCases::namesNoAddress)
            .build(),
        stream("LIM-1/in-flight", "More requests than max-in-flight wait and are all answered")
            .needs(GATEWAY)
            .origin(
                "/slow", "a delay", Reply.of(200, "late", "Cache-Control: no-store").after("go"))
            .check("send three times max-in-flight requests", LimitCases::inFlight)
            .build(),
        stream("LIM-2/subscriptions", "A subscription beyond max-subscriptions is refused")
            .check(
                "subscribe max-subscriptions and one times",
                scene -> {
                  int most = scene.target().declared().number("max-subscriptions");
                  for (int i = 0; i <= most; i++) {
                    scene.stream("stream")
                        .send(
                            scene.octets(
                                Requests.whole(
                                    "HEAD {/ok}", "", "Exchange-Id: s" + i, FROM_THE_BEGINNING)));
                  }
                  scene.remember("last", "s" + most);
                })
            .check(
                "expect a 429 to the last",
                scene -> {
                  String last = scene.fill("{$last}");
                  Answer answer =
                      scene.stream("stream")
                          .await(
                              a -> a.fields().first("Exchange-Id").orElse("").equals(last),
                              scene.target().within().multipliedBy(4),
                              "an answer to " + last);
                  if (answer.status() != 429) {
                    throw new Disagreement("status 429", "the answer was " + answer.describe());
                  }
                })
            .build(),
        stream("LIM-3/stalled-reader", "A client that does not read delays nobody")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check(
                "let ten others subscribe and not read, and change the resource",
                LimitCases::stalled)
            .build(),
        stream("LIM-6/slow-sender", "A client that sends slowly delays nobody")
            .check(
                "send a head octet by octet on ten connections while others read", LimitCases::drip)
            .build());
  }

  private static Case failing(String id, String sentence, Reply reply) {
    return stream(id, sentence)
        .origin("/o", "a failure", reply)
        .enclosed("GET {/o}", "Exchange-Id: 1")
        .answer(id("1"), status(502, 504), has("Proxy-Status"))
        .enclosed("GET {/ok}", "Exchange-Id: 2")
        .answer(id("2"), status(200))
        .build();
  }

  private static void namesNoAddress(Scene scene) {
    Answer answer = scene.stream("stream").await(a -> true, scene.target().within(), "an error");
    String port = ":" + scene.originPort();
    if (answer.status() < 500 || answer.describe().contains(port)) {
      throw new Disagreement("an error without " + port, "the answer was " + answer.describe());
    }
  }

  private static void inFlight(Scene scene) throws InterruptedException {
    int most = scene.target().declared().number("max-in-flight");
    for (int i = 0; i < 3 * most; i++) {
      scene.stream("stream")
          .send(scene.octets(Requests.whole("GET {/slow}?" + i, "", "Exchange-Id: r" + i)));
    }
    int begun = 0;
    for (int before = -1; begun <= most && begun > before; ) {
      before = begun;
      Thread.sleep(scene.target().quiet().toMillis());
      begun = scene.origin().begun().size();
    }
    scene.origin().open("go");
    if (begun > most) {
      throw new Disagreement("at most " + most + " at the origin", "there were " + begun);
    }
    for (int i = 0; i < 3 * most; i++) {
      String name = "r" + i;
      scene.stream("stream")
          .await(
              a -> a.fields().first("Exchange-Id").orElse("").equals(name) && a.status() == 200,
              scene.target().within(),
              "a 200 to " + name);
    }
  }

  private static void stalled(Scene scene) {
    for (int i = 0; i < 10; i++) {
      scene
          .connectDeaf("deaf " + i)
          .send(
              scene.octets(
                  Requests.head(
                      "GET {/ok}",
                      new String[] {FROM_THE_BEGINNING},
                      "Host: {host}",
                      "Accept: message/http")));
    }
    String filler = "x".repeat(400_000);
    for (int i = 0; i < 20; i++) {
      String content = i + filler;
      scene.write("/ok", content);
      scene.stream("stream")
          .await(a -> a.content().equals(content), scene.target().withinForMuch(), "state " + i);
    }
    scene.write("/ok", "last");
    scene.stream("stream")
        .await(a -> a.content().equals("last"), scene.target().withinForMuch(), "the last state");
  }

  private static void drip(Scene scene) throws InterruptedException {
    byte[] head = scene.octets("GET {/ok} HTTP/1.1\r\nHost: {host}\r\nX-Slow: 1");
    Connection[] slow = new Connection[10];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = scene.connect("slow " + i);
    }
    for (int octet = 0; octet < Math.min(head.length, 20); octet++) {
      for (Connection connection : slow) {
        connection.send(new byte[] {head[octet]});
      }
      long start = System.nanoTime();
      Answer answer = scene.ask("GET {/ok}", "");
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (answer.status() != 200 || millis > scene.target().within().toMillis()) {
        throw new Disagreement("a quick 200", "it took " + millis + " ms: " + answer.describe());
      }
    }
  }
}
