package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.next;
import static org.nativecomet.conformance.scene.Expect.remembers;
import static org.nativecomet.conformance.scene.Expect.status;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;

/** Section 6.1: what the client has already. */
final class PositionCases {
  private static final String FUTURE = "When-Modified-After: Fri, 01 Jan 2100 00:00:00 GMT";

  private PositionCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(tags());
    cases.addAll(spellings());
    cases.addAll(dates());
    cases.addAll(otherConditions());
    return cases;
  }

  private static List<Case> tags() {
    return List.of(
        stream(
                "SUB-10/old-tag-beats-late-date",
                "An old entity tag is answered at once whatever the date")
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: \"nothing-like-it\"", FUTURE)
            .answer(id("s"), status(200), content("fine"))
            .build(),
        known(
                "SUB-10/current-tag-beats-early-date",
                "The current entity tag waits whatever the date")
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304))
            .silence(id("s"))
            .build(),
        known("SUB-10/weak-comparison", "A weak form of the current entity tag is the current one")
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: W/{$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304))
            .build(),
        known("SUB-10/list", "The current entity tag can be one of several")
            .enclosed(
                "GET {/ok}", "Exchange-Id: s", "If-None-Match: \"x\", {$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304))
            .build(),
        known("SUB-34/tag-alone", "When-None-Match alone is a subscription")
            .enclosed("GET {/ok}", "Exchange-Id: s", "When-None-Match: {$tag}")
            .answer(id("s"), status(304), field("Subscribed", "OK"))
            .write("/ok", "two")
            .answer(id("s"), status(200), content("two"))
            .build(),
        stream("SUB-34/old-tag-alone", "When-None-Match with an old tag is answered at once")
            .enclosed("GET {/ok}", "Exchange-Id: s", "When-None-Match: \"nothing-like-it\"")
            .answer(id("s"), status(200), field("Subscribed", "OK"))
            .build());
  }

  private static List<Case> spellings() {
    List<Case> cases = new ArrayList<>();
    // With two digits the epoch cannot be said: 70 is 2070 (RFC 9110, section 5.6.7).
    String[][] readable = {
      {"imf-fixdate", "Thu, 01 Jan 1970 00:00:00 GMT"},
      {"rfc-850", "Sunday, 06-Nov-94 08:49:37 GMT"},
      {"asctime", "Thu Jan  1 00:00:00 1970"},
      {"as-in-the-proposal", "Wed, 1 Jan 1970 00:00:00 GMT"}
    };
    for (String[] spelling : readable) {
      cases.add(
          stream("SUB-4/" + spelling[0], "A date long past is understood: " + spelling[1])
              .enclosed("GET {/ok}", "Exchange-Id: s", "When-Modified-After: " + spelling[1])
              .answer(id("s"), status(200), content("fine"), field("Subscribed", "OK"))
              .build());
    }
    String[][] unreadable = {
      {"seconds", "1357000000"},
      {"zero", "0"},
      {"word", "now"},
      {"empty", "\t"},
      {"other-zone", "Tue, 05 Mar 2013 12:00:00 GMT+02:00"},
      {"hour-25", "Fri, 20 Nov 2026 25:00:00 GMT"},
      {"iso", "2026-11-20T09:00:00Z"}
    };
    for (String[] value : unreadable) {
      cases.add(
          stream("SUB-5/" + value[0], "A date that cannot be read is refused: " + value[1].strip())
              .enclosed("GET {/ok}", "Exchange-Id: s", "When-Modified-After: " + value[1])
              .answer(id("s"), status(400))
              .enclosed("GET {/ok}", "Exchange-Id: 1")
              .answer(id("1"), status(200))
              .build());
    }
    cases.add(
        stream("SUB-5/twice", "Two dates are refused")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING, FROM_THE_BEGINNING)
            .answer(id("s"), status(400))
            .build());
    cases.add(
        Case.of(
                "SUB-5/outside-a-stream",
                "A date that cannot be read is refused outside a stream as well")
            .given("/r", "one")
            .longPoll("/r", "When-Modified-After: 1357000000")
            .reply(status(400))
            .build());
    return cases;
  }

  private static List<Case> dates() {
    Instant second = Instant.ofEpochSecond(Clock.systemUTC().instant().getEpochSecond() - 600);
    return List.of(
        stream("SUB-9/future", "A date in the future waits for the next change")
            .enclosed("GET {/ok}", "Exchange-Id: s", FUTURE)
            .answer(id("s"), status(304))
            .write("/ok", "two")
            .answer(id("s"), status(200), content("two"))
            .build(),
        stream("SUB-8/two-in-one-second", "A second change within a second is delivered")
            .given(
                "/r",
                "one",
                "changed twice within one second",
                r -> r.change("first", second).change("second", second))
            .enclosed("GET {/r}", "Exchange-Id: s", "When-Modified-After: " + Reply.date(second))
            .answer(id("s"), status(200), content("second"))
            .build(),
        stream("SUB-8/two-in-one-second-seen", "So it is where the server saw the first")
            .given("/r", "one", "modified ten minutes ago", r -> r.change("first", second))
            .enclosed("GET {/r}", "Exchange-Id: t", FROM_THE_BEGINNING)
            .setupAnswer(id("t"), content("first"))
            .atOrigin(
                "it changes again with the same date",
                o -> o.resource("/r").change("second", second))
            .enclosedWith("POST {/r}", "", "Exchange-Id: p")
            .setupAnswer(id("t"), content("second"))
            .enclosed("GET {/r}", "Exchange-Id: s", "When-Modified-After: " + Reply.date(second))
            .answer(id("s"), status(200), content("second"))
            .build(),
        stream("SUB-28/no-date-is-now", "A representation without a date is newer than the past")
            .given("/r", "one", "without validators", r -> r.undated().untagged())
            .enclosed(
                "GET {/r}",
                "Exchange-Id: s",
                Given.after(Clock.systemUTC().instant().minusSeconds(3600)))
            .answer(id("s"), status(200), content("one"))
            .build());
  }

  private static List<Case> otherConditions() {
    return List.of(
        stream(
                "SUB-11/if-modified-since",
                "If-Modified-Since is ignored beside When-Modified-After")
            .enclosed(
                "GET {/ok}",
                "Exchange-Id: s",
                "If-Modified-Since: " + Reply.date(Clock.systemUTC().instant()),
                FROM_THE_BEGINNING)
            .answer(id("s"), status(200), content("fine"), field("Subscribed", "OK"))
            .build(),
        stream("SUB-35/if-match", "If-Match that fails is a 412 and no subscription")
            .enclosed(
                "GET {/ok}", "Exchange-Id: s", "If-Match: \"nothing-like-it\"", FROM_THE_BEGINNING)
            .answer(id("s"), status(412))
            .write("/ok", "two")
            .silence(id("s"))
            .build(),
        stream("SUB-35/if-unmodified-since", "If-Unmodified-Since that fails is a 412")
            .enclosed(
                "GET {/ok}",
                "Exchange-Id: s",
                "If-Unmodified-Since: Thu, 01 Jan 1998 00:00:00 GMT",
                FROM_THE_BEGINNING)
            .answer(id("s"), status(412))
            .build(),
        stream("SUB-21/not-forwarded", "The origin does not see that anybody waits")
            .given("/r", "one", "as usual", r -> {})
            .enclosed("GET {/r}", "Exchange-Id: s", "When-None-Match: \"x\"", FROM_THE_BEGINNING)
            .answer(next())
            .originSees(
                "/r",
                "no When-Modified-After or When-None-Match",
                request ->
                    !request.fields().has("When-Modified-After")
                        && !request.fields().has("When-None-Match"))
            .build(),
        stream("SUB-21/not-forwarded-on-writes", "Nor on a request that is no subscription")
            .given("/r", "one", "as usual", r -> {})
            .enclosedWith("PUT {/r}", "x", "Exchange-Id: 1", FROM_THE_BEGINNING)
            .answer(id("1"), lacks("Subscribed"))
            .originSees(
                "/r",
                "no When-Modified-After",
                request -> !request.fields().has("When-Modified-After"))
            .build());
  }

  private static CaseBuilder known(String id, String sentence) {
    return stream(id, sentence)
        .enclosed("GET {/ok}", "Exchange-Id: k")
        .setupAnswer(id("k"), status(200), remembers("ETag", "tag"));
  }
}
