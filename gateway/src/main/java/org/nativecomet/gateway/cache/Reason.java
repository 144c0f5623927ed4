package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.http.Tokens;

/** Why a request was answered from the store, or was not. */
enum Reason {
  /** Answered: the stored response is fresh. */
  FRESH(""),
  /** Answered: it is stale, but the client accepts that. */
  STALE_ACCEPTED(""),
  /**
   * Answered: it is stale, but the origin allows that while it is asked whether it still stands.
   */
  STALE_WHILE_REVALIDATE("stale"),
  /** Storing is turned off, or the request is of a kind that is never answered from the store. */
  BYPASS("bypass"),
  METHOD("method"),
  URI_MISS("uri-miss"),
  VARY_MISS("vary-miss"),
  STALE("stale"),
  /** The origin wants to be asked each time: as good as stale. */
  NO_CACHE("stale"),
  REQUEST_NO_CACHE("request"),
  REQUEST_MAX_AGE("request"),
  REQUEST_MIN_FRESH("request"),
  /** The request has Authorization, and the origin has not said that it makes no difference. */
  CREDENTIALS("request"),
  /** What is stored is a part, and not the one that is wanted. */
  PARTIAL("partial"),
  /** The request asks for ranges in a unit that we do not know. */
  RANGE("request"),
  /** The request has a precondition that only the origin may evaluate. */
  PRECONDITION("request");

  private final String forward;

  Reason(String forward) {
    this.forward = forward;
  }

  /** The word for logs and metrics. */
  String word() {
    return Tokens.lowerCase(name()).replace('_', '-');
  }

  /**
   * The value of {@code fwd} in Cache-Status (RFC 9211, section 2.2); empty for what is always a
   * hit.
   */
  String forward() {
    return forward;
  }
}
