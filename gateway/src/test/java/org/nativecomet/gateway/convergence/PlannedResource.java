package org.nativecomet.gateway.convergence;

import java.util.List;

/**
 * A resource of the origin, as a plan has it.
 *
 * @param cacheControl the field's value; empty for none
 * @param isChunked whether the origin's answers have no length
 * @param initialSize octets of its first content
 */
record PlannedResource(
    String path,
    Validation validation,
    Readers readers,
    String cacheControl,
    boolean isChunked,
    int initialSize) {
  /** What its answers can be told apart by. */
  enum Validation {
    STRONG_TAG,
    WEAK_TAG,
    TAG_AND_DATE,
    DATE,
    NONE;

    boolean hasTag() {
      return this == STRONG_TAG || this == WEAK_TAG || this == TAG_AND_DATE;
    }

    boolean hasDate() {
      return this == DATE || this == TAG_AND_DATE;
    }
  }

  /** Who is shown what. */
  enum Readers {
    /** Everybody the same. */
    EVERYONE,
    /** Everybody the same, in the language they ask for. */
    BY_LANGUAGE,
    /** Everybody the same at first, and later in the language they ask for. */
    BY_LANGUAGE_LATER,
    /** Each user their own; who is not logged in, nothing. */
    BY_AUTHORIZATION,
    /** The same, by cookie. */
    BY_COOKIE;

    /** The version from which on what comes later is there. */
    private static final int LATER = 3;

    /** What an origin that knows what it is doing may say of such a resource. */
    List<String> cacheControls() {
      return switch (this) {
        case EVERYONE ->
            List.of(
                "",
                "",
                "max-age=1",
                "max-age=3600",
                "max-age=3600",
                "public, max-age=3600",
                "no-cache",
                "no-store",
                "max-age=0, must-revalidate");
        case BY_LANGUAGE, BY_LANGUAGE_LATER -> List.of("", "max-age=3600", "no-cache");
        case BY_AUTHORIZATION ->
            List.of("", "", "private", "max-age=3600", "private, max-age=3600", "no-store");
        case BY_COOKIE -> List.of("", "", "private", "max-age=3600");
      };
    }

    /** Whether a version depends on the language that is asked for. */
    boolean askForLanguage(int version) {
      return this == BY_LANGUAGE || (this == BY_LANGUAGE_LATER && version >= LATER);
    }

    boolean arePersonal() {
      return this == BY_AUTHORIZATION || this == BY_COOKIE;
    }
  }
}
