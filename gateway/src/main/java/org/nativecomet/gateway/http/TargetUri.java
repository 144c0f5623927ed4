package org.nativecomet.gateway.http;

/**
 * A target URI (RFC 9110, section 7.1), kept in the parts that matter to a gateway. Two targets are
 * the same resource exactly when their octets are the same: no normalisation of the path is ours to
 * do.
 *
 * @param scheme {@code http} or {@code https}, lower case
 * @param authority host and, unless it is the scheme's default, port; normalised by {@link
 *     Authority}
 * @param pathAndQuery the origin form of the request target, octet for octet as received; starts
 *     with {@code /}, or is {@code *}
 */
public record TargetUri(String scheme, String authority, String pathAndQuery) {

  /** The path alone, still percent-encoded. */
  public String path() {
    int query = pathAndQuery.indexOf('?');
    return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
  }

  /** Whether both have the same scheme, host and port (RFC 9110, section 4.3.1). */
  public boolean isSameOrigin(TargetUri other) {
    return scheme.equals(other.scheme) && authority.equals(other.authority);
  }

  /** The same origin (RFC 9110, section 4.3.1) with another path and query. */
  public TargetUri at(String otherPathAndQuery) {
    return new TargetUri(scheme, authority, otherPathAndQuery);
  }

  @Override
  public String toString() {
    return scheme + "://" + authority + pathAndQuery;
  }
}
