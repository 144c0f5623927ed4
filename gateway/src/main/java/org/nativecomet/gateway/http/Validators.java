package org.nativecomet.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the validators of a response can be trusted to tell its version from the next one. */
public final class Validators {
  /** A date names a second, and a second can have two versions. */
  private static final Duration DATE_RESOLUTION = Duration.ofSeconds(1);

  private Validators() {}

  /**
   * Whether the origin's 304 to a request with these validators can be believed.
   *
   * <p>A modification date identifies a version only if the response was made at least a second
   * after it (RFC 9110, section 8.8.2.2). The same holds for an entity tag with such a date beside
   * it: file servers make tags of the modification second and the length, so two versions of one
   * second can share a tag. Once the second is over and the response was fetched again, its Date is
   * later and the validators can be trusted.
   *
   * @param receivedAt stands in for a missing Date
   */
  public static boolean identifyVersion(Fields response, Instant receivedAt) {
    Optional<Instant> modified = HttpDate.of(response, "Last-Modified", receivedAt);
    if (modified.isEmpty()) {
      return EntityTag.of(response).isPresent();
    }
    Instant date = HttpDate.of(response, "Date", receivedAt).orElse(receivedAt);
    return !date.isBefore(modified.get().plus(DATE_RESOLUTION));
  }
}
