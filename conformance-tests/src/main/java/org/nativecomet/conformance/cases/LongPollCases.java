package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.matches;
import static org.nativecomet.conformance.scene.Expect.member;
import static org.nativecomet.conformance.scene.Expect.noContent;
import static org.nativecomet.conformance.scene.Expect.status;

import java.time.Duration;
import java.util.List;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Inapplicable;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;
import org.nativecomet.conformance.wire.Answer;

/** Chapter 8: one ordinary response, now or later. */
final class LongPollCases {
  private LongPollCases() {}

  static List<Case> all() {
    return java.util.stream.Stream.of(answers(), waits(), fields(), connections())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> answers() {
    return List.of(
        Case.of("LP-1/at-once", "A client that has nothing is answered at once")
            .given("/r", "one")
            .longPoll("/r", FROM_THE_BEGINNING)
            .reply(status(200), content("one"))
            .build(),
        known("LP-1/on-change", "A client that is up to date is answered when there is a change")
            .longPoll("/r", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .write("/r", "two")
            .reply(status(200), content("two"), matches("Content-Type", "^text/plain"))
            .build(),
        known("LP-1/on-change-behind", "So it is when the change is behind the server")
            .longPoll("/r", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .change("/r", "two")
            .replyIn(
                target -> target.detection().plus(target.within()), status(200), content("two"))
            .build(),
        known("LP-9/deleted", "A deletion answers a long poll")
            .longPoll("/r", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .erase("/r")
            .reply(status(410))
            .build(),
        Case.of("LP-9/not-found", "A long poll for what is not there is a 404 at once")
            .longPoll("/nothing", FROM_THE_BEGINNING)
            .reply(status(404))
            .build());
  }

  private static List<Case> waits() {
    return List.of(
        known("LP-2/nothing-new", "A long poll without news ends in a 304")
            .longPoll("/r", "Prefer: wait=1", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(target -> target.within().plusSeconds(1), status(304), noContent())
            .build(),
        known("LP-11/entity-tag", "The 304 carries the entity tag")
            .longPoll("/r", "Prefer: wait=1", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(target -> target.within().plusSeconds(1), status(304), field("ETag", "{$tag}"))
            .build(),
        known("LP-3/not-longer", "The client's wait is not exceeded")
            .longPoll("/r", "Prefer: wait=1", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .replyIn(
                target -> Duration.ofSeconds(1).plus(target.quiet()).plus(target.quiet()),
                status(304))
            .build(),
        known("LP-3/zero", "A wait of zero is answered at once")
            .longPoll("/r", "Prefer: wait=0", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(target -> target.scaled(Duration.ofSeconds(1)), status(304))
            .build(),
        known("LP-12/max-wait", "The server's own bound is not exceeded")
            .setup(
                "max-wait is short enough to wait for",
                scene -> {
                  if (scene.target().declared().duration("max-wait").toSeconds() > 10) {
                    throw new Inapplicable("max-wait is declared longer than 10 s");
                  }
                })
            .longPoll("/r", "Prefer: wait=9999", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(
                target -> target.declared().duration("max-wait").plus(target.within()), status(304))
            .build(),
        known("LP-13/said", "The server says how long it was prepared to wait")
            .longPoll("/r", "Prefer: wait=1", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(
                target -> target.within().plusSeconds(1),
                matches("Preference-Applied", "wait=1\\b"))
            .build(),
        known("LP-4/not-a-number", "A wait that is not a number is ignored")
            .longPoll("/r", "Prefer: wait=soon", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .write("/r", "two")
            .reply(status(200), content("two"))
            .build(),
        known("LP-4/first-of-two", "The first wait counts")
            .longPoll("/r", "Prefer: wait=1, wait=60", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .replyIn(target -> target.within().plusSeconds(1), status(304))
            .build());
  }

  private static List<Case> fields() {
    return List.of(
        Case.of("LP-5/vary-on-200", "A 200 says that it depends on waiting")
            .given("/r", "one")
            .longPoll("/r", FROM_THE_BEGINNING)
            .reply(status(200), member("Vary", "when-modified-after"), member("Vary", "prefer"))
            .build(),
        known("LP-5/vary-on-304", "So does a 304")
            .longPoll("/r", "Prefer: wait=0", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .reply(status(304), member("Vary", "when-modified-after"), member("Vary", "prefer"))
            .build(),
        Case.of("LP-14/not-reused", "A response to a long poll is not to be reused unvalidated")
            .given("/r", "one")
            .longPoll("/r", FROM_THE_BEGINNING)
            .reply(status(200), matches("Cache-Control", "no-cache|no-store|max-age=0"))
            .build(),
        Case.of("LP-14/not-reused-although-fresh", "Nor where the origin's response is fresh")
            .given("/r", "one", "fresh for a minute", r -> r.fields("Cache-Control: max-age=60"))
            .longPoll("/r", FROM_THE_BEGINNING)
            .reply(
                status(200),
                matches("Cache-Control", "no-cache|no-store|max-age=0"),
                has("Cache-Control"))
            .build());
  }

  private static List<Case> connections() {
    return List.of(
        known("LP-6/no-octet", "Nothing is sent while the server waits")
            .longPoll("/r", "Prefer: wait=5", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .noReplyYet()
            .noReplyYet()
            .write("/r", "two")
            .reply(status(200))
            .build(),
        known("LP-7/reused", "The connection can be used again")
            .longPoll("/r", "Prefer: wait=0", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .reply(status(304))
            .ask("GET {/r}")
            .reply(status(200), content("one"))
            .build(),
        known("LP-8/pipelined", "A request behind a long poll is answered after it")
            .longPoll("/r", "Prefer: wait=1", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .ask("GET {/r}")
            .replyIn(target -> target.within().plusSeconds(1), status(304))
            .reply(status(200), content("one"))
            .build(),
        known("LP-10/abandoned", "Long polls whose clients have gone cost nothing")
            .needs(GATEWAY)
            .check(
                "begin 50 long polls and reset each",
                scene -> {
                  for (int i = 0; i < 50; i++) {
                    var connection = scene.connect("poller " + i);
                    connection.send(
                        scene.octets(
                            Requests.whole(
                                "GET {/r}",
                                "",
                                "Prefer: wait=60",
                                "If-None-Match: {$tag}",
                                FROM_THE_BEGINNING)));
                    if (i % 2 == 0) {
                      connection.reset();
                    } else {
                      connection.close();
                    }
                  }
                })
            .check("expect that requests for the resource end", DeliveryCases::requestsEnd)
            .build());
  }

  private static CaseBuilder known(String id, String sentence) {
    return Case.of(id, sentence)
        .given("/r", "one")
        .setup(
            "learn the entity tag",
            scene -> {
              Answer answer = scene.ask("GET {/r}", "");
              scene.remember(
                  "tag",
                  answer
                      .fields()
                      .first("ETag")
                      .orElseThrow(() -> new Disagreement("an ETag", answer.describe())));
            });
  }
}
