package org.nativecomet.conformance.wrong;

import java.time.Clock;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;

/** Responses that the server makes itself. */
final class Answers {
  private Answers() {}

  static Answer of(int status, String content, String... fields) {
    return new Answer(
        new Head("HTTP/1.1 " + status + " Made", Fields.of(fields).with("Date: " + now())),
        content,
        System.nanoTime());
  }

  static Answer problem(int status, String detail, String... fields) {
    Answer plain =
        of(
            status,
            "{\"status\":" + status + ",\"detail\":\"" + detail + "\"}",
            "Content-Type: application/problem+json",
            "Cache-Control: no-store");
    return with(plain, plain.fields().with(fields));
  }

  static Answer upstream(String error) {
    return problem(502, "the origin failed", "Proxy-Status: right; error=" + error);
  }

  static Answer with(Answer answer, Fields fields) {
    return new Answer(new Head(answer.head().startLine(), fields), answer.content(), answer.at());
  }

  static String now() {
    return Reply.date(Clock.systemUTC().instant());
  }
}
