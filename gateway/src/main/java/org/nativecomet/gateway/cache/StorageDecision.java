package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.http.Shareability;
import org.nativecomet.gateway.http.Tokens;

/** Whether a response may be stored, and if not, why. */
enum StorageDecision {
  STORE,
  /** Only answers to GET are stored. */
  METHOD,
  /** A status code that only says something of this request, or must be known and is not. */
  STATUS,
  /** Its content is known to be larger than is stored. */
  TOO_LARGE,
  /** Its type says that it has no end, so there would never be a complete response to reuse. */
  ENDLESS,
  /** Neither its fields nor its status code say that it may be stored. */
  NOT_CACHEABLE,
  NO_STORE,
  PRIVATE,
  AUTHORIZED,
  COOKIE,
  SET_COOKIE,
  VARY_STAR;

  /** The word for Cache-Status. */
  String word() {
    return Tokens.lowerCase(name()).replace('_', '-');
  }

  boolean mayStore() {
    return this == STORE;
  }

  /** Whether the response says something of this client's representation and of no other's. */
  boolean isPersonal() {
    return this == PRIVATE || this == AUTHORIZED || this == COOKIE || this == SET_COOKIE;
  }

  static StorageDecision of(Shareability shareability) {
    return switch (shareability) {
      case SHAREABLE -> STORE;
      case NO_STORE -> NO_STORE;
      case NOT_UNDERSTOOD, PARTIAL -> STATUS;
      case PRIVATE -> PRIVATE;
      case AUTHORIZED -> AUTHORIZED;
      case COOKIE -> COOKIE;
      case SET_COOKIE -> SET_COOKIE;
      case VARY_STAR -> VARY_STAR;
    };
  }
}
