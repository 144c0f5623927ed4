package org.nativecomet.gateway.http;

import java.util.Set;

/**
 * Whether a response may answer another client's request for the same target that matches it by
 * Vary, by the rules for a shared cache (RFC 9111, sections 3 and 3.5), and if not, why.
 *
 * <p>It is about who may see the response, not about how long it may be kept. Cookies are
 * credentials in all but name, so a request with a Cookie counts like one with Authorization, and a
 * response with Set-Cookie was made for one client; in both cases only an origin that says {@code
 * public} or {@code s-maxage} has thought of sharing.
 */
public enum Shareability {
  /** Anyone whose request matches may have it. */
  SHAREABLE,
  /** The request or the response forbids keeping it. */
  NO_STORE,
  /** The response depends on a status code whose rules we do not know (must-understand). */
  NOT_UNDERSTOOD,
  /** It is for one user; {@code private} for some fields only is read as for all of it. */
  PRIVATE,
  /** It answers the ranges this request asked for. */
  PARTIAL,
  /** No request can be told to match it. */
  VARY_STAR,
  /** The request had Authorization. */
  AUTHORIZED,
  /** The request had a Cookie. */
  COOKIE,
  /** The response sets a cookie. */
  SET_COOKIE;

  /** The status codes whose caching rules are known and followed here. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(200, 203, 204, 300, 301, 302, 303, 304, 307, 308, 404, 405, 410, 414, 451, 501);

  /**
   * Decides for a response to a request.
   *
   * @param statusCode of the response; for 304 the answer is about the representation it speaks of
   */
  public static Shareability of(Fields request, int statusCode, Fields response) {
    CacheDirectives directives = CacheDirectives.of(response);
    boolean mustUnderstand = directives.has("must-understand");
    if (mustUnderstand && !isUnderstood(statusCode)) {
      return NOT_UNDERSTOOD;
    }
    // RFC 9111, section 5.2.2.3: who understands the status code ignores the no-store beside it.
    if (CacheDirectives.of(request).has("no-store")
        || (directives.has("no-store") && !mustUnderstand)) {
      return NO_STORE;
    }
    if (directives.has("private")) {
      return PRIVATE;
    }
    // Content-Range has no meaning in any other response (RFC 9110, section 14.4).
    if (statusCode == 206) {
      return PARTIAL;
    }
    if (Vary.of(response).isAny()) {
      return VARY_STAR;
    }
    return ofCredentials(request, response, directives);
  }

  /** Whether this is {@link #SHAREABLE}. */
  public boolean isShareable() {
    return this == SHAREABLE;
  }

  /** Whether the caching rules of this status code are known and followed here. */
  public static boolean isUnderstood(int statusCode) {
    return UNDERSTOOD.contains(statusCode);
  }

  private static Shareability ofCredentials(
      Fields request, Fields response, CacheDirectives directives) {
    boolean isMeantForAll = directives.has("public") || directives.hasSeconds("s-maxage");
    if (request.has("Authorization")
        && !isMeantForAll
        && !directives.hasUnqualified("must-revalidate")) {
      return AUTHORIZED;
    }
    if (request.has("Cookie") && !isMeantForAll) {
      return COOKIE;
    }
    return response.has("Set-Cookie") && !isMeantForAll ? SET_COOKIE : SHAREABLE;
  }
}
