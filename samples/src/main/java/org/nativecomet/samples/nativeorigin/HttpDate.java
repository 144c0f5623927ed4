package org.nativecomet.samples.nativeorigin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates in fields (RFC 9110, section 5.6.7). */
final class HttpDate {
  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String format(Instant instant) {
    return FIXED.format(instant);
  }

  /**
   * Reads one of the three forms. The day may have one digit, and the name of the day, which says
   * nothing that the date does not say, may be any word (SUB-4).
   *
   * @param now decides the century of a year of two digits
   */
  static Optional<Instant> parse(String text, Instant now) {
    String unnamed = text.replaceFirst("^[A-Za-z]+,? +", "").replaceFirst("^([A-Za-z]+) +", "$1 ");
    return forms(now).stream().flatMap(form -> instant(unnamed, form).stream()).findFirst();
  }

  private static List<DateTimeFormatter> forms(Instant now) {
    return List.of(
        DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT),
        new DateTimeFormatterBuilder()
            .appendPattern("d-MMM-")
            .appendValueReduced(ChronoField.YEAR_OF_ERA, 2, 2, firstOfACentury(now))
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT),
        DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT));
  }

  /** A year of two digits is at most 50 years ahead, and otherwise past. */
  private static LocalDate firstOfACentury(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(49);
  }

  private static Optional<Instant> instant(String text, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException anotherForm) {
      return Optional.empty();
    }
  }
}
