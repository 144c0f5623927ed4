package org.nativecomet.gateway.origin;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * Whether a response head can be trusted to say where the response ends. HttpComponents decides for
 * one reading where two are possible; a gateway that guesses differs from the next recipient.
 */
final class ResponseHeadCheck {
  /** What can be wrong with a response head. */
  enum Fault {
    /** RFC 9112, section 2.3: only HTTP/1.x is spoken here. */
    UNKNOWN_VERSION,
    /** RFC 9110, section 15. */
    INVALID_STATUS,
    /** RFC 9112, section 5.1. */
    INVALID_FIELD_NAME,
    /** RFC 9110, section 5.5. */
    INVALID_FIELD_VALUE,
    /** RFC 9112, section 6.1: the classic shape of smuggling. */
    LENGTH_WITH_TRANSFER_CODING,
    /** RFC 9112, section 6.1: whoever wrote it may not know that it has a framing. */
    TRANSFER_CODING_IN_HTTP_1_0,
    /** RFC 9112, section 6.1: only chunked is understood, and only once. */
    UNKNOWN_TRANSFER_CODING,
    /** RFC 9112, section 6.3: no number, or several that differ. */
    INVALID_LENGTH
  }

  private ResponseHeadCheck() {}

  /** The first fault found; empty where there is none. */
  static Optional<Fault> check(int major, int minor, int statusCode, Fields fields) {
    if (major != 1) {
      return Optional.of(Fault.UNKNOWN_VERSION);
    }
    if (statusCode < 100 || statusCode > 599) {
      return Optional.of(Fault.INVALID_STATUS);
    }
    for (Fields.Line line : fields) {
      if (!Tokens.isToken(line.name())) {
        return Optional.of(Fault.INVALID_FIELD_NAME);
      }
      if (!line.value().chars().allMatch(ResponseHeadCheck::isAllowed)) {
        return Optional.of(Fault.INVALID_FIELD_VALUE);
      }
    }
    return checkFraming(minor, fields);
  }

  private static Optional<Fault> checkFraming(int minor, Fields fields) {
    boolean hasLength = fields.has("Content-Length");
    if (!fields.has("Transfer-Encoding")) {
      boolean valid = !hasLength || length(fields).isPresent();
      return valid ? Optional.empty() : Optional.of(Fault.INVALID_LENGTH);
    }
    if (hasLength) {
      return Optional.of(Fault.LENGTH_WITH_TRANSFER_CODING);
    }
    if (minor == 0) {
      return Optional.of(Fault.TRANSFER_CODING_IN_HTTP_1_0);
    }
    List<String> codings = fields.list("Transfer-Encoding");
    boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    return chunked ? Optional.empty() : Optional.of(Fault.UNKNOWN_TRANSFER_CODING);
  }

  /**
   * The Content-Length, which may be repeated as long as it is the same (RFC 9110, section 8.6).
   */
  static Optional<String> length(Fields fields) {
    List<String> lengths = fields.list("Content-Length");
    boolean valid =
        !lengths.isEmpty()
            && lengths.get(0).matches("\\d{1,18}")
            && lengths.stream().allMatch(lengths.get(0)::equals);
    return valid ? Optional.of(lengths.get(0)) : Optional.empty();
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || (c >= 0x20 && c != 0x7f);
  }
}
