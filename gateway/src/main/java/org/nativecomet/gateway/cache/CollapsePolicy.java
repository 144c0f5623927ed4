package org.nativecomet.gateway.cache;

import java.time.Duration;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Shareability;

/**
 * Which requests may be answered by one fetch (RFC 9111, section 4).
 *
 * <p>This is decided before the answer is known, so it is only about who waits. Whether the answer
 * may be used is decided when its head is here, by the rules for stored responses.
 */
final class CollapsePolicy {
  private CollapsePolicy() {}

  /**
   * Decides about a request that goes towards the origin.
   *
   * @param identifying the fields of the request without what says nothing about who sent it
   * @param isUnshared whether an answer for this target could not be shared a short while ago
   */
  static Collapsing decide(Fetch fetch, Fields identifying, Attempt attempt, boolean isUnshared) {
    Request request = fetch.request();
    CacheDirectives directives = CacheDirectives.of(request.fields());
    if (directives.has("no-store")) {
      return Collapsing.NO_STORE;
    }
    if (!attempt.mayWait()) {
      return Collapsing.HAS_WAITED;
    }
    if (hasCredentials(identifying) && !isKnownToBeForAll(fetch, identifying)) {
      return Collapsing.CREDENTIALS;
    }
    if (isUnshared) {
      return Collapsing.UNSHARED_BEFORE;
    }
    // A refresh, which would only be shown what it is to replace.
    if (fetch.reason() == Reason.STALE_WHILE_REVALIDATE) {
      return Collapsing.FRESH_WANTED;
    }
    boolean isHead = request.method().equals(Method.HEAD);
    if (wantsFreshAnswer(request.fields(), directives)) {
      return isHead ? Collapsing.HEAD_FRESH_WANTED : Collapsing.FRESH_WANTED;
    }
    return isHead ? Collapsing.HEAD : Collapsing.SHARED;
  }

  /** What was sent before the client asked is not what it wants then. */
  private static boolean wantsFreshAnswer(Fields request, CacheDirectives directives) {
    boolean isReload = directives.seconds("max-age").filter(Duration.ZERO::equals).isPresent();
    boolean isPragma = !request.has("Cache-Control") && request.lists("Pragma", "no-cache");
    return isReload || isPragma || directives.has("no-cache");
  }

  private static boolean hasCredentials(Fields request) {
    return request.has("Authorization") || request.has("Cookie");
  }

  /** Whether the origin has said of the stored response that credentials make no difference. */
  private static boolean isKnownToBeForAll(Fetch fetch, Fields identifying) {
    return fetch
        .selected()
        .filter(
            stored ->
                Shareability.of(identifying, stored.statusCode(), stored.fields()).isShareable())
        .isPresent();
  }
}
