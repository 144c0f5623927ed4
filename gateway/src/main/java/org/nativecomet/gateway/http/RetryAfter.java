package org.nativecomet.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a server asks to be left alone (RFC 9110, section 10.2.3). */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * From now on.
   *
   * @return never negative; empty where the response does not ask for it in a way that can be read
   */
  public static Optional<Duration> of(Fields response, Instant now) {
    Optional<String> value = response.first("Retry-After");
    return value
        .flatMap(DeltaSeconds::parse)
        .or(
            () ->
                value
                    .flatMap(text -> HttpDate.parse(text, now))
                    .map(date -> Duration.between(now, date))
                    .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
  }
}
