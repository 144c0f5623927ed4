package org.nativecomet.gateway.change;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * The change source for origins that speak the protocol themselves: what is watched here is
 * subscribed to there, once for each variant, instead of being polled.
 *
 * <p>Threading: any thread.
 */
public final class UpstreamSubscriptions {
  private final UpstreamOptions options;
  private final ExchangeHandler origin;
  private final Function<TargetUri, Optional<URI>> originOf;
  private final Clock clock;
  private final DoubleSupplier random;
  private final GatewayEvents events;
  private final ConcurrentMap<URI, Semaphore> places = new ConcurrentHashMap<>();

  /**
   * Nothing is held yet.
   *
   * @param origin passes requests for streams on as they are
   * @param originOf where a target is answered
   * @param random from 0 to 1, evenly distributed; safe for use by several threads
   */
  public UpstreamSubscriptions(
      UpstreamOptions options,
      ExchangeHandler origin,
      Function<TargetUri, Optional<URI>> originOf,
      Clock clock,
      DoubleSupplier random,
      GatewayEvents events) {
    this.options = options;
    this.origin = origin;
    this.originOf = originOf;
    this.clock = clock;
    this.random = random;
    this.events = events;
  }

  /** Nothing is ever subscribed to: everything is polled. */
  public static UpstreamSubscriptions none() {
    return new UpstreamSubscriptions(
        UpstreamOptions.off(),
        (request, sink) -> {
          throw new IllegalStateException("nothing is subscribed to");
        },
        target -> Optional.empty(),
        Clock.systemUTC(),
        () -> 0,
        GatewayEvents.NONE);
  }

  /** For something that is watched. Nothing is held until an answer says that it can be. */
  public UpstreamSubscription watch(TargetUri target) {
    return new UpstreamSubscription(this, target);
  }

  UpstreamOptions options() {
    return options;
  }

  ExchangeHandler origin() {
    return origin;
  }

  Clock clock() {
    return clock;
  }

  GatewayEvents events() {
    return events;
  }

  double random() {
    return random.getAsDouble();
  }

  /** A place at the target's origin; empty where all are taken, or there is no origin. */
  Optional<Semaphore> takePlace(TargetUri target) {
    return originOf
        .apply(target)
        .map(uri -> places.computeIfAbsent(uri, key -> new Semaphore(options.maxSubscriptions())))
        .filter(Semaphore::tryAcquire);
  }
}
