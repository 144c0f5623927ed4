package org.nativecomet.spec;

/** How binding a requirement is (BCP 14). */
public enum Level {
  MUST,
  MUST_NOT,
  SHOULD,
  SHOULD_NOT,
  MAY;

  /** The word as the text writes it. */
  public String word() {
    return name().replace('_', ' ');
  }

  /** Whether a server that does not meet it does not conform. */
  public boolean isAbsolute() {
    return this == MUST || this == MUST_NOT;
  }
}
