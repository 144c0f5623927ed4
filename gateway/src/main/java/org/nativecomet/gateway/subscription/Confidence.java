package org.nativecomet.gateway.subscription;

import java.util.Optional;

/** How sure of its first state a subscriber wants to be, from the least to the most. */
enum Confidence {
  /** A stale copy will do: who subscribes to a stream is ready for the update that follows. */
  STALE("max-stale"),
  /** What a cache may reuse will do. */
  FRESH(""),
  /** The origin has to confirm it. */
  CONFIRMED("no-cache");

  private final String directive;

  Confidence(String directive) {
    this.directive = directive;
  }

  /** The request directive that says so (RFC 9111, section 5.2.1), where one is needed. */
  Optional<String> directive() {
    return directive.isEmpty() ? Optional.empty() : Optional.of(directive);
  }
}
