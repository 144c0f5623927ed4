package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/**
 * The Cache-Status field: how this cache has handled a request (RFC 9211). What caches nearer to
 * the origin have said is kept before it.
 *
 * <p>The cache key is not told: it would help those who try to poison it (section 6).
 */
final class CacheStatus {
  private static final String FIELD = "Cache-Status";

  private CacheStatus() {}

  /** The answer came from the store. */
  static Fields hit(Fields answer, Reason reason, StoredResponse stored, Instant now) {
    String detail = reason == Reason.FRESH ? "" : detail(reason.word());
    return plus(answer, "; hit" + ttl(stored, now) + detail);
  }

  /**
   * The request went towards the origin, and this is what came back.
   *
   * @param stored the response as it is being stored; empty where it is not
   */
  static Fields forwarded(
      Response received,
      Fetch fetch,
      Optional<StoredResponse> stored,
      StorageDecision decision,
      Instant now) {
    // RFC 9211, section 2: not on what this gateway itself says of the origin.
    if (Failure.isOwn(received.fields())) {
      return received.fields();
    }
    String rest =
        stored
            .map(response -> ttl(response, now) + "; stored")
            .orElse(decision == StorageDecision.METHOD ? "" : detail(decision.word()));
    return plus(received.fields(), forward(fetch, received) + rest);
  }

  /** The request passed by the store. */
  static Fields passed(Response received, Reason reason) {
    return Failure.isOwn(received.fields())
        ? received.fields()
        : plus(received.fields(), forward(reason, received));
  }

  /** The origin has said that a stored response still stands. */
  static Fields validated(
      Fields answer, Response received, Fetch fetch, StoredResponse stored, Instant now) {
    return plus(answer, forward(fetch, received) + ttl(stored, now));
  }

  /** The origin fails, and a stale response stands in for what it would have said. */
  static Response standIn(
      Response stale, Response received, Fetch fetch, StoredResponse stored, Instant now) {
    String member = forward(fetch, received) + ttl(stored, now) + detail("stale-if-error");
    return stale.withFields(plus(stale.fields(), member));
  }

  /** The answer came from the fetch that was made for another request. */
  static Fields collapsed(Fields answer, Receipt receipt, Reason reason) {
    boolean isStored = receipt.arrival().isPresent() && receipt.received().statusCode() != 304;
    String stored = isStored ? "; stored" : "";
    return Failure.isOwn(answer)
        ? answer
        : plus(answer, forward(reason, receipt.received()) + stored + "; collapsed");
  }

  private static Fields plus(Fields response, String parameters) {
    return response.plus(FIELD, Failure.GATEWAY_NAME + parameters);
  }

  private static String forward(Fetch fetch, Response received) {
    // RFC 9211, section 2.6: false where the request waited for another's answer in vain.
    return forward(fetch.reason(), received) + (fetch.hasWaited() ? "; collapsed=?0" : "");
  }

  private static String forward(Reason reason, Response received) {
    return "; fwd=" + reason.forward() + "; fwd-status=" + received.statusCode();
  }

  private static String ttl(StoredResponse stored, Instant now) {
    return "; ttl=" + Math.floorDiv(stored.timeToLive(now).toMillis(), 1000L);
  }

  private static String detail(String word) {
    return "; detail=" + word;
  }
}
