package org.nativecomet.gateway.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Range of a single part (RFC 9110, section 14.4).
 *
 * @param range which octets of the representation these are
 * @param completeLength of the representation
 */
public record ContentRange(ByteRange range, long completeLength) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?i)bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  public ContentRange {
    if (range.last() >= completeLength) {
      throw new IllegalArgumentException(range + " of " + completeLength);
    }
  }

  /** The range in this response; empty where it is none, or the length is not told. */
  public static Optional<ContentRange> of(Fields response) {
    Matcher matcher = SYNTAX.matcher(response.combined("Content-Range").orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long length = Long.parseLong(matcher.group(3));
    return first > last || last >= length
        ? Optional.empty()
        : Optional.of(new ContentRange(new ByteRange(first, last), length));
  }

  /** What a 416 says of a representation of that length. */
  public static String unsatisfied(long length) {
    return "bytes */" + length;
  }

  /** The value of the field. */
  @Override
  public String toString() {
    return "bytes " + range.first() + '-' + range.last() + '/' + completeLength;
  }
}
