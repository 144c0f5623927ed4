package org.nativecomet.spec;

/** Whom a requirement binds. */
public enum Actor {
  CLIENT,
  /** Only a server that answers in front of an origin. */
  GATEWAY,
  /** Every server: a gateway, and an origin that implements the protocol itself. */
  SERVER
}
