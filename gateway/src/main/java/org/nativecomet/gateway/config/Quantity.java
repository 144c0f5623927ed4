package org.nativecomet.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. */
final class Quantity {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(KiB|MiB|GiB)?");
  private static final int KIB_SHIFT = 10;

  private Quantity() {}

  /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }

  /** Octets: {@code 1024}, {@code 64KiB}, {@code 16MiB}, {@code 2GiB}. */
  static Optional<Long> octets(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit == null) {
      return Optional.of(count);
    }
    int shifts = unit.equals("KiB") ? 1 : unit.equals("MiB") ? 2 : 3;
    return Optional.of(count << (KIB_SHIFT * shifts));
  }

  /** A duration in the unit that it is written in most shortly. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Octets in the largest unit that divides them. */
  static String text(long octets) {
    long count = octets;
    String[] units = {"", "KiB", "MiB", "GiB"};
    int unit = 0;
    while (unit < units.length - 1 && count > 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + units[unit];
  }
}
