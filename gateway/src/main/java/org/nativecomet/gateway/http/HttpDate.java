package org.nativecomet.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as HTTP writes them, to the second (RFC 9110, section 5.6.7). */
public final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  // The day name is never checked: 1 January 1970 is a Wednesday in the 2008 proposal, and
  // RFC 9110 encourages recipients to be robust. One-digit days are accepted for the same reason,
  // and upper and lower case are not told apart (RFC 9111, section 4.2).
  private static final Pattern IMF =
      Pattern.compile(
          "(?i)[A-Z]{3}, (\\d{1,2}) ([A-Z]{3}) (\\d{4}) (\\d\\d):(\\d\\d):(\\d\\d) GMT");
  private static final Pattern RFC_850 =
      Pattern.compile(
          "(?i)([A-Z]{6,9}), (\\d\\d)-([A-Z]{3})-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d) GMT");
  private static final Pattern ASCTIME =
      Pattern.compile("(?i)[A-Z]{3} ([A-Z]{3}) ([ \\d]\\d) (\\d\\d):(\\d\\d):(\\d\\d) (\\d{4})");

  private HttpDate() {}

  /** The IMF-fixdate form, the only one that may be generated. */
  public static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  /**
   * Parses any of the three forms.
   *
   * @param now decides the century of a two-digit year: one that would lie more than 50 years ahead
   *     is in the past
   * @return empty where the text is no date
   */
  public static Optional<Instant> parse(String text, Instant now) {
    Matcher imf = IMF.matcher(text);
    if (imf.matches()) {
      return instant(
          imf.group(3), imf.group(2), imf.group(1), imf.group(4), imf.group(5), imf.group(6));
    }
    Matcher asctime = ASCTIME.matcher(text);
    if (asctime.matches()) {
      return instant(
          asctime.group(6),
          asctime.group(1),
          asctime.group(2).trim(),
          asctime.group(3),
          asctime.group(4),
          asctime.group(5));
    }
    Matcher rfc850 = RFC_850.matcher(text);
    return rfc850.matches() ? twoDigitYear(rfc850, now) : Optional.empty();
  }

  /** The date in this field; empty where there is none or it is no date. */
  public static Optional<Instant> of(Fields fields, String name, Instant now) {
    return fields.first(name).flatMap(text -> parse(text, now));
  }

  /** The instant without its fraction of a second: what a date in a field can say. */
  public static Instant toSecond(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<Instant> twoDigitYear(Matcher date, Instant now) {
    int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
    int year = thisYear / 100 * 100 + Integer.parseInt(date.group(4));
    Optional<Instant> inThisCentury = inYear(date, year);
    Optional<Instant> inTheLast = inYear(date, year - 100);
    boolean isTooFarAhead = year > thisYear + 50;
    // Where the century is open, the name of the day can settle it: 01-Jan-70 as a Thursday is
    // 1970.
    boolean dayNameSaysPast =
        !inThisCentury.map(at -> isDay(at, date.group(1))).orElse(false)
            && inTheLast.map(at -> isDay(at, date.group(1))).orElse(false);
    return isTooFarAhead || dayNameSaysPast ? inTheLast : inThisCentury;
  }

  private static Optional<Instant> inYear(Matcher date, int year) {
    return instant(
        Integer.toString(year),
        date.group(3),
        date.group(2),
        date.group(5),
        date.group(6),
        date.group(7));
  }

  private static boolean isDay(Instant instant, String name) {
    return instant.atOffset(ZoneOffset.UTC).getDayOfWeek().name().equalsIgnoreCase(name);
  }

  private static Optional<Instant> instant(
      String year, String month, String day, String hour, String minute, String second) {
    try {
      return Optional.of(
          LocalDateTime.of(
                  Integer.parseInt(year),
                  MONTHS.indexOf(Tokens.lowerCase(month)) + 1,
                  Integer.parseInt(day),
                  Integer.parseInt(hour),
                  Integer.parseInt(minute),
                  // A leap second is a legal date; it is the last second we can name.
                  second.equals("60") ? 59 : Integer.parseInt(second))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notOnTheCalendar) {
      return Optional.empty();
    }
  }
}
