package org.nativecomet.gateway.origin;

import java.time.Clock;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * What every fetch from an origin works with.
 *
 * @param via the name that this gateway goes by
 */
record OriginContext(
    OriginClient client,
    OriginOptions options,
    ViaField via,
    Timers timers,
    Clock clock,
    GatewayEvents events) {

  /** The same with other options. */
  OriginContext with(OriginOptions other) {
    return new OriginContext(client, other, via, timers, clock, events);
  }
}
