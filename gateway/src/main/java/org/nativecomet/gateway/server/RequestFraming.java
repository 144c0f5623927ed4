package org.nativecomet.gateway.server;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.http.Fields;

/**
 * How the content of an HTTP/1 request is framed (RFC 9112, section 6.3), to the letter: where
 * there are two ways to read it, it is refused.
 *
 * @param refusal present where the request must not be read any further
 * @param length where Content-Length tells it
 * @param isChunked whether it is in the chunked transfer coding
 */
record RequestFraming(Optional<Failure> refusal, OptionalLong length, boolean isChunked) {
  /** More digits than any content needs, and fewer than overflow a number. */
  static final int MAX_LENGTH_DIGITS = 18;

  /**
   * Decides from the fields.
   *
   * @param protocol as Via writes it, such as {@code 1.1}
   */
  static RequestFraming of(Fields fields, String protocol) {
    List<String> codings = fields.values("Transfer-Encoding");
    List<String> lengths = fields.values("Content-Length");
    if (codings.isEmpty()) {
      return withLength(lengths);
    }
    if (!lengths.isEmpty()) {
      return refused(400, "Content-Length and Transfer-Encoding exclude each other.");
    }
    if (!protocol.equals("1.1")) {
      return refused(400, "Transfer-Encoding needs HTTP/1.1.");
    }
    if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      return refused(501, "The only transfer coding understood is chunked.");
    }
    return new RequestFraming(Optional.empty(), OptionalLong.empty(), true);
  }

  private static RequestFraming withLength(List<String> lengths) {
    if (lengths.isEmpty()) {
      return new RequestFraming(Optional.empty(), OptionalLong.empty(), false);
    }
    String length = lengths.get(0);
    boolean isNumber =
        !length.isEmpty()
            && length.length() <= MAX_LENGTH_DIGITS
            && length.chars().allMatch(c -> c >= '0' && c <= '9');
    if (lengths.size() > 1 || !isNumber) {
      return refused(400, "Content-Length must be one number.");
    }
    return new RequestFraming(Optional.empty(), OptionalLong.of(Long.parseLong(length)), false);
  }

  private static RequestFraming refused(int statusCode, String detail) {
    return new RequestFraming(
        Optional.of(Failure.client(statusCode, detail)), OptionalLong.empty(), false);
  }
}
