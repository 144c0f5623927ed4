package org.nativecomet.gateway.message;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/** Turns the lines of a head into its parts (RFC 9112, sections 3 and 5). */
final class HeadReader {
  private static final String HTTP_1_1 = "HTTP/1.1";
  private static final String HTTP_1_0 = "HTTP/1.0";
  private static final byte[] NO_CONTENT = {};
  private static final int STATUS_START = HTTP_1_1.length() + 1;
  private static final int STATUS_END = STATUS_START + 3;

  /** Whether each octet is a token character: asked for every octet of every name. */
  private static final boolean[] IS_TOKEN = new boolean[256];

  static {
    for (int octet = 0; octet < IS_TOKEN.length; octet++) {
      IS_TOKEN[octet] = Tokens.isTokenCharacter(octet);
    }
  }

  private final boolean unfolds;
  private final boolean isEnclosed;
  private final List<Fields.Line> lines = new ArrayList<>();
  private String method = "";
  private String target = "";
  private boolean isVersion10;
  private int statusCode;

  /** Reads the heads of enclosed messages. */
  HeadReader(boolean unfolds) {
    this(unfolds, true);
  }

  private HeadReader(boolean unfolds, boolean isEnclosed) {
    this.unfolds = unfolds;
    this.isEnclosed = isEnclosed;
  }

  /** Reads heads that come on a connection of their own, where versions may be told apart. */
  static HeadReader ofConnection() {
    return new HeadReader(false, false);
  }

  void requestLine(LineReader line) throws BrokenMessageException {
    lines.clear();
    int methodEnd = line.indexOf(' ', 0);
    int targetEnd = methodEnd < 0 ? -1 : line.indexOf(' ', methodEnd + 1);
    if (targetEnd < 0
        || targetEnd == methodEnd + 1
        || line.indexOf(' ', targetEnd + 1) >= 0
        || !isToken(line, 0, methodEnd)
        || !isVisible(line, methodEnd + 1, targetEnd)) {
      throw new BrokenMessageException(MessageViolation.REQUEST_LINE_MALFORMED);
    }
    method = line.text(0, methodEnd);
    target = line.text(methodEnd + 1, targetEnd);
    isVersion10 = line.endsWith(targetEnd + 1, HTTP_1_0);
    if (!isVersion10 && !line.endsWith(targetEnd + 1, HTTP_1_1)) {
      otherVersion(line.text(targetEnd + 1, line.length()));
    }
  }

  /** A later minor version is read like the latest that is known (RFC 9110, section 2.5). */
  private void otherVersion(String version) throws BrokenMessageException {
    if (isEnclosed) {
      throw new BrokenMessageException(MessageViolation.VERSION_UNKNOWN);
    }
    if (!version.matches("HTTP/[0-9]\\.[0-9]")) {
      throw new BrokenMessageException(MessageViolation.REQUEST_LINE_MALFORMED);
    }
    if (!version.startsWith("HTTP/1.")) {
      throw new BrokenMessageException(MessageViolation.VERSION_UNKNOWN);
    }
  }

  /** A status line with its three digits; whatever the reason phrase says is dropped. */
  void statusLine(LineReader line) throws BrokenMessageException {
    lines.clear();
    boolean shaped =
        line.length() > STATUS_END
            && line.text(0, STATUS_START).equals(HTTP_1_1 + " ")
            && line.at(STATUS_END) == ' ';
    int status = 0;
    for (int i = STATUS_START; shaped && i < STATUS_END; i++) {
      int digit = line.at(i) - '0';
      shaped = digit >= 0 && digit <= 9;
      status = status * 10 + digit;
    }
    if (!shaped || status < 100 || status > 599) {
      throw new BrokenMessageException(MessageViolation.STATUS_LINE_MALFORMED);
    }
    checkValue(line, STATUS_END);
    statusCode = status;
  }

  void fieldLine(LineReader line) throws BrokenMessageException {
    if (isWhitespace(line.at(0))) {
      continuation(line);
      return;
    }
    int colon = checkFieldLine(line);
    lines.add(new Fields.Line(line.text(0, colon), value(line, colon + 1)));
  }

  /** Checks a trailer field line as strictly as any other, and drops it. */
  void trailerLine(LineReader line, boolean isFirst) throws BrokenMessageException {
    if (!isWhitespace(line.at(0))) {
      checkFieldLine(line);
    } else if (isFirst) {
      throw new BrokenMessageException(MessageViolation.LEADING_WHITESPACE);
    } else if (unfolds) {
      checkValue(line, 0);
    } else {
      throw new BrokenMessageException(MessageViolation.FOLDED_LINE);
    }
  }

  boolean isVersion10() {
    return isVersion10;
  }

  String method() {
    return method;
  }

  String target() {
    return target;
  }

  int statusCode() {
    return statusCode;
  }

  int targetLength() {
    return target.length();
  }

  int fieldLines() {
    return lines.size();
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder();
    for (Fields.Line line : lines) {
      fields.add(line.name(), line.value());
    }
    return fields.build();
  }

  /** The request so far, for an answer that refuses it. */
  EnclosedRequest withoutContent(Fields fields) {
    return new EnclosedRequest(method, target, fields, NO_CONTENT);
  }

  EnclosedRequest with(Fields fields, byte[] content) {
    return new EnclosedRequest(method, target, fields, content);
  }

  /** A folded line: the fold counts as one space (RFC 9112, sections 5.2 and 10.1). */
  private void continuation(LineReader line) throws BrokenMessageException {
    if (lines.isEmpty()) {
      throw new BrokenMessageException(MessageViolation.LEADING_WHITESPACE);
    }
    if (!unfolds) {
      throw new BrokenMessageException(MessageViolation.FOLDED_LINE);
    }
    checkValue(line, 0);
    Fields.Line folded = lines.remove(lines.size() - 1);
    String unfolded = Tokens.trim(folded.value() + " " + value(line, 0));
    lines.add(new Fields.Line(folded.name(), unfolded));
  }

  /** Returns where the colon is. */
  private static int checkFieldLine(LineReader line) throws BrokenMessageException {
    int colon = line.indexOf(':', 0);
    if (colon < 0) {
      throw new BrokenMessageException(MessageViolation.FIELD_LINE_MALFORMED);
    }
    if (!isToken(line, 0, colon)) {
      throw new BrokenMessageException(MessageViolation.FIELD_NAME_INVALID);
    }
    checkValue(line, colon + 1);
    return colon;
  }

  private static void checkValue(LineReader line, int from) throws BrokenMessageException {
    for (int i = from; i < line.length(); i++) {
      int octet = line.at(i);
      if ((octet < 0x20 && octet != '\t') || octet == 0x7f) {
        throw new BrokenMessageException(MessageViolation.FIELD_VALUE_INVALID);
      }
    }
  }

  private static String value(LineReader line, int from) {
    int start = from;
    int end = line.length();
    while (start < end && isWhitespace(line.at(start))) {
      start++;
    }
    while (end > start && isWhitespace(line.at(end - 1))) {
      end--;
    }
    return line.text(start, end);
  }

  private static boolean isToken(LineReader line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!IS_TOKEN[line.at(i)]) {
        return false;
      }
    }
    return to > from;
  }

  private static boolean isVisible(LineReader line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line.at(i) <= 0x20 || line.at(i) >= 0x7f) {
        return false;
      }
    }
    return to > from;
  }

  private static boolean isWhitespace(int octet) {
    return octet == ' ' || octet == '\t';
  }
}
