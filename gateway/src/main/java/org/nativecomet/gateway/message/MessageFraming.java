package org.nativecomet.gateway.message;

import java.util.List;
import org.nativecomet.gateway.http.Fields;

/**
 * Where the content of an enclosed message ends (RFC 9112, section 6.3), read without any leniency:
 * there is no old client to please, and every leniency here has been somebody's way past a
 * firewall.
 *
 * @param chunked whether the content comes in chunks
 * @param length octets of content where it does not
 */
record MessageFraming(boolean chunked, long length) {
  /** So many digits always fit into a long. */
  private static final int MAX_LENGTH_DIGITS = 18;

  static MessageFraming of(Fields fields, boolean isVersion10) throws BrokenMessageException {
    List<String> codings = fields.values("Transfer-Encoding");
    List<String> lengths = fields.values("Content-Length");
    if (codings.isEmpty()) {
      return new MessageFraming(false, lengths.isEmpty() ? 0 : contentLength(lengths));
    }
    if (isVersion10) {
      throw new BrokenMessageException(MessageViolation.TRANSFER_CODING_IN_HTTP_1_0);
    }
    if (!lengths.isEmpty()) {
      throw new BrokenMessageException(MessageViolation.LENGTH_WITH_TRANSFER_CODING);
    }
    if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new BrokenMessageException(MessageViolation.TRANSFER_CODING_UNKNOWN);
    }
    return new MessageFraming(true, 0);
  }

  private static long contentLength(List<String> values) throws BrokenMessageException {
    if (values.size() > 1 || values.get(0).indexOf(',') >= 0) {
      throw new BrokenMessageException(MessageViolation.CONTENT_LENGTH_REPEATED);
    }
    String digits = values.get(0);
    if (digits.isEmpty() || digits.length() > MAX_LENGTH_DIGITS) {
      throw new BrokenMessageException(MessageViolation.CONTENT_LENGTH_INVALID);
    }
    long length = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new BrokenMessageException(MessageViolation.CONTENT_LENGTH_INVALID);
      }
      length = length * 10 + (digit - '0');
    }
    return length;
  }
}
