package org.nativecomet.gateway.subscription;

/** How sure of its first state a subscriber wants to be, from the least to the most. */
enum Confidence {
  /** A stale copy will do: who subscribes to a stream is ready for the update that follows. */
  STALE,
  /** What a cache may reuse will do. */
  FRESH,
  /** The origin has to confirm it. */
  CONFIRMED
}
