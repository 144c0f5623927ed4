package org.nativecomet.samples;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** HTTP's preferred form of a date (RFC 9110, section 5.6.7), which is all that clients send. */
final class HttpTime {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpTime() {}

  static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.from(IMF_FIXDATE.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
