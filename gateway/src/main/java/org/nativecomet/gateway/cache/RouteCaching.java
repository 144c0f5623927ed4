package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.http.IgnoredQuery;

/**
 * How the operator wants the responses of one origin cached.
 *
 * @param bypass whether nothing is stored or answered from the store
 * @param ignoredQuery the query parameters that do not tell two resources apart
 * @param publicCookies whether a Cookie or Set-Cookie field says nothing about whom a response is
 *     for
 */
public record RouteCaching(
    boolean bypass, FreshnessRule freshness, IgnoredQuery ignoredQuery, boolean publicCookies) {
  /** By the letter of RFC 9111. */
  public static final RouteCaching DEFAULT =
      new RouteCaching(false, FreshnessRule.NONE, IgnoredQuery.NONE, false);
}
