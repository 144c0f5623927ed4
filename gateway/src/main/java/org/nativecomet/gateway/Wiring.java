package org.nativecomet.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.gateway.admin.AdminOptions;
import org.nativecomet.gateway.cache.CacheOptions;
import org.nativecomet.gateway.cache.FreshnessRule;
import org.nativecomet.gateway.cache.RouteCaching;
import org.nativecomet.gateway.cache.RouteRules;
import org.nativecomet.gateway.change.ChangeRule;
import org.nativecomet.gateway.change.PollingOptions;
import org.nativecomet.gateway.change.UpstreamOptions;
import org.nativecomet.gateway.config.AdminToken;
import org.nativecomet.gateway.config.CacheSection;
import org.nativecomet.gateway.config.ChangesSection;
import org.nativecomet.gateway.config.ConnectionsSection;
import org.nativecomet.gateway.config.GatewayConfig;
import org.nativecomet.gateway.config.OriginsSection;
import org.nativecomet.gateway.config.PollingSection;
import org.nativecomet.gateway.config.RouteCachingSection;
import org.nativecomet.gateway.config.RouteSection;
import org.nativecomet.gateway.config.StreamSection;
import org.nativecomet.gateway.config.SubscriptionsSection;
import org.nativecomet.gateway.http.IgnoredQuery;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.origin.OriginOptions;
import org.nativecomet.gateway.origin.Route;
import org.nativecomet.gateway.origin.Routes;
import org.nativecomet.gateway.server.ServerOptions;
import org.nativecomet.gateway.server.TrustedProxies;
import org.nativecomet.gateway.stream.StreamOptions;
import org.nativecomet.gateway.subscription.CheckIntervals;
import org.nativecomet.gateway.subscription.Comparison;
import org.nativecomet.gateway.subscription.SubscriptionOptions;

/**
 * The sections of the configuration as the options of the stages, so that no stage knows how it was
 * configured.
 */
final class Wiring {
  /** Field lines of a response that an origin sends by itself; origins.max-head bounds them too. */
  private static final int MOST_UPSTREAM_FIELDS = 1000;

  private Wiring() {}

  static Routes routes(List<RouteSection> routes) {
    return new Routes(routes.stream().map(Wiring::route).toList());
  }

  /** What the configuration says about caching, route by route. */
  static RouteRules caching(GatewayConfig config, Routes routes) {
    Map<Route, RouteCaching> byRoute = new LinkedHashMap<>();
    config
        .routes()
        .forEach(section -> byRoute.putIfAbsent(route(section), caching(section.caching())));
    return new RouteRules(
        config.cache().targetedFields(),
        List.copyOf(byRoute.values()),
        target ->
            routes
                .routeOf(target)
                .map(route -> byRoute.getOrDefault(route, RouteCaching.DEFAULT))
                .orElse(RouteCaching.DEFAULT));
  }

  private static RouteCaching caching(RouteCachingSection caching) {
    return new RouteCaching(
        caching.bypass(),
        new FreshnessRule(
            caching.defaultFreshness(),
            caching.overrideFreshness(),
            Set.copyOf(caching.ignoreDirectives())),
        new IgnoredQuery(caching.ignoreQuery()),
        caching.publicCookies());
  }

  private static Route route(RouteSection route) {
    return new Route(route.host(), route.path(), route.origin());
  }

  /** The routes on which subscribers with credentials may share. */
  static CheckIntervals checkIntervals(List<RouteSection> sections, Routes routes) {
    Map<Route, Duration> intervals = new HashMap<>();
    for (int i = sections.size() - 1; i >= 0; i--) {
      Route route = routes.routes().get(i);
      sections.get(i).authorizeEach().ifPresent(interval -> intervals.put(route, interval));
    }
    return target -> routes.routeOf(target).map(intervals::get);
  }

  static OriginOptions origins(OriginsSection origins) {
    return new OriginOptions(
        origins.connectTimeout(),
        origins.responseTimeout(),
        origins.idleTimeout(),
        origins.keepAlive(),
        origins.maxConnections(),
        origins.maxHead(),
        origins.preserveHost());
  }

  static List<ChangeRule> rules(ChangesSection changes) {
    return changes.rules().stream()
        .map(rule -> new ChangeRule(rule.methods(), rule.host(), rule.path(), rule.changes()))
        .toList();
  }

  /** Whose PURGE counts, by their address. */
  static Predicate<String> purgers(ChangesSection changes) {
    return TrustedProxies.parse(changes.purgeFrom())::contains;
  }

  static AdminOptions admin(GatewayConfig config) {
    return new AdminOptions(
        config.admin().host(),
        config.adminToken().map(AdminToken::value),
        config.changes().maxNotice());
  }

  /** The largest response to take is the largest that can be subscribed to. */
  static UpstreamOptions upstream(GatewayConfig config) {
    OriginsSection origins = config.origins();
    return new UpstreamOptions(
        origins.subscribe() == OriginsSection.Subscribe.AUTO,
        origins.maxSubscriptions(),
        new MessageLimits(
            origins.maxHead(),
            MOST_UPSTREAM_FIELDS,
            1,
            config.subscriptions().maxRepresentation(),
            0));
  }

  static CacheOptions cache(CacheSection cache) {
    return new CacheOptions(cache.maxOctets(), cache.maxResponse());
  }

  static SubscriptionOptions subscriptions(SubscriptionsSection subscriptions) {
    return new SubscriptionOptions(
        subscriptions.maxSubscriptions(),
        subscriptions.maxRepresentation(),
        subscriptions.longPollWait(),
        subscriptions.maxLongPollWait(),
        subscriptions.staleIfError(),
        subscriptions.maxRefreshes(),
        subscriptions.maxPrivateFetches(),
        subscriptions.privateFetchesPerSecond(),
        subscriptions.privatePollsPerSecond(),
        new Comparison(subscriptions.comparedFields()));
  }

  static PollingOptions polling(PollingSection polling) {
    return new PollingOptions(
        polling.minInterval(),
        polling.maxInterval(),
        polling.jitter(),
        polling.maxBackoff(),
        polling.maxRetryAfter(),
        polling.safetyInterval());
  }

  static StreamOptions stream(StreamSection stream) {
    return new StreamOptions(
        stream.path(),
        stream.maxInFlight(),
        stream.maxSubscriptions(),
        new MessageLimits(
            stream.maxHead(),
            stream.maxFields(),
            stream.maxTarget(),
            stream.maxContent(),
            stream.maxBlankOctets()),
        stream.maxResponse(),
        stream.idleTimeout(),
        Set.copyOf(stream.allowedAuthorities()));
  }

  static ServerOptions server(ConnectionsSection connections, SubscriptionsSection subscriptions) {
    return new ServerOptions(
        connections.maxConnections(),
        connections.idleTimeout(),
        connections.headTimeout(),
        connections.stallTimeout(),
        connections.maxHead(),
        connections.maxFields(),
        connections.maxTarget(),
        connections.maxConcurrentStreams(),
        connections.maxResets(),
        connections.sendBuffer(),
        connections.ioThreads(),
        TrustedProxies.parse(connections.trustedProxies()),
        subscriptions.heartbeat(),
        subscriptions.gzip());
  }
}
