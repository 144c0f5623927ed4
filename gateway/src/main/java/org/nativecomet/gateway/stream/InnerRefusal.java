package org.nativecomet.gateway.stream;

/** Why an enclosed request, though well framed, goes no further. */
enum InnerRefusal {
  /** Exactly one Host field line is required (RFC 9112, section 3.2). */
  HOST_MISSING(400, "the request has no Host field"),
  HOST_REPEATED(400, "the request has several Host fields"),
  /** Also where it has user information (RFC 9110, section 4.2.4). */
  AUTHORITY_INVALID(400, "the authority is malformed"),
  /** None of the forms of RFC 9112, section 3.2, or one that its method does not go with. */
  TARGET_INVALID(400, "the request target is malformed"),
  SCHEME_MISDIRECTED(421, "the scheme is not that of the stream"),
  /** Origins are chosen by configuration, never by what a client writes into a stream. */
  AUTHORITY_MISDIRECTED(421, "the authority is not served on this stream"),
  /** They are about the connection, and a stream is none. */
  METHOD_NOT_SERVED(501, "the method is not served on a stream"),
  NESTED_STREAM(508, "a stream must not be opened inside a stream"),
  EXCHANGE_ID_INVALID(400, "Exchange-Id must be one name of 1 to 64 characters A-Za-z0-9._-"),
  /** To drop these on the client's word would change what the request is (RFC 9110, 7.6.1). */
  CONNECTION_OPTION_INVALID(400, "Connection names a field that is not for one connection"),
  SUBSCRIPTION_UNKNOWN(404, "there is no such subscription on this stream"),
  TOO_MANY_SUBSCRIPTIONS(429, "the stream has as many subscriptions as it may have");

  private final int statusCode;
  private final String detail;

  InnerRefusal(int statusCode, String detail) {
    this.statusCode = statusCode;
    this.detail = detail;
  }

  int statusCode() {
    return statusCode;
  }

  /** What is wrong, for the person who reads the answer. */
  String detail() {
    return detail;
  }
}
