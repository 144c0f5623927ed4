package org.nativecomet.gateway.subscription;

import java.time.Clock;
import java.util.function.UnaryOperator;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.UpstreamSubscriptions;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Timers;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * What the hub works with.
 *
 * @param checkIntervals where subscribers with credentials may share
 * @param next the stage that knows or fetches representations
 * @param storing the same stage before another source of representations
 * @param rules what is said about caching elsewhere than in RFC 9111's own fields
 * @param upstream subscribes to origins that can be subscribed to; polling is for the others
 */
public record HubContext(
    SubscriptionOptions options,
    CheckIntervals checkIntervals,
    ExchangeHandler next,
    UnaryOperator<ExchangeHandler> storing,
    CachingRules rules,
    ConditionalPolling polling,
    UpstreamSubscriptions upstream,
    VersionLog versionLog,
    Clock clock,
    Timers timers,
    GatewayEvents events) {}
