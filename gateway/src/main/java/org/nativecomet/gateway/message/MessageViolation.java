package org.nativecomet.gateway.message;

/**
 * A way in which enclosed messages can break the rules of their framing or their limits.
 *
 * <p>After a fatal one nobody can be sure where the next message begins, so nothing more is read:
 * guessing is what request smuggling lives on. After any other the end of the message is known; it
 * is refused and the next one is read.
 */
public enum MessageViolation {
  /** A line that ends with LF alone: where some readers see its end and others do not. */
  BARE_LF("RFC 9112, section 2.2", "a line ends with LF that has no CR before it"),
  /** CR that is not part of CRLF. */
  BARE_CR("RFC 9112, section 2.2", "a line has CR that has no LF after it"),
  /** More empty lines between two messages than a heartbeat explains. */
  TOO_MANY_BLANK_LINES("RFC 9112, section 2.2", "too many empty lines before a request"),
  /** Not {@code method SP request-target SP HTTP-version}; also a status line. */
  REQUEST_LINE_MALFORMED("RFC 9112, section 3", "the request line is malformed"),
  /** Not {@code HTTP/1.1 SP status-code SP reason-phrase} with a status of 100 to 599. */
  STATUS_LINE_MALFORMED("RFC 9112, section 4", "the status line is malformed"),
  /** A version that is not HTTP/1.1 or HTTP/1.0; also the preface of HTTP/2. */
  VERSION_UNKNOWN("RFC 9112, section 2.3", "the request line does not end with HTTP/1.1"),
  /** A request line that does not even fit into the limit of a whole head. */
  REQUEST_LINE_TOO_LONG(414, "RFC 9112, section 3", "the request line is too long"),
  /** A head whose end is out of reach. */
  HEAD_TOO_LARGE(431, "RFC 6585, section 5", "the field section is too large"),
  /** White space before the first field line, which hides that line from some recipients. */
  LEADING_WHITESPACE("RFC 9112, section 2.2", "white space before the first field line"),
  /** A folded field line where folding is not allowed. */
  FOLDED_LINE("RFC 9112, section 5.2", "a folded field line"),
  /** A field line without a colon. */
  FIELD_LINE_MALFORMED("RFC 9112, section 5", "a field line has no colon"),
  /** An empty field name, or one with white space or a delimiter in it or after it. */
  FIELD_NAME_INVALID("RFC 9112, section 5.1", "a field name is not a token"),
  /** NUL or another control octet in a field value. */
  FIELD_VALUE_INVALID("RFC 9110, section 5.5", "a field value has a control character"),
  /** Content-Length beside Transfer-Encoding: the classic request-smuggling shape. */
  LENGTH_WITH_TRANSFER_CODING("RFC 9112, section 6.1", "Content-Length with Transfer-Encoding"),
  /** A Content-Length that is not 1 to 18 digits. */
  CONTENT_LENGTH_INVALID("RFC 9112, section 6.3", "Content-Length is not a number"),
  /** Several Content-Length values, even equal ones. */
  CONTENT_LENGTH_REPEATED("RFC 9112, section 6.3", "Content-Length is repeated"),
  /** A transfer coding other than {@code chunked} once. */
  TRANSFER_CODING_UNKNOWN("RFC 9112, section 6.3", "Transfer-Encoding is not chunked"),
  /** A transfer coding under a version that does not know of any. */
  TRANSFER_CODING_IN_HTTP_1_0("RFC 9112, section 6.1", "Transfer-Encoding in HTTP/1.0"),
  /** A chunk size that is not 1 to 15 hexadecimal digits. */
  CHUNK_SIZE_INVALID("RFC 9112, section 7.1", "a chunk size is malformed"),
  /** A chunk extension that is none. */
  CHUNK_EXTENSION_MALFORMED("RFC 9112, section 7.1.1", "a chunk extension is malformed"),
  /** Chunk extensions that only serve to keep us busy. */
  CHUNK_EXTENSIONS_TOO_LARGE("RFC 9112, section 7.1.1", "chunk extensions are too large"),
  /** A chunk whose octets are not followed by CRLF. */
  CHUNK_NOT_TERMINATED("RFC 9112, section 7.1", "a chunk is not followed by CRLF"),
  /** A trailer section whose end is out of reach. */
  TRAILERS_TOO_LARGE(431, "RFC 6585, section 5", "the trailer section is too large"),
  /** Chunked content so far above its limit that it is no longer worth skipping. */
  CONTENT_ENDLESS(413, "RFC 9110, section 15.5.14", "the content does not end"),
  /** The end of the stream in the middle of a message, which is never passed on. */
  TRUNCATED("RFC 9112, section 8", "the stream ends in the middle of a request"),
  /** The identifier of an exchange that is still open: its answers could not be told apart. */
  EXCHANGE_ID_IN_USE("Exchange-Id", "the Exchange-Id of an open exchange is used again"),

  /** Well framed, but of a version that has neither Host nor chunks. */
  VERSION_1_0(505, false, "RFC 9110, section 15.6.6", "enclosed requests are HTTP/1.1"),
  /** A request target above its limit in a head within its own. */
  TARGET_TOO_LONG(414, false, "RFC 9110, section 15.5.15", "the request target is too long"),
  /** More field lines than allowed in a head within its limit. */
  TOO_MANY_FIELDS(431, false, "RFC 6585, section 5", "too many field lines"),
  /** Content above its limit; it is skipped. */
  CONTENT_TOO_LARGE(413, false, "RFC 9110, section 15.5.14", "the content is too large");

  private final int statusCode;
  private final boolean fatal;
  private final String citation;
  private final String detail;

  MessageViolation(String citation, String detail) {
    this(400, true, citation, detail);
  }

  MessageViolation(int statusCode, String citation, String detail) {
    this(statusCode, true, citation, detail);
  }

  MessageViolation(int statusCode, boolean fatal, String citation, String detail) {
    this.statusCode = statusCode;
    this.fatal = fatal;
    this.citation = citation;
    this.detail = detail;
  }

  /** The status of the answer. */
  public int statusCode() {
    return statusCode;
  }

  /** Whether the end of the message is in doubt, so that nothing after it may be read. */
  public boolean isFatal() {
    return fatal;
  }

  /** The rule that is broken. */
  public String citation() {
    return citation;
  }

  /** What is wrong, for the person who reads the answer. */
  public String detail() {
    return detail;
  }
}
