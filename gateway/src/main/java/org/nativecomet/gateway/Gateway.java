package org.nativecomet.gateway;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.nativecomet.gateway.admin.AdminHandler;
import org.nativecomet.gateway.admin.HealthCheck;
import org.nativecomet.gateway.admin.PurgeHandler;
import org.nativecomet.gateway.cache.CacheHandler;
import org.nativecomet.gateway.cache.RouteRules;
import org.nativecomet.gateway.change.ChangeFeed;
import org.nativecomet.gateway.change.ConditionalPolling;
import org.nativecomet.gateway.change.UnsafeRequests;
import org.nativecomet.gateway.change.UpstreamSubscriptions;
import org.nativecomet.gateway.config.Address;
import org.nativecomet.gateway.config.GatewayConfig;
import org.nativecomet.gateway.config.TlsSection;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.ThreadTimers;
import org.nativecomet.gateway.observe.CompositeEvents;
import org.nativecomet.gateway.observe.ExchangeLog;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.observe.MetricsEvents;
import org.nativecomet.gateway.observe.TroubleLog;
import org.nativecomet.gateway.origin.OriginHandler;
import org.nativecomet.gateway.origin.Routes;
import org.nativecomet.gateway.server.GatewayServer;
import org.nativecomet.gateway.server.Listener;
import org.nativecomet.gateway.server.ServerStartException;
import org.nativecomet.gateway.server.Tls;
import org.nativecomet.gateway.stream.StreamHandler;
import org.nativecomet.gateway.subscription.Hub;
import org.nativecomet.gateway.subscription.HubContext;
import org.nativecomet.gateway.subscription.SubscriptionHandler;
import org.nativecomet.gateway.subscription.VersionLog;

/**
 * A running gateway, and the one place that knows the order of its stages.
 *
 * <p>Threading: started and drained by one thread; the counts may be read by any.
 */
public final class Gateway implements AutoCloseable {
  /** What answering for silent origins may take of the time to drain. */
  private static final Duration LONGEST_LAST_WORDS = Duration.ofSeconds(1);

  private final GatewayConfig config;
  private final Clock clock = Clock.systemUTC();
  private final ThreadTimers timers = new ThreadTimers();
  private final MetricsEvents metrics = new MetricsEvents();
  private final GatewayEvents events;
  private final RouteRules rules;
  private final OriginHandler origin;
  private final OpenFetches fetches;
  private final CacheHandler cached;
  private final Hub hub;
  private final GatewayServer server;
  private volatile boolean draining;

  private Gateway(GatewayConfig config) throws StartException {
    this.config = config;
    this.events = events(config, metrics, clock);
    Routes routes = Wiring.routes(config.routes());
    rules = Wiring.caching(config, routes);

    // The data path, from the origin to the connection: each stage holds the one before it.
    origin = new OriginHandler(routes, Wiring.origins(config.origins()), timers, clock, events);
    fetches = new OpenFetches(origin);
    cached = new CacheHandler(Wiring.cache(config.cache()), rules, fetches, clock, events);
    HubContext watching = watching(routes);
    hub = new Hub(watching);
    ExchangeHandler subscribed = new SubscriptionHandler(watching, hub);
    ChangeFeed changes = new ChangeFeed(List.of(cached, hub), events);
    ExchangeHandler written =
        new UnsafeRequests(
            cached,
            changes,
            new ChangeFeed(List.of(hub), events),
            Wiring.rules(config.changes()),
            routes::isSameOriginServer,
            subscribed);
    ExchangeHandler purged =
        new PurgeHandler(
            Wiring.purgers(config.changes()), changes, routes::isSameOriginServer, written);
    ExchangeHandler streamed =
        new StreamHandler(Wiring.stream(config.stream()), purged, timers, clock, events);
    ExchangeHandler received =
        origin.refusingLoops(byPath(config.stream().path(), streamed, purged));

    server = serve(received, admin(changes, cached));
  }

  /** Binds the listeners; when this returns, requests are answered. */
  public static Gateway start(GatewayConfig config) throws StartException {
    return new Gateway(config);
  }

  /** Where clients connect, with the port that was really bound. */
  public Address listenAddress() {
    return address(config.listen(), 0);
  }

  /** Where the operator connects. */
  public Address adminAddress() {
    return address(config.admin(), 1);
  }

