package org.nativecomet.gateway.subscription;

import java.time.Clock;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * What the hub works with.
 *
 * @param checkIntervals where subscribers with credentials may share
 * @param next the stage that knows or fetches representations
 * @param rules what is said about caching elsewhere than in RFC 9111's own fields
 */
public record HubContext(
    SubscriptionOptions options,
    CheckIntervals checkIntervals,
    ExchangeHandler next,
    CachingRules rules,
    ConditionalPolling polling,
    VersionLog versionLog,
    Clock clock,
    Timers timers,
    GatewayEvents events) {}
