package org.nativecomet.samples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A text file that only grows, until it has had enough and starts anew as log files do. */
final class GrowingLog implements Resource {
  /** Octets after which it starts anew: hours of a line every few seconds. */
  static final int MAX_OCTETS = 64 * 1024;

  private final Clock clock;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private Instant changed;

  GrowingLog(Clock clock) {
    this.clock = clock;
    this.changed = clock.instant();
    append("the origin has started");
  }

  synchronized void append(String line) {
    changed = clock.instant();
    byte[] octets =
        (changed.truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n")
            .getBytes(StandardCharsets.UTF_8);
    if (lines.size() + octets.length > MAX_OCTETS) {
      lines.reset();
    }
    lines.writeBytes(octets);
  }

  @Override
  public synchronized Optional<Representation> current() {
    return Optional.of(
        Representation.of("text/plain; charset=utf-8", lines.toByteArray(), changed).growing());
  }
}
