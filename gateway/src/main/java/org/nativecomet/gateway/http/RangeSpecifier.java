package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The byte ranges that a request asks for (RFC 9110, section 14.1.1), before it is known how long
 * the representation is.
 *
 * @param specs in the order of the request, at least one
 */
public record RangeSpecifier(List<Spec> specs) {
  /** More digits than any length has: such a position is beyond every end. */
  private static final int MOST_DIGITS = 18;

  /**
   * One range.
   *
   * @param first empty for a suffix range
   * @param last of a suffix range its length; empty where it goes to the end
   */
  public record Spec(OptionalLong first, OptionalLong last) {
    /** The range in a representation of that length; empty where there is no such octet. */
    Optional<ByteRange> in(long length) {
      if (first.isEmpty()) {
        long suffix = Math.min(last.orElse(0), length);
        return suffix == 0 ? Optional.empty() : range(length - suffix, length - 1);
      }
      long start = first.getAsLong();
      return start >= length ? Optional.empty() : range(start, last.orElse(length), length);
    }

    private static Optional<ByteRange> range(long start, long end, long length) {
      return range(start, Math.min(end, length - 1));
    }

    private static Optional<ByteRange> range(long start, long end) {
      return Optional.of(new ByteRange(start, end));
    }
  }

  public RangeSpecifier {
    specs = List.copyOf(specs);
  }

  /** Whether the value of a Range field is in the unit {@code bytes}, valid or not. */
  public static boolean isInBytes(String range) {
    return Tokens.lowerCase(range).startsWith("bytes=");
  }

  /** Parses the value of a Range field; empty where it is no valid specifier of byte ranges. */
  public static Optional<RangeSpecifier> parse(String range) {
    if (!isInBytes(range)) {
      return Optional.empty();
    }
    List<Spec> specs = new ArrayList<>();
    for (String element : Tokens.list(range.substring("bytes=".length()))) {
      Optional<Spec> spec = spec(element);
      if (spec.isEmpty()) {
        return Optional.empty();
      }
      specs.add(spec.get());
    }
    return specs.isEmpty() ? Optional.empty() : Optional.of(new RangeSpecifier(specs));
  }

  /** Those ranges of a representation of that length that have an octet in it, in order. */
  public List<ByteRange> satisfiable(long length) {
    return specs.stream().flatMap(spec -> spec.in(length).stream()).toList();
  }

  private static Optional<Spec> spec(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    String first = text.substring(0, dash);
    String last = text.substring(dash + 1);
    if ((first.isEmpty() && last.isEmpty()) || !isDigits(first) || !isDigits(last)) {
      return Optional.empty();
    }
    OptionalLong start = position(first);
    OptionalLong end = position(last);
    boolean isBackwards =
        start.isPresent() && end.isPresent() && end.getAsLong() < start.getAsLong();
    return isBackwards ? Optional.empty() : Optional.of(new Spec(start, end));
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static OptionalLong position(String digits) {
    if (digits.isEmpty()) {
      return OptionalLong.empty();
    }
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return OptionalLong.of(
        significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant));
  }
}
