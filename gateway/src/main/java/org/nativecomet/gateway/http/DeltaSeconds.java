package org.nativecomet.gateway.http;

import java.time.Duration;
import java.util.Optional;

/** A whole number of seconds as HTTP writes it (RFC 9111, section 1.2.2). */
public final class DeltaSeconds {
  /** What a number too large to represent counts as. */
  public static final Duration INFINITE = Duration.ofSeconds(1L << 31);

  private static final int MOST_DIGITS_READ = 10;

  private DeltaSeconds() {}

  /** Whole seconds, never more than what stands for infinity. */
  public static String format(Duration duration) {
    return Long.toString(Math.min(duration.toSeconds(), INFINITE.toSeconds()));
  }

  /** Parses digits; empty where the text is anything else. */
  public static Optional<Duration> parse(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    if (text.length() > MOST_DIGITS_READ) {
      return Optional.of(INFINITE);
    }
    return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), INFINITE.toSeconds())));
  }
}
