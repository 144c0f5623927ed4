package org.nativecomet.gateway.cache;

import java.util.Set;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.EndlessContent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Shareability;

/** Whether a response may be stored (RFC 9111, section 3), judged by its head. */
final class StoragePolicy {
  /**
   * A status code need not be known to be stored (RFC 9111, section 3). These are not stored
   * whatever the origin says: they depend on fields of the request that do not select a stored
   * response, or RFC 6585 forbids it (428, 429, 431 and 511).
   */
  private static final Set<Integer> ABOUT_THE_REQUEST =
      Set.of(206, 304, 407, 412, 416, 417, 421, 428, 429, 431, 511);

  private StoragePolicy() {}

  /**
   * Decides about the answer to a request. Its content must still turn out to be complete.
   *
   * @param largestContent the most octets of content that are stored
   */
  static StorageDecision mayStore(Request request, Response response, long largestContent) {
    if (!request.method().equals(Method.GET)) {
      return StorageDecision.METHOD;
    }
    int statusCode = response.statusCode();
    if (statusCode < 200 || ABOUT_THE_REQUEST.contains(statusCode)) {
      return StorageDecision.STATUS;
    }
    Shareability shareability = Shareability.of(request.fields(), statusCode, response.fields());
    if (!shareability.isShareable()) {
      return StorageDecision.of(shareability);
    }
    if (EndlessContent.isAnnounced(response.fields())) {
      return StorageDecision.ENDLESS;
    }
    if (!isCacheable(statusCode, response.fields())) {
      return StorageDecision.NOT_CACHEABLE;
    }
    boolean isTooLarge = response.content().length().orElse(0) > largestContent;
    return isTooLarge ? StorageDecision.TOO_LARGE : StorageDecision.STORE;
  }

  private static boolean isCacheable(int statusCode, Fields response) {
    CacheDirectives directives = CacheDirectives.of(response);
    return Freshness.isHeuristicallyCacheable(statusCode)
        || directives.has("public")
        || directives.has("max-age")
        || directives.has("s-maxage")
        || response.has("Expires");
  }
}
