package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.APPEND;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.member;
import static org.nativecomet.conformance.scene.Expect.remembers;
import static org.nativecomet.conformance.scene.Expect.status;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;
import org.nativecomet.conformance.wire.Answer;

/** Chapter 7: appended content, deletion and the other ends. */
final class UpdateCases {
  private static final String LOG = "line 1\nline 2\n";

  private UpdateCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(appended());
    cases.addAll(whole());
    cases.addAll(deleted());
    cases.addAll(failing());
    return cases;
  }

  private static List<Case> appended() {
    return List.of(
        log("UPD-2/part", "The part that was appended is sent")
            .needs(APPEND)
            .write("/log", LOG + "line 3\n")
            .answer(
                id("s"), status(206), content("line 3\n"), field("Content-Range", "bytes 14-20/21"))
            .build(),
        log("UPD-7/says-what-it-extends", "A part names what it extends and what comes of it")
            .needs(APPEND)
            .write("/log", LOG + "line 3\n")
            .answer(
                id("s"),
                status(206),
                has("Content-Range"),
                has("ETag"),
                field("Delta-Base", "{$tag}"))
            .build(),
        log("UPD-4/next-part", "The next part begins where the last one ended")
            .needs(APPEND)
            .write("/log", LOG + "line 3\n")
            .answer(id("s"), status(206), remembers("ETag", "third"))
            .write("/log", LOG + "line 3\nline 4\n")
            .answer(
                id("s"),
                status(206),
                content("line 4\n"),
                field("Content-Range", "bytes 21-27/28"),
                field("Delta-Base", "{$third}"))
            .build(),
        log("UPD-4/after-a-whole", "After a whole representation the next part begins at its end")
            .needs(APPEND)
            .write("/log", "new\n")
            .answer(id("s"), status(200), content("new\n"))
            .write("/log", "new\nmore\n")
            .answer(id("s"), status(206), content("more\n"), field("Content-Range", "bytes 4-8/9"))
            .build(),
        log("UPD-6/others-get-the-whole", "Others get the whole after a part was sent")
            .needs(APPEND, GATEWAY)
            .write("/log", LOG + "line 3\n")
            .answer(id("s"), status(206))
            .enclosed("GET {/log}", "Exchange-Id: g")
            .answer(id("g"), status(200), content(LOG + "line 3\n"))
            .build());
  }

  private static List<Case> whole() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("UPD-1/not-asked", "Without Range an update is whole")
            .given("/log", LOG)
            .enclosed("GET {/log}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), content(LOG))
            .write("/log", LOG + "line 3\n")
            .answer(id("s"), status(200), content(LOG + "line 3\n"), lacks("Content-Range"))
            .build());
    cases.add(
        log("UPD-2/rewritten", "A representation whose beginning changed is not sent in part")
            .write("/log", "LINE 1\nline 2\nline 3\n")
            .answer(id("s"), status(200), content("LINE 1\nline 2\nline 3\n"))
            .build());
    cases.add(
        log("UPD-3/rewritten", "A rewritten representation is sent whole")
            .write("/log", "LINE 1\nline 2\nline 3\n")
            .answer(
                id("s"), status(200), content("LINE 1\nline 2\nline 3\n"), lacks("Content-Range"))
            .build());
    cases.add(
        log("UPD-3/shorter", "A shorter representation is sent whole")
            .write("/log", "line 1")
            .answer(id("s"), status(200), content("line 1"))
            .build());
    String[][] ranges = {
      {"several-ranges", "bytes=0-1,4-"}, {"last-octets", "bytes=-5"},
      {"other-unit", "lines=2-"}, {"closed-range", "bytes=0-5"}
    };
    for (String[] range : ranges) {
      cases.add(
          stream("UPD-5/" + range[0], "Range: " + range[1] + " gets whole updates")
              .given("/log", LOG)
              .enclosed("GET {/log}", "Exchange-Id: k")
              .setupAnswer(id("k"), remembers("ETag", "tag"))
              .enclosed(
                  "GET {/log}",
                  "Exchange-Id: s",
                  "Range: " + range[1],
                  "If-None-Match: {$tag}",
                  FROM_THE_BEGINNING)
              .setupAnswer(id("s"), status(304))
              .write("/log", LOG + "line 3\n")
              .answer(id("s"), status(200), content(LOG + "line 3\n"))
              .build());
    }
    return cases;
  }

  private static List<Case> deleted() {
    return List.of(
        subscribed("DEL-1/through", "A DELETE through the server ends in a 410")
            .erase("/r")
            .answer(id("s"), status(410), field("Subscribed", "none"))
            .build(),
        subscribed("DEL-1/on-the-stream", "So does one on the stream itself")
            .enclosed("DELETE {/r}", "Exchange-Id: d")
            .answer(id("d"))
            .answer(id("s"), status(410), field("Subscribed", "none"))
            .build(),
        subscribed("DEL-1/origin-says-gone", "A 410 of the origin is passed on and ends it")
            .atOrigin("it is gone", o -> o.resource("/r").status(410))
            .answerWhenNoticed(id("s"), status(410), field("Subscribed", "none"))
            .build(),
        subscribed("DEL-2/not-found", "A 404 of the origin is passed on and ends it")
            .atOrigin("it is not found", o -> o.resource("/r").status(404))
            .answerWhenNoticed(id("s"), status(404), field("Subscribed", "none"))
            .build(),
        stream("DEL-3/reset", "A DELETE that resets the resource delivers its state")
            .given("/r", "one", "which DELETE resets", r -> r.afterDelete(200))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .erase("/r")
            .answer(id("s"), status(200), content("reset"), field("Subscribed", "OK"))
            .build(),
        subscribed("DEL-4/no-revival", "Nothing follows the last response")
            .erase("/r")
            .answer(id("s"), status(410))
            .write("/r", "again")
            .silence(id("s"))
            .build(),
        Case.of("DEL-4/stream-ends", "A subscription by a GET of its own ends with its stream")
            .given("/r", "one")
            .subscribe("/r")
            .setupAnswer(status(200))
            .erase("/r")
            .answer(status(410), field("Subscribed", "none"))
            .streamEnds()
            .build(),
        subscribed("DEL-5/not-stored", "A 410 that the server made is not to be stored")
            .erase("/r")
            .answer(id("s"), status(410), member("Cache-Control", "no-store"))
            .build());
  }

  private static List<Case> failing() {
    List<Case> cases = new ArrayList<>();
    cases.add(
        stream("DEL-6/short-failure", "A short failure of the origin is not delivered")
            .given(
                "/r",
                "one",
                "with stale-if-error=30",
                r -> r.fields("Cache-Control: stale-if-error=30"))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .atOrigin("it answers 503", o -> o.resource("/r").status(503))
            .askWith("POST {/r}", "x", "Content-Type: text/plain")
            .setupReply(status(200))
            .silence(id("s"))
            .atOrigin("it recovers and has changed", o -> o.resource("/r").change("two"))
            .askWith("POST {/r}", "x", "Content-Type: text/plain")
            .answerWhenNoticed(id("s"), status(200), content("two"))
            .build());
    cases.add(
        stream("DEL-7/long-failure", "A failure that lasts ends the subscription")
            .given(
                "/r",
                "one",
                "with stale-if-error=1",
                r -> r.fields("Cache-Control: stale-if-error=1"))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .atOrigin("it answers 503", o -> o.resource("/r").status(503))
            .answerIn(
                target -> target.detection().multipliedBy(3).plus(target.within()),
                id("s"),
                status(502, 504),
                has("Proxy-Status"),
                field("Subscribed", "none"))
            .build());
    for (int code : new int[] {401, 403, 301}) {
      cases.add(
          subscribed("DEL-8/" + code, "A " + code + " of the origin ends the subscription")
              .atOrigin("it answers " + code, o -> o.resource("/r").status(code))
              .answerWhenNoticed(id("s"), status(code), field("Subscribed", "none"))
              .build());
    }
    return cases;
  }

  private static CaseBuilder subscribed(String id, String sentence) {
    return stream(id, sentence)
        .given("/r", "one")
        .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
        .setupAnswer(id("s"), status(200));
  }

  /** Subscribed to the rest of a log that the client has. */
  private static CaseBuilder log(String id, String sentence) {
    return stream(id, sentence)
        .given("/log", LOG)
        .enclosed("GET {/log}", "Exchange-Id: k")
        .setupAnswer(id("k"), remembers("ETag", "tag"))
        .enclosed(
            "GET {/log}",
            "Exchange-Id: s",
            "Range: bytes=14-",
            "If-None-Match: {$tag}",
            FROM_THE_BEGINNING)
        .setupAnswer(id("s"), status(304));
  }

  /** Whether the server sends parts at all. */
  static boolean sendsParts(org.nativecomet.conformance.scene.Scene scene) {
    scene.arrange("/log", LOG);
    String tag = scene.ask("GET {/log}", "").fields().first("ETag").orElse("\"none\"");
    try {
      var client =
          scene.openWith(
              "probe",
              org.nativecomet.conformance.scene.Requests.head(
                  "GET {/log}",
                  new String[] {"Range: bytes=14-", "If-None-Match: " + tag, FROM_THE_BEGINNING},
                  "Host: {host}",
                  "Accept: message/http"));
      client.await(answer -> answer.status() == 304, scene.target().within(), "a 304");
      scene.write("/log", LOG + "line 3\n");
      Answer update = client.await(answer -> true, scene.target().within(), "an update");
      return update.status() == 206;
    } catch (Disagreement no) {
      return false;
    }
  }
}
