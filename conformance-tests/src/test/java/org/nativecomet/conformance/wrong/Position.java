package org.nativecomet.conformance.wrong;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** What a subscription request says the client has. */
final class Position {
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH));

  private Position() {}

  /** Why the request is refused; empty if it is not. */
  static Optional<Answer> refusal(Asked asked, Answer state, Set<Fault> faults) {
    Fields fields = asked.fields();
    List<String> dates = fields.all("When-Modified-After");
    boolean bad = dates.size() > 1 || (dates.size() == 1 && date(dates.get(0), faults).isEmpty());
    if (bad && !faults.contains(Fault.ANY_DATE)) {
      return Optional.of(Answers.problem(400, "not a date"));
    }
    if (state.status() != 200 || faults.contains(Fault.IGNORES_PRECONDITIONS)) {
      return Optional.empty();
    }
    String tag = state.fields().first("ETag").orElse("");
    Instant modified = modified(state);
    boolean failed =
        fields
                .first("If-Match")
                .map(value -> !value.equals("*") && !value.contains(tag))
                .orElse(false)
            || fields
                .first("If-Unmodified-Since")
                .flatMap(value -> date(value, faults))
                .map(limit -> limit.isBefore(modified))
                .orElse(false);
    return failed ? Optional.of(Answers.problem(412, "a precondition failed")) : Optional.empty();
  }

  /** Whether the state is newer than what the client has. */
  static boolean isBehind(Asked asked, Answer state, Set<Fault> faults) {
    Fields fields = asked.fields();
    if (faults.contains(Fault.ALWAYS_SENDS)) {
      return true;
    }
    if (faults.contains(Fault.NEVER_SENDS_FIRST)) {
      return false;
    }
    if (faults.contains(Fault.OBEYS_IF_MODIFIED_SINCE) && fields.has("If-Modified-Since")) {
      return false;
    }
    String tags =
        String.join(",", fields.all("If-None-Match"))
            + ","
            + String.join(",", fields.all("When-None-Match"));
    if (tags.length() > 1 && !faults.contains(Fault.DATE_DECIDES)) {
      String tag = state.fields().first("ETag").orElse("none");
      return Arrays.stream(tags.split(",", -1))
          .map(
              t ->
                  faults.contains(Fault.STRONG_COMPARISON)
                      ? t.strip()
                      : t.strip().replaceFirst("^W/", ""))
          .limit(faults.contains(Fault.FIRST_TAG_ONLY) ? 1 : 100)
          .noneMatch(tag::equals);
    }
    Instant date =
        fields.first("When-Modified-After").flatMap(d -> date(d, faults)).orElse(Instant.MAX);
    Instant now = Clock.systemUTC().instant();
    if (date.isAfter(now)) {
      return false;
    }
    if (!state.fields().has("Last-Modified") && faults.contains(Fault.UNDATED_IS_OLD)) {
      return false;
    }
    Instant modified = modified(state);
    return faults.contains(Fault.SAME_SECOND_IS_OLD)
        ? modified.isAfter(date)
        : !modified.isBefore(date);
  }

  private static Instant modified(Answer state) {
    return state
        .fields()
        .first("Last-Modified")
        .flatMap(d -> date(d, Set.of()))
        .orElse(Clock.systemUTC().instant());
  }

  private static Optional<Instant> date(String value, Set<Fault> faults) {
    if (faults.contains(Fault.ONE_DATE_FORM) && !value.matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z].*")) {
      return Optional.empty();
    }
    String bare =
        value.replaceFirst("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +", "").replace("  ", " ");
    if (faults.contains(Fault.ONE_DATE_FORM) && value.startsWith("Wed, 01 Jan 1970")) {
      return Optional.empty();
    }
    for (DateTimeFormatter form : DATES) {
      try {
        LocalDateTime time = LocalDateTime.parse(bare, form);
        // Enough for the dates of the suite: two digits mean the last century.
        int year = bare.matches("[0-9]{2}-.*") ? time.getYear() - 100 : time.getYear();
        return Optional.of(time.withYear(year).toInstant(ZoneOffset.UTC));
      } catch (DateTimeParseException next) {
        // Another form may fit.
      }
    }
    return Optional.empty();
  }
}
