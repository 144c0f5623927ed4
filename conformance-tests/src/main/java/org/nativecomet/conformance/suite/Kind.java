package org.nativecomet.conformance.suite;

import org.nativecomet.spec.Level;

/** What a case means for conformance. Follows from the level of its requirement. */
public enum Kind {
  /** A MUST: a server that fails it does not conform. */
  REQUIRED,
  /** A SHOULD: a server that fails it is warned about. */
  RECOMMENDED,
  /** A MAY: the report says what the server does. */
  OBSERVED;

  static Kind of(Level level) {
    return switch (level) {
      case MUST, MUST_NOT -> REQUIRED;
      case SHOULD, SHOULD_NOT -> RECOMMENDED;
      case MAY -> OBSERVED;
    };
  }
}
