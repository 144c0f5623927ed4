package org.nativecomet.gateway.stream;

import java.time.Clock;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * What all streams share.
 *
 * @param next where enclosed requests go
 */
record StreamContext(
    StreamOptions options,
    ExchangeHandler next,
    Timers timers,
    Clock clock,
    GatewayEvents events) {}
