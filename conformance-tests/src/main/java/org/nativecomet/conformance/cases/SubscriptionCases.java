package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.cases.FramingCases.stream;
import static org.nativecomet.conformance.cases.Given.FROM_THE_BEGINNING;
import static org.nativecomet.conformance.scene.Capability.GATEWAY;
import static org.nativecomet.conformance.scene.Expect.at;
import static org.nativecomet.conformance.scene.Expect.content;
import static org.nativecomet.conformance.scene.Expect.field;
import static org.nativecomet.conformance.scene.Expect.has;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.lacks;
import static org.nativecomet.conformance.scene.Expect.matches;
import static org.nativecomet.conformance.scene.Expect.next;
import static org.nativecomet.conformance.scene.Expect.noContent;
import static org.nativecomet.conformance.scene.Expect.notSubscribed;
import static org.nativecomet.conformance.scene.Expect.remembers;
import static org.nativecomet.conformance.scene.Expect.status;
import static org.nativecomet.conformance.scene.Expect.statusClass;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.origin.OriginResource;
import org.nativecomet.conformance.suite.Case;

/** Chapter 6: what a subscription is, and how it ends. */
final class SubscriptionCases {
  private SubscriptionCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(beginning());
    cases.addAll(PositionCases.all());
    cases.addAll(DeliveryCases.all());
    cases.addAll(ending());
    return cases;
  }

  private static List<Case> beginning() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(firstResponses());
    cases.addAll(manyOfThem());
    cases.addAll(responseFields());
    String[] statuses = {"404", "401", "301", "500"};
    for (String status : statuses) {
      int code = Integer.parseInt(status);
      cases.add(
          stream("SUB-12/" + status, "A " + status + " is answered without a subscription")
              .given("/r", "one", "answering " + status, resource -> resource.status(code))
              .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
              .answer(id("s"), code == 500 ? status(500, 502) : status(code), notSubscribed())
              .atOrigin("it comes into being", origin -> origin.resource("/r").change("two"))
              .silence(id("s"))
              .build());
    }
    cases.add(
        stream("SUB-12/deleted", "What was deleted is answered without a subscription")
            .given("/r", "one")
            .erase("/r")
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(404, 410), notSubscribed())
            .write("/r", "two")
            .silence(id("s"))
            .build());
    return cases;
  }

  private static List<Case> firstResponses() {
    return List.of(
        stream(
                "SUB-2/accept-does-not-matter",
                "An enclosed subscription needs no stream type in Accept")
            .enclosed("GET {/ok}", "Exchange-Id: s", "Accept: text/plain", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), field("Subscribed", "OK"))
            .build(),
        stream("SUB-3/put-is-ordinary", "When-Modified-After on PUT is ignored")
            .enclosedWith(
                "PUT {/ok}",
                "x",
                "Exchange-Id: 1",
                "When-Modified-After: Fri, 01 Jan 2100 00:00:00 GMT")
            .answer(id("1"), statusClass(2), lacks("Subscribed"))
            .build(),
        stream("SUB-3/unreadable-on-put", "A date that cannot be read does not matter on PUT")
            .enclosedWith("PUT {/ok}", "x", "Exchange-Id: 1", "When-Modified-After: yesterday")
            .answer(id("1"), statusClass(2), lacks("Subscribed"))
            .build(),
        stream("SUB-6/epoch", "A client that has nothing gets the state at once")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), content("fine"))
            .build(),
        Case.of("SUB-6/by-get", "So does one that subscribes by a GET of its own")
            .given("/r", "one")
            .subscribe("/r")
            .answer(at("{/r}"), status(200), content("one"))
            .build(),
        stream("SUB-30/stays-open", "Updates follow the first response")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200))
            .write("/ok", "two")
            .answer(id("s"), status(200), content("two"))
            .write("/ok", "three")
            .answer(id("s"), status(200), content("three"))
            .build(),
        Case.of("SUB-30/by-get", "Updates follow on a GET of its own")
            .given("/r", "one")
            .subscribe("/r")
            .answer(at("{/r}"), content("one"))
            .write("/r", "two")
            .answer(at("{/r}"), status(200), content("two"))
            .build(),
        stream("SUB-7/not-sent-again", "What the client has is not sent again")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .setupAnswer(id("1"), status(200), remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304))
            .silence(id("s"))
            .build(),
        stream("SUB-7/later-date", "A date after the last change waits")
            .given("/r", "one", "two hours old", resource -> {})
            .enclosed(
                "GET {/r}",
                "Exchange-Id: s",
                Given.after(java.time.Clock.systemUTC().instant().minusSeconds(3600)))
            .answer(id("s"), status(304))
            .silence(id("s"))
            .build(),
        stream("SUB-13/acknowledged", "A subscription that waits is acknowledged")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .setupAnswer(id("1"), status(200), remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304), field("Subscribed", "OK"))
            .hint("A stream that stays silent here leaves the client guessing.")
            .build(),
        stream("SUB-31/validators", "The acknowledgement carries the entity tag")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .setupAnswer(id("1"), status(200), remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: s", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .answer(id("s"), status(304), field("ETag", "{$tag}"))
            .build(),
        stream("SUB-14/on-updates", "Every response of an open subscription says so")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), field("Subscribed", "OK"))
            .write("/ok", "two")
            .answer(id("s"), status(200), field("Subscribed", "OK"))
            .build(),
        stream("SUB-32/on-the-last", "The terminal response says so")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .erase("/ok")
            .answer(id("s"), field("Subscribed", "none"))
            .build());
  }

  private static List<Case> manyOfThem() {
    return List.of(
        stream("SUB-24/several-targets", "One stream carries several subscriptions")
            .given("/b", "b1")
            .enclosed("GET {/ok}", "Exchange-Id: 1", FROM_THE_BEGINNING)
            .enclosed("GET {/b}", "Exchange-Id: 2", FROM_THE_BEGINNING)
            .answer(id("1"), content("fine"))
            .answer(id("2"), content("b1"))
            .write("/b", "b2")
            .answer(id("2"), content("b2"))
            .write("/ok", "two")
            .answer(id("1"), content("two"))
            .build(),
        stream("SUB-24/two-of-one-target", "Two named subscriptions to one target both get updates")
            .enclosed("GET {/ok}", "Exchange-Id: 1", FROM_THE_BEGINNING)
            .enclosed("GET {/ok}", "Exchange-Id: 2", FROM_THE_BEGINNING)
            .answer(id("1"), status(200))
            .answer(id("2"), status(200))
            .write("/ok", "two")
            .answer(id("1"), content("two"))
            .answer(id("2"), content("two"))
            .build(),
        stream("SUB-24/beside-requests", "Ordinary requests go on beside subscriptions")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200))
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), status(200), lacks("Subscribed"))
            .build(),
        stream("SUB-23/head", "A HEAD subscription gets updates without content")
            .enclosed("HEAD {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200), noContent())
            .write("/ok", "two")
            .answer(id("s"), status(200), noContent(), field("Subscribed", "OK"))
            .build());
  }

  private static List<Case> responseFields() {
    return List.of(
        stream("SUB-22/fields", "An update has the fields that a GET has")
            .given(
                "/r",
                "one",
                "with fields",
                resource ->
                    resource.fields(
                        "Content-Type: text/x-test", "Cache-Control: max-age=5", "Vary: X-Taste"))
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), status(200))
            .write("/r", "two")
            .answer(
                id("s"),
                content("two"),
                field("Content-Type", "text/x-test"),
                has("ETag"),
                has("Last-Modified"),
                org.nativecomet.conformance.scene.Expect.member("Cache-Control", "max-age=5"),
                org.nativecomet.conformance.scene.Expect.member("Vary", "x-taste"))
            .build(),
        stream("SUB-22/tag-of-the-update", "An update has the entity tag of the new representation")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .write("/ok", "two")
            .answer(id("s"), content("two"), remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), field("ETag", "{$tag}"))
            .build(),
        stream("SUB-22/type-of-the-update", "An update has the media type that a GET has")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .write("/ok", "two")
            .answer(id("s"), content("two"), remembers("Content-Type", "type"))
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), field("Content-Type", "{$type}"))
            .build(),
        Case.of("SUB-46/ordinary", "An ordinary response says that there can be updates")
            .given("/r", "one")
            .ask("GET {/r}")
            .reply(status(200), matches("Accept-Subscribe", "(message|application)/http"))
            .build(),
        stream("SUB-33/ordinary", "An enclosed response has a Date")
            .enclosed("GET {/ok}", "Exchange-Id: 1")
            .answer(id("1"), has("Date"))
            .build(),
        stream("SUB-33/refused", "So has an answer of the server itself")
            .octets("GET {/ok} HTTP/1.1\r\nHost: elsewhere.example\r\nExchange-Id: 1\r\n\r\n")
            .answer(id("1"), has("Date"))
            .build(),
        stream("SUB-33/update", "So have updates and acknowledgements")
            .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .answer(id("s"), has("Date"), remembers("ETag", "tag"))
            .enclosed("GET {/ok}", "Exchange-Id: t", "If-None-Match: {$tag}", FROM_THE_BEGINNING)
            .answer(id("t"), status(304), has("Date"))
            .build());
  }

  private static List<Case> ending() {
    return List.of(
        subscribed("SUB-25/by-name", "A subscription is ended by its name")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: s")
            .answer(id("c"), status(204))
            .build(),
        subscribed("SUB-25/by-target", "A subscription is ended by its target")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none")
            .answer(id("c"), status(204))
            .write("/ok", "two")
            .silence(id("s"))
            .build(),
        subscribed("SUB-25/others-stay", "Ending one leaves the others")
            .enclosed("GET {/ok}", "Exchange-Id: t", FROM_THE_BEGINNING)
            .setupAnswer(id("t"), status(200))
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: s")
            .answer(id("c"), status(204))
            .write("/ok", "two")
            .answer(id("t"), content("two"))
            .build(),
        subscribed("SUB-43/silent-afterwards", "Nothing is sent for a subscription that was ended")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: s")
            .answer(id("c"), status(204))
            .write("/ok", "two")
            .silence(id("s"))
            .build(),
        subscribed("SUB-43/name-is-free", "The name of an ended subscription can be used again")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: s")
            .answer(id("c"), status(204))
            .enclosed("GET {/nothing}", "Exchange-Id: s")
            .answer(id("s"), status(404))
            .build(),
        stream("SUB-44/unknown", "Ending what is not there is a 404")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: ghost")
            .answer(id("c"), status(404))
            .build(),
        stream("SUB-44/nothing-subscribed", "Ending where nothing is subscribed is a 404")
            .enclosed("GET {/ok}", "Exchange-Id: c", "Subscribe: none")
            .answer(id("c"), status(404))
            .build(),
        stream("SUB-45/replaced", "A second unnamed subscription replaces the first")
            .enclosed("GET {/ok}", FROM_THE_BEGINNING)
            .setupAnswer(at("{/ok}"), status(200))
            .enclosed("GET {/ok}", FROM_THE_BEGINNING)
            .setupAnswer(at("{/ok}"), status(200))
            .write("/ok", "two")
            .answer(at("{/ok}"), content("two"))
            .silence(at("{/ok}"))
            .build(),
        Case.of("SUB-26/polling-ends", "Nothing is asked of the origin for a client that has gone")
            .needs(GATEWAY)
            .given("/r", "one", "as usual", (OriginResource resource) -> {})
            .subscribe("/r")
            .setupAnswer(next(), status(200))
            .abort()
            .check("expect that requests for it end", DeliveryCases::requestsEnd)
            .hint(
                "Look at whether the end of a connection is noticed while nothing is written to it.")
            .build(),
        Case.of("CHG-9/polling-ends", "Polling ends with the last subscription")
            .needs(GATEWAY)
            .given("/r", "one", "as usual", (OriginResource resource) -> {})
            .openStream()
            .enclosed("GET {/r}", "Exchange-Id: s", FROM_THE_BEGINNING)
            .setupAnswer(id("s"), status(200))
            .enclosed("GET {/r}", "Exchange-Id: c", "Subscribe: none", "Cancel-Exchange: s")
            .setupAnswer(id("c"), status(204))
            .check("expect that requests for it end", DeliveryCases::requestsEnd)
            .build());
  }

  private static org.nativecomet.conformance.suite.CaseBuilder subscribed(
      String id, String sentence) {
    return stream(id, sentence)
        .enclosed("GET {/ok}", "Exchange-Id: s", FROM_THE_BEGINNING)
        .setupAnswer(id("s"), status(200));
  }
}
