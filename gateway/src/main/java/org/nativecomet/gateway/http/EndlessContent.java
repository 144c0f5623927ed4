package org.nativecomet.gateway.http;

import java.util.Set;

/**
 * Content that has no end by its type: a stream of events is no representation that could be kept
 * or compared, and whoever waited for all of it would wait for ever.
 */
public final class EndlessContent {
  private static final Set<String> TYPES = Set.of("text/event-stream", "multipart/x-mixed-replace");

  private EndlessContent() {}

  /** Whether the fields of a response announce such content. */
  public static boolean isAnnounced(Fields response) {
    return response
        .first("Content-Type")
        .flatMap(MediaType::parse)
        .filter(type -> TYPES.stream().anyMatch(type::is))
        .isPresent();
  }
}
