package org.nativecomet.conformance.wrong;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** How a stream is opened and labelled. */
final class Negotiation {
  private Negotiation() {}

  /** Why a request to the endpoint is refused. */
  static Optional<Answer> refusal(Asked asked, Set<Fault> faults) {
    Fields fields = asked.fields();
    if (!asked.method().equals("POST")) {
      return Optional.of(
          faults.contains(Fault.NOT_FOUND_FOR_GET)
              ? Answers.problem(404, "nothing")
              : Answers.problem(405, "POST", "Allow: POST, OPTIONS"));
    }
    if (asked.version().equals("HTTP/1.0") && !faults.contains(Fault.OUTER_OLD)) {
      return Optional.of(Answers.problem(505, "HTTP/1.1"));
    }
    if (fields.has("Content-Length") && fields.has("Transfer-Encoding")) {
      return Optional.of(
          faults.contains(Fault.LENGTH_AND_CODING)
              ? Answers.of(200, "")
              : Answers.problem(400, "two framings", "Connection: close"));
    }
    if (fields.has("Content-Encoding") && !faults.contains(Fault.ANY_CODING)) {
      return Optional.of(Answers.problem(415, "identity only", "Accept-Encoding: identity"));
    }
    List<String> types = fields.all("Content-Type");
    String type = types.isEmpty() ? "" : types.get(0).toLowerCase(Locale.ROOT);
    if ((faults.contains(Fault.EXACT_TYPE)
            && !types.equals(List.of("message/http; msgtype=request")))
        || (!faults.contains(Fault.SNIFFS)
            && (types.size() != 1
                || !type.matches("(message|application)/http *(;.*)?")
                || type.contains("msgtype=response")))) {
      return Optional.of(
          faults.contains(Fault.SECRET_TYPES)
              ? Answers.problem(415, "no")
              : Answers.problem(415, "no", "Accept: message/http, application/http"));
    }
    String accept = String.join(",", fields.all("Accept")).toLowerCase(Locale.ROOT);
    boolean excluded =
        !accept.isEmpty()
            && weight(accept, "message/http") <= 0
            && weight(accept, "application/http") <= 0
            && !accept.matches(".*(\\*/\\*|/\\*)(?!;q=0).*");
    return excluded && !faults.contains(Fault.NEVER_406)
        ? Optional.of(Answers.problem(406, "streams only"))
        : Optional.empty();
  }

  /** The type of the response stream. */
  static String type(Asked asked, Set<Fault> faults) {
    String accept = String.join(",", asked.fields().all("Accept")).toLowerCase(Locale.ROOT);
    double message = weight(accept, "message/http");
    double application = weight(accept, "application/http");
    if (faults.contains(Fault.ONE_TYPE)) {
      return asked.method().equals("POST") ? "message/http" : "application/http";
    }
    if (faults.contains(Fault.OTHER_TYPE)) {
      return "application/http";
    }
    if (message != application) {
      return message > application ? "message/http" : "application/http";
    }
    String own =
        asked.fields().first("Content-Type").orElse("message/http").toLowerCase(Locale.ROOT);
    return own.startsWith("application") ? "application/http" : "message/http";
  }

  /** The head of a stream. */
  static Fields outer(String type, Asked asked, Set<Fault> faults) {
    Fields fields =
        Fields.of(
            "Date: " + Answers.now(),
            "Content-Type: " + type + "; msgtype=response",
            "Transfer-Encoding: chunked");
    if (!faults.contains(Fault.STORABLE_STREAM)) {
      fields = fields.with("Cache-Control: no-store, no-transform");
    }
    if (!faults.contains(Fault.NO_HINTS)) {
      fields = fields.with("Incremental: ?1", "X-Accel-Buffering: no");
    }
    if (faults.contains(Fault.OUTER_TAG)) {
      fields = fields.with("ETag: \"stream\"");
    }
    String coding = asked.fields().first("Accept-Encoding").orElse("");
    if (faults.contains(Fault.ALWAYS_GZIP)
        || (coding.contains("gzip") && !coding.contains("gzip;q=0"))) {
      fields = fields.with("Content-Encoding: gzip");
      fields = faults.contains(Fault.NO_VARY) ? fields : fields.with("Vary: Accept-Encoding");
    }
    return fields;
  }

  /** The weight that a type has by its own name. */
  static double weight(String accept, String type) {
    for (String member : accept.split(",", -1)) {
      String[] parts = member.strip().split(";", -1);
      if (parts[0].strip().equals(type)) {
        for (String part : parts) {
          if (part.strip().startsWith("q=")) {
            return Double.parseDouble(part.strip().substring(2));
          }
        }
        return 1;
      }
    }
    return 0;
  }
}
