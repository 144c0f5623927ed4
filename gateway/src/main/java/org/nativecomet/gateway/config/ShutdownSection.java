package org.nativecomet.gateway.config;

import java.time.Duration;

/** How the gateway stops: what is in flight has this long to be answered. */
public record ShutdownSection(Duration grace) {
  static ShutdownSection read(OptionReader options) throws ConfigException {
    return new ShutdownSection(options.duration("grace", Duration.ZERO, Bounds.LONGEST));
  }
}
