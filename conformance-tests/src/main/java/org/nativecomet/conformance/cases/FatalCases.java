package org.nativecomet.conformance.cases;

import static org.nativecomet.conformance.scene.Expect.fatal;
import static org.nativecomet.conformance.scene.Expect.id;
import static org.nativecomet.conformance.scene.Expect.status;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseBuilder;

/** Octets after which nothing in a request stream can be trusted. */
final class FatalCases {
  private static final String HOST = "Host: {host}\r\n";
  private static final String GET = "GET {/evil} HTTP/1.1\r\n";
  private static final String PUT = "PUT {/evil} HTTP/1.1\r\n" + HOST;
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private FatalCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    lengths(cases);
    codings(cases);
    chunks(cases);
    fields(cases);
    lines(cases);
    ends(cases);
    return cases;
  }

  private static void lengths(List<Case> cases) {
    add(
        cases,
        "FRM-3/length-then-coding",
        PUT + "Content-Length: 5\r\n" + CHUNKED + "\r\n0\r\n\r\n");
    add(cases, "FRM-3/coding-then-length", PUT + CHUNKED + "Content-Length: 5\r\n\r\n0\r\n\r\n");
    String[][] values = {
      {"plus", "+5"},
      {"minus", "-1"},
      {"hex", "0x5"},
      {"list", "5, 6"},
      {"overflow", "18446744073709551621"},
      {"empty", ""},
      {"two-words", "5 5"},
      {"parameter", "5;"},
      {"decimal", "5.0"},
      {"superscript", "\u00b2"}
    };
    for (String[] value : values) {
      add(cases, "FRM-4/" + value[0], PUT + "Content-Length: " + value[1] + "\r\n\r\nhello");
    }
    add(cases, "FRM-4/two-lines", PUT + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello");
  }

  private static void codings(List<Case> cases) {
    String[][] values = {
      {"gzip-chunked", "gzip, chunked"},
      {"chunked-identity", "chunked, identity"},
      {"unknown", "xchunked"},
      {"identity", "identity"},
      {"vertical-tab", "\u000bchunked"},
      {"parameter", "chunked;q=1"},
      {"quoted", "\"chunked\""},
      {"twice-in-a-list", "chunked, chunked"}
    };
    for (String[] value : values) {
      add(cases, "FRM-5/" + value[0], PUT + "Transfer-Encoding: " + value[1] + "\r\n\r\n0\r\n\r\n");
    }
    add(cases, "FRM-5/twice", PUT + CHUNKED + CHUNKED + "\r\n0\r\n\r\n");
  }

  private static void chunks(List<Case> cases) {
    String[][] bodies = {
      {"bad-size", "g\r\nx\r\n0\r\n\r\n"},
      {"negative-size", "-1\r\nx\r\n0\r\n\r\n"},
      {"hex-prefix", "0x5\r\nhello\r\n0\r\n\r\n"},
      {"no-line-end-after-data", "5\r\nhelloXX0\r\n\r\n"},
      {"bare-lf-in-extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"},
      {"bare-lf-after-size", "5\nhello\r\n0\r\n\r\n"},
      {"size-overflow", "10000000000000005\r\nhello\r\n0\r\n\r\n"},
      {"empty-size", "\r\nhello\r\n0\r\n\r\n"},
      {"space-before-size", " 5\r\nhello\r\n0\r\n\r\n"}
    };
    for (String[] body : bodies) {
      add(cases, "FRM-7/" + body[0], PUT + CHUNKED + "\r\n" + body[1]);
    }
  }

  private static void fields(List<Case> cases) {
    cases.add(
        fatalAs(
            "FRM-9/fold",
            GET + HOST + "X-A: one\r\n two\r\n\r\n",
            "Content-Type: application/http"));
    String[][] lines = {
      {"space-before-colon", "Host : {host}\r\n"},
      {"space-before-first-field", " Host: {host}\r\n"},
      {"empty-name", HOST + ": v\r\n"},
      {"space-in-name", HOST + "X Y: 1\r\n"},
      {"parenthesis-in-name", HOST + "X(Y: 1\r\n"},
      {"no-colon", HOST + "nonsense\r\n"},
      {"nul-in-value", HOST + "X: a\0b\r\n"},
      {"bell-in-value", HOST + "X: a\u0007b\r\n"},
      {"delete-in-value", HOST + "X: a\u007fb\r\n"}
    };
    for (String[] line : lines) {
      add(cases, "FRM-10/" + line[0], GET + line[1] + "\r\n");
    }
  }

  private static void lines(List<Case> cases) {
    add(cases, "FRM-11/only-lf", "GET {/evil} HTTP/1.1\nHost: {host}\n\n");
    add(cases, "FRM-11/one-lf", "GET {/evil} HTTP/1.1\r\nHost: {host}\n\r\n");
    add(cases, "FRM-11/only-cr", "GET {/evil} HTTP/1.1\rHost: {host}\r\r\n\r\n");
    add(cases, "FRM-11/cr-in-value", GET + HOST + "X: a\rb\r\n\r\n");
    String[][] requestLines = {
      {"two-spaces", "GET  {/evil} HTTP/1.1"}, {"tab", "GET\t{/evil} HTTP/1.1"},
      {"lower-case-version", "GET {/evil} http/1.1"}, {"major-version", "GET {/evil} HTTP/2.0"},
      {"two-digits", "GET {/evil} HTTP/1.10"}, {"leading-zero", "GET {/evil} HTTP/01.1"},
      {"no-version", "GET {/evil}"}, {"space-in-target", "GET {/evil} b HTTP/1.1"},
      {"trailing-space", "GET {/evil} HTTP/1.1 "}, {"method-not-a-token", "G(T {/evil} HTTP/1.1"},
      {"no-target", "GET HTTP/1.1"}
    };
    for (String[] line : requestLines) {
      add(cases, "FRM-12/" + line[0], line[1] + "\r\n" + HOST + "\r\n");
    }
    add(
        cases,
        "FRM-12/old-version-with-coding",
        "PUT {/evil} HTTP/1.0\r\n" + HOST + CHUNKED + "\r\n0\r\n\r\n");
    add(cases, "FRM-13/status-line", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    add(cases, "FRM-13/preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  }

  private static void ends(List<Case> cases) {
    String[][] cuts = {
      {"in-content", "PUT {/evil} HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nhalf"},
      {"in-chunks", "PUT {/evil} HTTP/1.1\r\n" + HOST + CHUNKED + "\r\n5\r\nhal"},
      {"in-the-head", "GET {/evil} HTTP/1.1\r\nHost: g.exam"}
    };
    for (String[] cut : cuts) {
      cases.add(
          opened("FRM-15/" + cut[0], "A request cut by the end of the stream: " + cut[0])
              .octets(cut[1])
              .endRequests()
              .answer(fatal(), status(400))
              .check("expect that nothing was done", FatalCases::evilIsUntouched)
              .build());
    }
    cases.add(
        opened("COR-3/reused-while-open", "An Exchange-Id that is still in use is fatal")
            .origin(
                "/slow",
                "a delay",
                org.nativecomet.conformance.origin.Reply.of(200, "late").after("go"))
            .enclosed("GET {/slow}", "Exchange-Id: 1")
            .originSees("/slow", "the first request", request -> true)
            .enclosed("GET {/evil}", "Exchange-Id: 1")
            .silence(id("1"))
            .atOrigin("the first is let go", origin -> origin.open("go"))
            .answer(fatal(), status(400))
            .build());
    cases.add(
        opened("COR-3/reused-by-a-subscription", "The Exchange-Id of a subscription is in use")
            .enclosed("GET {/evil}", "Exchange-Id: 1", Given.FROM_THE_BEGINNING)
            .setupAnswer(id("1"), status(200))
            .enclosed("GET {/evil}", "Exchange-Id: 1")
            .answer(fatal(), status(400))
            .build());
  }

  private static void add(List<Case> cases, String id, String octets) {
    cases.add(fatalAs(id, octets));
  }

  private static Case fatalAs(String id, String octets, String... outer) {
    return opened(id, "Fatal: " + id.substring(id.indexOf('/') + 1).replace('-', ' '), outer)
        .octets(
            "GET {/ok} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: before\r\n\r\n"
                + octets
                + "DELETE {/evil} HTTP/1.1\r\nHost: {host}\r\nExchange-Id: after\r\n\r\n")
        .answer(fatal(), status(400))
        .silence(id("after"))
        .check("expect that nothing was done", FatalCases::evilIsUntouched)
        .hint(
            "The parser accepted or repaired this. Another parser on the way reads it differently.")
        .build();
  }

  private static CaseBuilder opened(String id, String sentence, String... outer) {
    return Case.of(id, sentence)
        .needs(Capability.STREAM)
        .given("/ok", "fine")
        .given("/evil", "untouched")
        .openStream(outer);
  }

  private static void evilIsUntouched(org.nativecomet.conformance.scene.Scene scene) {
    var answer = scene.ask("GET {/evil}", "", "Cache-Control: no-cache");
    if (answer.status() != 200 || !answer.content().equals("untouched")) {
      throw new org.nativecomet.conformance.scene.Disagreement(
          "the resource is as it was", "the answer was " + answer.describe());
    }
  }
}
