package org.nativecomet.gateway.subscription;

import java.time.Instant;

/**
 * What a variant shows, or showed when it came to its end: whoever saw it is not to be taken back
 * by another variant, to what was asked for before.
 *
 * @param sharing whom it is for
 * @param fingerprint of the representation
 * @param at when the origin had said so
 */
record Shown(Sharing sharing, String fingerprint, Instant at) {
  /** Whether that version is another one, for the same requests. */
  boolean differsFrom(Version version) {
    return sharing.equals(version.sharing())
        && !fingerprint.equals(version.representation().fingerprint());
  }
}
