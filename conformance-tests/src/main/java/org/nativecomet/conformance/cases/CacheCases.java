package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.CACHE;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.matches;
import static org.nativecomet.conformance.scene.Expect.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nativecomet.conformance.origin.Behaviour;
import org.nativecomet.conformance.origin.OriginRequest;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;

/** Chapter 10: what may be reused for whom. */
final class CacheCases {
  private CacheCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(freshness());
    cases.addAll(sharing());
    cases.addAll(writes());
    cases.addAll(subscriptions());
    return cases;
  }

  private static List<Case> freshness() {
    return List.of(
        Case.of("CCH-1/stale-is-not-reused", "A stale response is not reused")
            .needs(GATEWAY)
            .given("/r", "one", "fresh for a second", r -> r.fields("Cache-Control: max-age=1"))
            .check(
                "read it, change it, wait until it is stale and read it again",
                scene -> {
                  same(scene.ask("GET {/r}", ""), "one");
                  scene.origin().resource("/r").change("two");
                  Thread.sleep(2100);
                  same(scene.ask("GET {/r}", ""), "two");
                })
            .build(),
        Case.of("CCH-15/age", "A reused response says how old it is")
            .needs(CACHE)
            .given("/r", "one", "fresh for a minute", r -> r.fields("Cache-Control: max-age=60"))
            .ask("GET {/r}")
            .setupReply(status(200))
            .check(
                "expect a second response from the store to have an Age",
                scene -> {
                  Answer answer = scene.ask("GET {/r}", "");
                  if (gets(scene) == 1 && !answer.fields().has("Age")) {
                    throw new Disagreement("an Age field", "the response was " + answer.describe());
                  }
                })
            .build(),
        Case.of("CCH-9/if-none-match", "Validation uses the entity tag")
            .needs(CACHE)
            .given("/r", "one", "to be validated", r -> r.fields("Cache-Control: no-cache"))
            .ask("GET {/r}")
            .setupReply(status(200))
            .ask("GET {/r}")
            .reply(status(200), content("one"))
            .check(
                "expect If-None-Match at the origin",
                scene -> {
                  if (scene.origin().requests().stream()
                      .noneMatch(r -> r.fields().has("If-None-Match"))) {
                    throw new Disagreement("a conditional request", "there was none");
                  }
                })
            .build(),
        Case.of("CCH-17/cache-status", "The response says what the cache did")
            .needs(GATEWAY)
            .given("/r", "one", "as usual", r -> {})
            .ask("GET {/r}")
            .reply(status(200), matches("Cache-Status", ".+"))
            .build());
  }

  private static List<Case> sharing() {
    return List.of(
        notShared(
            "CCH-2/no-store",
            "no-store is not reused",
            "Cache-Control: no-store",
            "X-A: 1",
            "X-A: 2"),
        notShared(
            "CCH-2/private",
            "private is not reused",
            "Cache-Control: private, max-age=60",
            "X-A: 1",
            "X-A: 2"),
        notShared(
            "CCH-3/authorization",
            "What one user was authorised for is not given to another",
            "Cache-Control: max-age=60",
            "Authorization: Bearer a",
            "Authorization: Bearer b"),
        notShared(
            "CCH-3/authorized-to-anonymous",
            "What a user was authorised for is not given to nobody",
            "Cache-Control: max-age=60",
            "Authorization: Bearer a",
            "X-A: 1"),
        notShared(
            "CCH-4/cookie",
            "What one cookie brought is not given to another",
            "Cache-Control: max-age=60",
            "Cookie: id=a",
            "Cookie: id=b"),
        notShared(
            "CCH-4/cookie-to-anonymous",
            "What a cookie brought is not given to nobody",
            "Cache-Control: max-age=60",
            "Cookie: id=a",
            "X-A: 1"),
        notShared("CCH-16/vary-star", "Vary: * is not reused", "Vary: *", "X-A: 1", "X-A: 2"),
        varying(
            "CCH-5/other-value",
            "Another value of a field that Vary names does not match",
            "Accept-Language: de",
            "Accept-Language: fr"),
        varying(
            "CCH-5/absent",
            "An absent field does not match a present one",
            "Accept-Language: de",
            "X-A: 1"));
  }

  private static Case notShared(
      String id, String sentence, String cacheControl, String first, String second) {
    return Case.of(id, sentence)
        .originBehaves(
            "/r", "with a number that counts, and " + cacheControl, counting(cacheControl))
        .check(
            "read with " + first + " and then with " + second,
            scene -> {
              same(scene.ask("GET {/r}", "", first), "1");
              same(scene.ask("GET {/r}", "", second), "2");
            })
        .build();
  }

  private static Case varying(String id, String sentence, String first, String second) {
    return Case.of(id, sentence)
        .originBehaves(
            "/r",
            "with a number that counts, and Vary: Accept-Language",
            counting("Cache-Control: max-age=60", "Vary: Accept-Language"))
        .check(
            "read with " + first + " and then with " + second,
            scene -> {
              same(scene.ask("GET {/r}", "", first), "1");
              same(scene.ask("GET {/r}", "", second), "2");
            })
        .build();
  }

  private static List<Case> writes() {
    return List.of(
        Case.of("CCH-6/write", "A successful write makes the stored response unusable")
            .needs(GATEWAY)
            .given("/r", "one", "fresh for a minute", r -> r.fields("Cache-Control: max-age=60"))
            .ask("GET {/r}")
            .setupReply(content("one"))
            .write("/r", "two")
            .ask("GET {/r}")
            .reply(status(200), content("two"))
            .build(),
        Case.of("CCH-6/delete", "So does a DELETE")
            .needs(GATEWAY)
            .given("/r", "one", "fresh for a minute", r -> r.fields("Cache-Control: max-age=60"))
            .ask("GET {/r}")
            .setupReply(content("one"))
            .erase("/r")
            .ask("GET {/r}")
            .reply(status(404, 410))
            .build());
  }

  private static List<Case> subscriptions() {
    return List.of(
        stream(
                "CCH-10/must-revalidate",
                "A subscriber is not given what must be validated unvalidated")
            .given(
                "/r",
                "one",
                "with must-revalidate",
                r -> r.fields("Cache-Control: max-age=1, must-revalidate"))
            .check(
                "read it, change it and wait until it is stale",
                scene -> {
                  same(scene.ask("GET {/r}", ""), "one");
                  scene.origin().resource("/r").change("two");
                  Thread.sleep(2100);
                })
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), content("two"))
            .build(),
        stream("CCH-10/no-cache", "Nor what is no-cache")
            .given("/r", "one", "with no-cache", r -> r.fields("Cache-Control: no-cache"))
            .check(
                "read it and change it",
                scene -> {
                  same(scene.ask("GET {/r}", ""), "one");
                  scene.origin().resource("/r").change("two");
                })
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), content("two"))
            .build(),
        stream("CCH-11/stale-first", "A stale response comes first and the fresh one as an update")
            .needs(CACHE)
            .given("/r", "one", "fresh for a second", r -> r.fields("Cache-Control: max-age=1"))
            .setup(
                "read it, change it and wait until it is stale",
                scene -> {
                  same(scene.ask("GET {/r}", ""), "one");
                  scene.origin().resource("/r").change("two");
                  Thread.sleep(2100);
                })
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), content("one"), has("Age"))
            .answer(id("s"), content("two"))
            .build(),
        Case.of("CCH-12/reader-does-not-wait", "A subscription that waits holds up no reader")
            .needs(GATEWAY)
            .given("/r", "one", "as usual", r -> {})
            .check(
                "begin a long poll and read",
                scene -> {
                  Answer first = scene.ask("GET {/r}", "");
                  Connection waiting = scene.connect("waiting");
                  waiting.send(
                      scene.octets(
                          Requests.whole(
                              "GET {/r}",
                              "",
                              "If-None-Match: " + first.fields().first("ETag").orElse("\"x\""),
                              FROM_THE_BEGINNING)));
                  Thread.sleep(scene.target().quiet().toMillis());
                  same(scene.ask("GET {/r}", ""), "one");
                })
            .build(),
        Case.of("CCH-13/collapsed", "Readers that arrive together cost one fetch")
            .needs(CACHE)
            .origin(
                "/r", "a slow reply", Reply.of(200, "one", "Cache-Control: max-age=60").after("go"))
            .check("ask ten times at once and count", CacheCases::collapsed)
            .build(),
        Case.of("CCH-14/own-credentials", "Each subscriber gets what its own credentials bring")
            .needs(GATEWAY, org.nativecomet.conformance.scene.Capability.SUBSCRIBE)
            .originBehaves("/r", "with whom it is for", CacheCases::personal)
            .check("subscribe with two credentials, and change", CacheCases::ownCredentials)
            .build());
  }

  private static Function<Scene, Behaviour> counting(String... fields) {
    return scene -> {
      java.util.concurrent.atomic.AtomicInteger count =
          new java.util.concurrent.atomic.AtomicInteger();
      return request -> Reply.of(200, String.valueOf(count.incrementAndGet()), fields);
    };
  }

  private static Behaviour personal(Scene scene) {
    java.util.concurrent.atomic.AtomicInteger version =
        new java.util.concurrent.atomic.AtomicInteger(1);
    return request -> {
      if (request.method().equals("PUT")) {
        version.incrementAndGet();
        return Reply.of(204, "");
      }
      String tag = "\"" + version + "\"";
      if (request.fields().first("If-None-Match").orElse("").equals(tag)) {
        return Reply.of(304, "", "ETag: " + tag);
      }
      String whom = request.fields().first("Authorization").orElse("nobody");
      return Reply.of(200, version + " for " + whom, "ETag: " + tag);
    };
  }

  private static void ownCredentials(Scene scene) {
    for (String whom : List.of("Alice", "Bob")) {
      scene.openWith(
          whom,
          Requests.head(
              "GET {/r}",
              new String[] {FROM_THE_BEGINNING, "Authorization: " + whom},
              "Host: {host}",
              "Accept: message/http"));
    }
    for (int version = 1; version <= 2; version++) {
      for (String whom : List.of("Alice", "Bob")) {
        same(
            scene.stream(whom).await(a -> true, scene.target().detection(), "a state for " + whom),
            version + " for " + whom);
      }
      if (version == 1) {
        scene.write("/r", "x");
      }
    }
  }

  private static void collapsed(Scene scene) throws InterruptedException {
    List<Connection> readers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Connection reader = scene.connect("reader " + i);
      reader.send(scene.octets(Requests.whole("GET {/r}", "")));
      readers.add(reader);
    }
    // Long enough for a busy server to have read them all.
    Thread.sleep(2 * scene.target().quiet().toMillis());
    int fetches = scene.origin().begun().size();
    scene.origin().open("go");
    if (fetches > 2) {
      throw new Disagreement("one fetch", "there were " + fetches);
    }
    for (Connection reader : readers) {
      Head head = Head.read(reader, Deadline.in(scene.target().within()));
      if (head.status() != 200) {
        throw new Disagreement("status 200 for everybody", "there was " + head.startLine());
      }
    }
  }

  private static int gets(Scene scene) {
    return (int)
        scene.origin().requests().stream().map(OriginRequest::method).filter("GET"::equals).count();
  }

  private static void same(Answer answer, String content) {
    if (!answer.content().equals(content)) {
      throw new Disagreement(
          "content \"" + content + "\"", "the response was " + answer.describe());
    }
  }

  /** Whether the server reuses what is fresh. */
  static boolean reuses(Scene scene) {
    scene.origin().resource("/r", "one").fields("Cache-Control: public, max-age=60");
    scene.ask("GET {/r}", "");
    scene.ask("GET {/r}", "");
    return gets(scene) == 1;
  }
}