  /** Where clients connect with TLS, where that is configured. */
  public Optional<Address> tlsAddress() {
    return config.tls().map(tls -> address(tls.listen(), 2));
  }

  /** How many subscriptions are held. */
  public int subscriptions() {
    return hub.subscriptions();
  }

  /** How many exchanges with clients are open, held ones included. */
  public int openExchanges() {
    return server.openExchanges();
  }

  /** How many connections serve an exchange with an origin. */
  public int originExchanges() {
    return origin.leased();
  }

  /**
   * Stops accepting, ends streams at a message boundary and answers what is in flight, waiting for
   * that no longer than {@code grace}. Blocks until everything has stopped; a second call only
   * waits for the first.
   */
  public synchronized void drain(Duration grace) {
    if (draining) {
      return;
    }
    draining = true;
    cached.stopRefreshing();
    // What no origin has answered by then is answered by the gateway while there is still time.
    timers.after(grace.minus(lastWords(grace)), fetches::answerAll);
    server.drain(grace);
    origin.close();
    timers.close();
    metrics.close();
  }

  private static Duration lastWords(Duration grace) {
    Duration tenth = grace.dividedBy(10);
    return tenth.compareTo(LONGEST_LAST_WORDS) < 0 ? tenth : LONGEST_LAST_WORDS;
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  private HubContext watching(Routes routes) {
    return new HubContext(
        Wiring.subscriptions(config.subscriptions()),
        Wiring.checkIntervals(config.routes(), routes),
        cached,
        cached::before,
        rules,
        new ConditionalPolling(Wiring.polling(config.polling()), timers, Gateway::random),
        upstream(routes),
        new VersionLog(),
        clock,
        timers,
        events);
  }

  private UpstreamSubscriptions upstream(Routes routes) {
    return new UpstreamSubscriptions(
        Wiring.upstream(config),
        origin.subscribing(config.origins().heartbeatTimeout()),
        routes::originOf,
        clock,
        Gateway::random,
        events);
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static GatewayEvents events(GatewayConfig config, MetricsEvents metrics, Clock clock) {
    List<GatewayEvents> listeners = new ArrayList<>(List.of(metrics, new TroubleLog(clock)));
    if (config.log().exchanges()) {
      listeners.add(new ExchangeLog());
    }
    return new CompositeEvents(listeners);
  }

  private static ExchangeHandler byPath(
      String streamPath, ExchangeHandler streamed, ExchangeHandler plain) {
    return (request, sink) ->
        (request.target().path().equals(streamPath) ? streamed : plain).handle(request, sink);
  }

  private ExchangeHandler admin(ChangeFeed changes, CacheHandler cached) {
    return new AdminHandler(
        Wiring.admin(config),
        changes,
        cached.contents(),
        List.of(
            new HealthCheck("origin-reachable", origin::isReachable),
            HealthCheck.of("accepting", () -> server.isAccepting()),
            HealthCheck.of("not-draining", () -> !draining)),
        metrics);
  }

  private GatewayServer serve(ExchangeHandler received, ExchangeHandler admin)
      throws StartException {
    List<Listener> listeners = new ArrayList<>();
    listeners.add(Listener.cleartext(socketAddress(config.listen()), received));
    listeners.add(Listener.cleartext(socketAddress(config.admin()), admin));
    config.tls().ifPresent(tls -> listeners.add(tlsListener(tls, received)));
    try {
      return GatewayServer.start(
          Wiring.server(config.connections(), config.subscriptions()), listeners, events);
    } catch (ServerStartException unusable) {
      timers.close();
      origin.close();
      throw new StartException(option(unusable) + ": " + unusable.getMessage());
    }
  }

  /** The option that stands in the way. */
  private String option(ServerStartException unusable) {
    Optional<InetSocketAddress> address = unusable.address();
    if (address.equals(Optional.of(socketAddress(config.listen())))) {
      return "listen";
    }
    boolean admin = address.equals(Optional.of(socketAddress(config.admin())));
    return admin ? "admin" : address.isPresent() ? "tls.listen" : "tls";
  }

  private static Listener tlsListener(TlsSection tls, ExchangeHandler handler) {
    return new Listener(
        socketAddress(tls.listen()), Optional.of(new Tls(tls.certificate(), tls.key())), handler);
  }

  private static InetSocketAddress socketAddress(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  private Address address(Address configured, int listener) {
    return new Address(configured.host(), server.addresses().get(listener).getPort());
  }
}
