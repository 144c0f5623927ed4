package org.nativecomet.samples;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The time of day: a resource that is another one every second without anybody doing anything. */
final class WallClock implements Resource {
  private final Clock clock;

  WallClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Representation> current() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return Optional.of(Representation.json("{\"utc\":\"" + now + "\"}", now));
  }
}
