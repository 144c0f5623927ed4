package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;

/**
 * What the parts of one variant work with.
 *
 * @param ownFetches of the resource, for those who ask for themselves
 */
record VariantContext(
    Variant variant,
    VariantLock lock,
    TargetUri target,
    Hub hub,
    HubContext outside,
    OwnFetches ownFetches) {
  Instant now() {
    return outside.clock().instant();
  }

  CachingRules rules() {
    return outside.rules();
  }

  /** How often the origin is asked about each member, where those share whom it shows the same. */
  Optional<Duration> checkInterval() {
    return outside.checkIntervals().of(target);
  }

  /** The fields that decide about sharing and freshness. */
  Fields governing(Response response) {
    return rules().governing(target, response.statusCode(), response.fields());
  }
}
