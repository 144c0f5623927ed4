package org.nativecomet.gateway.convergence;

/** What must hold whatever happens. */
enum Property {
  /** When it has settled, every client holds the origin's final representation. */
  CONVERGENCE,
  /** No client is sent an earlier version than one it was sent before. */
  NEVER_BACK,
  /** Nobody is sent what was made for another user, or in a language not asked for. */
  PRIVACY,
  /** Fields and content are those of one version, whole, of the resource that was asked for. */
  INTEGRITY,
  /** What arrives is well-formed, and ends where it says that it ends. */
  FRAMING,
  /** A write is answered before the update that it causes, on the same stream. */
  WRITE_FIRST,
  /** Nobody is sent as news what its own validators name, or what it was sent just before. */
  NO_REPEAT,
  /** When everybody has left, nothing is held for them. */
  NOTHING_LEFT
}
