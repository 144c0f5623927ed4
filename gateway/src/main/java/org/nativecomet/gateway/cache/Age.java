package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.http.DeltaSeconds;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Tokens;

/**
 * How long ago the origin made or validated a response (RFC 9111, section 4.2.3).
 *
 * @param initial the age it had when it was received: {@code corrected_initial_age}
 * @param requestTime when it was asked for
 * @param responseTime when it was received
 */
record Age(Duration initial, Instant requestTime, Instant responseTime) {

  /** The age of a response that was asked for and received at these times. */
  static Age of(Fields response, Instant requestTime, Instant responseTime) {
    // A date names a whole second, so the time it is compared with does too.
    Duration apparent =
        HttpDate.of(response, "Date", responseTime)
            .map(date -> Duration.between(date, HttpDate.toSecond(responseTime)))
            .orElse(Duration.ZERO);
    Duration delay = Duration.between(requestTime, responseTime);
    Duration corrected = ageField(response).orElse(Duration.ZERO).plus(notNegative(delay));
    return new Age(later(notNegative(apparent), corrected), requestTime, responseTime);
  }

  /** The current age. A clock that was set back makes nothing younger than it was. */
  Duration at(Instant now) {
    return initial.plus(notNegative(Duration.between(responseTime, now)));
  }

  /** The first member counts, and what is no number does not (RFC 9111, section 5.1). */
  private static Optional<Duration> ageField(Fields response) {
    return response
        .first("Age")
        .flatMap(value -> Tokens.list(value).stream().findFirst())
        .flatMap(DeltaSeconds::parse);
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
