package org.nativecomet.samples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of octets out of a representation, both ends included (RFC 9110, section 14).
 *
 * @param first position of the first octet
 * @param last position of the last one; smaller than first when the range cannot be satisfied
 */
record ByteRange(int first, int last) {
  /** One range only: a server may ignore the field, and for several it does (section 14.2). */
  private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");

  /** What a Range field asks of a content of that many octets; null when it is to be ignored. */
  static @Nullable ByteRange parse(String field, int length) {
    Matcher matcher = SINGLE.matcher(field);
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return null;
    }
    if (matcher.group(1).isEmpty()) {
      int suffix = Integer.parseInt(matcher.group(2));
      return suffix == 0
          ? new ByteRange(length, -1)
          : new ByteRange(Math.max(0, length - suffix), length - 1);
    }
    int first = Integer.parseInt(matcher.group(1));
    if (matcher.group(2).isEmpty()) {
      return new ByteRange(first, length - 1);
    }
    int last = Integer.parseInt(matcher.group(2));
    return last < first ? null : new ByteRange(first, Math.min(last, length - 1));
  }

  boolean isSatisfiable() {
    return first <= last;
  }
}
