package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Shareability;

/** Whether a response may be stored (RFC 9111, section 3), judged by its head. */
final class StoragePolicy {
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
    if (statusCode == 304 || !Shareability.isUnderstood(statusCode)) {
      return StorageDecision.STATUS;
    }
    Shareability shareability = Shareability.of(request.fields(), statusCode, response.fields());
    if (!shareability.isShareable()) {
      return StorageDecision.of(shareability);
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
