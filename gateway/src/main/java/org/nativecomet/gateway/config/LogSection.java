package org.nativecomet.gateway.config;

/**
 * What is logged and how it looks.
 *
 * @param exchanges whether each exchange gets a line
 */
public record LogSection(Level level, Format format, boolean exchanges) {
  /** The least that a line must be to be written. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** How a line looks. */
  public enum Format {
    /** For people: {@code key=value}. */
    TEXT,
    /** For programs: one JSON object a line. */
    JSON
  }

  static LogSection read(OptionReader options) throws ConfigException {
    return new LogSection(
        options.choice("level", Level.class),
        options.choice("format", Format.class),
        options.flag("exchanges"));
  }
}
