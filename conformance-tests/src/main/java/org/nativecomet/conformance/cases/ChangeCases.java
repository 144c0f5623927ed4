package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Capability.PUBLISH;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.time.Duration;
import java.util.List;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.StreamClient;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.wire.Deadline;

/** Chapter 9: how a gateway learns of changes, and what that costs the origin. */
final class ChangeCases {
  private static final Duration ANSWERED_WITHIN = Duration.ofMillis(150);
  private static final int SUBSCRIBERS = 20;

  private ChangeCases() {}

  static List<Case> all() {
    return List.of(
        signalled(
                "CHG-1/put", "A successful PUT is a sign of change", "PUT", "/r", Reply.of(204, ""))
            .answer(id("s"), content("two"))
            .build(),
        signalled(
                "CHG-1/post",
                "A successful POST is a sign of change",
                "POST",
                "/r",
                Reply.of(200, "ok"))
            .answer(id("s"), content("two"))
            .build(),
        signalled(
                "CHG-1/unknown-method",
                "A method that is not known to be safe is unsafe",
                "FROB",
                "/r",
                Reply.of(200, "ok"))
            .answer(id("s"), content("two"))
            .build(),
        located("CHG-2/location", "Location of a successful write is a sign of change", "Location"),
        located(
            "CHG-2/content-location",
            "Content-Location of a successful write is one",
            "Content-Location"),
        stream("CHG-3/error", "A write that failed causes no request for the resource")
            .originBehaves(
                "/r",
                "with a fresh representation, and 403 to writes",
                scene ->
                    request ->
                        request.method().equals("GET")
                            ? Reply.of(200, "one", "ETag: \"1\"", "Cache-Control: max-age=60")
                            : Reply.of(403, "no"))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check(
                "send 20 writes and compare the requests for the resource with none",
                ChangeCases::failedWrites)
            .build(),
        stream("CHG-4/although-fresh", "What is subscribed is validated although it is fresh")
            .given("/r", "one", "fresh for an hour", r -> r.fields("Cache-Control: max-age=3600"))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .atOrigin("it changes", o -> o.resource("/r").change("two"))
            .answerWhenNoticed(id("s"), content("two"))
            .build(),
        Case.of("CHG-5/popularity", "Twenty subscribers cost the origin no more than one")
            .needs(GATEWAY, org.nativecomet.conformance.scene.Capability.SUBSCRIBE)
            .given("/one", "one", "as usual", r -> {})
            .given("/many", "many", "as usual", r -> {})
            .check(
                "subscribe once and twenty times, and compare the requests",
                ChangeCases::popularity)
            .build(),
        stream("CHG-6/conditional", "Validation is conditional")
            .given("/r", "one", "as usual", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .check(
                "expect the second request of the origin to have If-None-Match",
                scene -> {
                  String tag = scene.origin().resource("/r").entityTag();
                  var second =
                      scene
                          .origin()
                          .await(
                              r -> r.fields().first("If-None-Match").orElse("").contains(tag),
                              Deadline.in(scene.target().detection()));
                  if (second == null) {
                    throw new Disagreement(
                        "If-None-Match: " + tag,
                        "no request of " + scene.origin().requests().size() + " had it");
                  }
                })
            .build(),
        Case.of("CHG-7/one-fetch", "A change is fetched once for all subscribers")
            .needs(GATEWAY, org.nativecomet.conformance.scene.Capability.SUBSCRIBE)
            .given("/r", "one", "public", r -> r.fields("Cache-Control: public, no-cache"))
            .check(
                "subscribe twenty times, change the resource once and count", ChangeCases::oneFetch)
            .build(),
        stream("CHG-10/at-once", "A notice is acted on without waiting for the next poll")
            .needs(PUBLISH)
            .given("/r", "one", "as usual", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .setup(
                "wait for a poll, change the resource after it, and give notice",
                ChangeCases::changeAfterPoll)
            .answerIn(ChangeCases::soonerThanPolling, id("s"), content("two"))
            .build(),
        stream("CHG-11/asks-first", "A notice of what has not changed is no update")
            .needs(PUBLISH)
            .given("/r", "one", "as usual", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content("one"))
            .setup("give notice of the resource", scene -> scene.publish("/r"))
            .silence(id("s"))
            .build());
  }

  private static org.nativecomet.conformance.suite.CaseBuilder signalled(
      String id, String sentence, String method, String path, Reply written) {
    return stream(id, sentence)
        .setup(
            "the origin changes " + path + " when it is written",
            scene -> {
              var resource = scene.origin().resource("/state", "one");
              scene
                  .origin()
                  .behave(
                      path,
                      request -> {
                        if (request.method().equals("GET")) {
                          return resource.answer(request);
                        }
                        resource.change("two");
                        return written;
                      });
            })
        .needs(GATEWAY)
        .enclosed("GET {" + path + "}", "Exchange-Id: s", FROM_THE_BEGINNING)
        .setupAnswer(id("s"), content("one"))
        .enclosedWith(method + " {" + path + "}", "x", "Exchange-Id: w")
        .setupAnswer(id("w"), statusClass(2));
  }

  private static Case located(String id, String sentence, String field) {
    return stream(id, sentence)
        .given("/member", "one", "as usual", r -> {})
        .originBehaves(
            "/all",
            "POST by changing a member that it names",
            scene ->
                request -> {
                  scene.origin().resource("/member").change("two");
                  return Reply.of(201, "made", field + ": " + scene.path("/member"));
                })
        .enclosed("GET {/member}", "Exchange-Id: s", FROM_THE_BEGINNING)
        .setupAnswer(id("s"), content("one"))
        .enclosedWith("POST {/all}", "x", "Exchange-Id: w")
        .setupAnswer(id("w"), status(201))
        .answerIn(target -> target.scaled(Duration.ofSeconds(1)), id("s"), content("two"))
        .build();
  }

  private static void changeAfterPoll(Scene scene) throws InterruptedException {
    int before = gets(scene, "/r");
    Deadline deadline = Deadline.in(scene.noticed());
    boolean polled = scene.origin().await(request -> gets(scene, "/r") > before, deadline) != null;
    if (!polled) {
      throw new Disagreement("a poll of the resource", "there was none in time");
    }
    // The answer to that poll is under way; it must not be what brings the new state.
    Thread.sleep(scene.target().scaled(ANSWERED_WITHIN).toMillis());
    scene.origin().resource("/r").change("two");
    scene.publish("/r");
  }

  /** A server that polled a moment ago would not poll again in this time. */
  private static Duration soonerThanPolling(Target target) {
    Duration detection = target.declared().duration("detection");
    Duration half = target.scaled(detection.dividedBy(2));
    Duration most = detection.multipliedBy(4).dividedBy(5);
    return half.compareTo(most) < 0 ? half : most;
  }

  private static void failedWrites(Scene scene) throws InterruptedException {
    long start = System.nanoTime();
    int before = gets(scene, "/r");
    for (int i = 0; i < SUBSCRIBERS; i++) {
      scene.ask("PUT {/r}", "x");
    }
    Thread.sleep(scene.target().quiet().toMillis());
    int asked = gets(scene, "/r") - before;
    // What polling alone may have asked meanwhile, at the most lively interval in use.
    long polls = 2 + Duration.ofNanos(System.nanoTime() - start).toMillis() / 100;
    if (asked > polls) {
      throw new Disagreement("at most " + polls + " requests", "there were " + asked);
    }
  }

  private static void popularity(Scene scene) throws InterruptedException {
    subscribe(scene, "one", "/one");
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribe(scene, "many" + i, "/many");
    }
    int one = gets(scene, "/one");
    int many = gets(scene, "/many");
    Thread.sleep(scene.target().detection().toMillis() * 2);
    int oneLater = gets(scene, "/one") - one;
    int manyLater = gets(scene, "/many") - many;
    if (manyLater > 2 * oneLater + 2) {
      throw new Disagreement(
          "about as many requests for twenty subscribers as for one",
          "there were " + manyLater + " and " + oneLater);
    }
  }

  private static void oneFetch(Scene scene) {
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribe(scene, "s" + i, "/r");
    }
    int before = gets(scene, "/r");
    scene.write("/r", "two");
    for (int i = 0; i < SUBSCRIBERS; i++) {
      scene.stream("s" + i)
          .await(a -> a.content().equals("two"), scene.target().within(), "the update");
    }
    int fetches = gets(scene, "/r") - before;
    if (fetches > 3) {
      throw new Disagreement("one fetch, or very few", "there were " + fetches);
    }
  }

  private static void subscribe(Scene scene, String name, String path) {
    StreamClient client =
        scene.openWith(
            name,
            Requests.head(
                "GET {" + path + "}",
                new String[] {FROM_THE_BEGINNING},
                "Host: {host}",
                "Accept: message/http"));
    client.await(a -> a.status() == 200, scene.target().within(), "the first state");
  }

  private static int gets(Scene scene, String path) {
    return (int)
        scene.origin().requests().stream()
            .filter(r -> r.method().equals("GET") && r.path().equals(scene.path(path)))
            .count();
  }
}
