package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.at;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.remembers;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.whoseContentIs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.origin.OriginRequest;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.StreamClient;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.wire.Answer;

/** Section 6.2: which updates are delivered, and when. */
final class DeliveryCases {
  private static final int MANY = 30;
  private static final int ROUNDS = 15;

  private DeliveryCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(nothingLost());
    cases.addAll(whatCounts());
    cases.addAll(writers());
    return cases;
  }

  private static List<Case> nothingLost() {
    return List.of(
        stream("SUB-15/while-subscribing", "No change is lost while a subscription is set up")
            .setup(
                "there are " + ROUNDS + " resources",
                scene -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    scene.arrange("/r" + i, "old");
                  }
                })
            .check(
                "subscribe to each and replace it at that moment, a little later each time",
                DeliveryCases::subscribeAndChange)
            .check(
                "expect every subscription to end with the new state",
                scene -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    String name = "s" + i;
                    scene.stream("stream")
                        .await(
                            answer ->
                                answer.fields().first("Exchange-Id").orElse("").equals(name)
                                    && answer.content().equals("new"),
                            scene.target().within(),
                            "the new state for " + name);
                  }
                })
            .hint("Register for changes first, then read the state, or read it again afterwards.")
            .build(),
        many("SUB-16/in-order", "Updates come in the order of the changes")
            .check("expect ascending versions", DeliveryCases::ascending)
            .build(),
        many("SUB-40/latest", "The latest state arrives in the end")
            .check("expect the last version", DeliveryCases::last)
            .build(),
        many("SUB-39/skipped", "States that were replaced quickly are left out")
            .check(
                "expect fewer updates than changes",
                scene -> {
                  int updates = last(scene);
                  if (updates >= MANY) {
                    throw new Disagreement("fewer than " + MANY, "there were " + updates);
                  }
                })
            .build(),
        stream(
                "SUB-40/after-a-pause",
                "A client that did not read for a while ends with the latest state")
            .setup(
                "subscribe and do not read",
                scene -> {
                  var deaf = scene.connectDeaf("deaf");
                  deaf.send(
                      scene.octets(
                          Requests.head(
                              "GET {/ok}",
                              new String[] {FROM_THE_BEGINNING},
                              "Host: {host}",
                              "Accept: message/http")));
                  String filler = "x".repeat(20_000);
                  for (int i = 0; i < 20; i++) {
                    scene.write("/ok", i + filler);
                  }
                  scene.write("/ok", "last");
                  deaf.listen();
                  scene.adopt("late", deaf);
                })
            .on("late")
            .answer(whoseContentIs("last"))
            .build());
  }

  private static List<Case> whatCounts() {
    return List.of(
        stream("SUB-17/backwards", "A representation with an earlier date is an update")
            .given("/r", "one", "two hours old", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .atOrigin(
                "a backup is restored",
                o -> o.resource("/r").change("old", Instant.EPOCH.plusSeconds(86_400)))
            .answerWhenNoticed(id("s"), status(200), content("old"))
            .build(),
        stream("SUB-41/touched", "A representation that was only touched is no update")
            .given("/r", "one", "two hours old", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .atOrigin(
                "it is touched", o -> o.resource("/r").touch(Instant.EPOCH.plusSeconds(86_400)))
            .askWith("POST {/r}", "x", "Content-Type: text/plain")
            .setupReply(status(200))
            .silence(id("s"))
            .build(),
        stream("SUB-41/unchanged", "A write that changes nothing is no update")
            .given("/r", "one", "two hours old", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .askWith("POST {/r}", "x", "Content-Type: text/plain")
            .setupReply(status(200))
            .silence(id("s"))
            .build(),
        stream("SUB-41/written-again", "What is written again is not delivered again")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200), remembers("ETag", "tag"))
            .write("/ok", "fine")
            .silence(id("s"), field("ETag", "{$tag}"))
            .build(),
        stream("CHG-8/not-modified", "A 304 of the origin is no update")
            .given("/r", "one", "two hours old", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .check(
                "expect no update while the resource is validated",
                scene -> {
                  var update = scene.stream("stream").watch(a -> true, scene.target().detection());
                  if (update.isPresent()) {
                    throw new Disagreement("no update", "there was " + update.get().describe());
                  }
                })
            .build(),
        stream("SUB-18/through", "A change through the server is delivered at once")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .write("/ok", "two")
            .answerIn(target -> target.scaled(Duration.ofSeconds(1)), id("s"), content("two"))
            .needs(GATEWAY)
            .hint("An unsafe request that succeeded must be taken as a sign of change.")
            .build(),
        stream(
                "SUB-42/behind",
                "A change behind the server is delivered within detection and a second")
            .needs(GATEWAY)
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .change("/ok", "two")
            .answerWhenNoticed(id("s"), content("two"))
            .build(),
        Case.of("SUB-42/behind-by-get", "The same for a subscription by a GET of its own")
            .needs(GATEWAY)
            .given("/r", "one")
            .subscribe("/r")
            .setupAnswer(at("{/r}"), status(200))
            .change("/r", "two")
            .answerWhenNoticed(at("{/r}"), content("two"))
            .build());
  }

  private static List<Case> writers() {
    return List.of(
        stream("SUB-19/answer-before-update", "A write is answered before the update it causes")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check(
                "write on the same stream, " + ROUNDS + " times, and expect the answer first",
                DeliveryCases::answersFirst)
            .build(),
        stream("SUB-20/writer-too", "The writer gets the update as well")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .enclosedWith("PUT {/ok}", "mine", "Exchange-Id: w", "Content-Type: text/plain")
            .answer(id("w"))
            .answer(id("s"), content("mine"))
            .build());
  }

  private static void subscribeAndChange(Scene scene) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      scene.stream("stream")
          .send(
              scene.octets(
                  Requests.whole(
                      "GET {/r" + i + "}", "", "Exchange-Id: s" + i, FROM_THE_BEGINNING)));
      Thread.sleep(i);
      scene.write("/r" + i, "new");
    }
  }

  private static void answersFirst(Scene scene) {
    StreamClient stream = scene.stream("stream");
    for (int i = 0; i < ROUNDS; i++) {
      String write = "w" + i;
      String content = "version " + i;
      stream.send(
          scene.octets(
              Requests.whole(
                  "PUT {/ok}", content, "Exchange-Id: " + write, "Content-Type: text/plain")));
      Answer first =
          stream.await(
              answer ->
                  answer.content().equals(content)
                      || answer.fields().first("Exchange-Id").orElse("").equals(write),
              scene.target().within(),
              "the answer to " + write);
      if (!first.fields().first("Exchange-Id").orElse("").equals(write)) {
        throw new Disagreement("the answer to " + write, "first came " + first.describe());
      }
      stream.await(
          answer -> answer.content().equals(content),
          scene.target().within(),
          "the update with " + content);
    }
  }

  /** Many quick changes under one subscription. */
  private static org.nativecomet.conformance.suite.CaseBuilder many(String id, String sentence) {
    return stream(id, sentence)
        .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
        .setupAnswer(id("s"), status(200))
        .setup(
            "replace the resource " + MANY + " times",
            scene -> {
              for (int i = 1; i <= MANY; i++) {
                scene.write("/ok", String.valueOf(i));
              }
            });
  }

  private static void ascending(Scene scene) {
    int version = 0;
    while (version < MANY) {
      Answer answer =
          scene.stream("stream").await(a -> true, scene.target().within(), "version " + MANY);
      int next = Integer.parseInt(answer.content());
      if (next <= version) {
        throw new Disagreement("a version after " + version, "version " + next + " came");
      }
      version = next;
    }
  }

  /** Waits for the last version and counts the updates until then. */
  private static int last(Scene scene) {
    for (int updates = 1; ; updates++) {
      Answer answer =
          scene.stream("stream").await(a -> true, scene.target().within(), "version " + MANY);
      if (answer.content().equals(String.valueOf(MANY))) {
        return updates;
      }
    }
  }

  /** Expects that the origin is not asked for the resource any more after a while. */
  static void requestsEnd(Scene scene) throws InterruptedException {
    Thread.sleep(scene.target().detection().toMillis());
    int before = scene.origin().requests().size();
    Thread.sleep(scene.target().detection().toMillis());
    List<OriginRequest> after = scene.origin().requests();
    if (after.size() > before) {
      throw new Disagreement(
          "no request", "the origin saw " + after.get(after.size() - 1).describe());
    }
  }
}
