package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.util.Optional;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Where subscribers with credentials may share what the origin shows each of them alike, and how
 * long the origin's word about one of them counts: the operator's choice for a route.
 */
@FunctionalInterface
public interface CheckIntervals {
  /** Nowhere: everyone is shown only what their own credentials have fetched. */
  CheckIntervals NONE = target -> Optional.empty();

  /** How often the origin is asked about each subscriber; empty where nothing is shared. */
  Optional<Duration> of(TargetUri target);
}
