package org.nativecomet.gateway.config;

import java.time.Duration;

/**
 * How origins are spoken to.
 *
 * @param maxHead octets
 */
public record OriginsSection(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration keepAlive,
    int maxConnections,
    int maxHead,
    boolean preserveHost,
    Subscribe subscribe,
    int maxSubscriptions,
    Duration heartbeatTimeout) {
  /** Whether origins are subscribed to. */
  public enum Subscribe {
    /** Those that say in their answers that they can be. */
    AUTO,
    NEVER
  }

  static OriginsSection read(OptionReader options) throws ConfigException {
    return new OriginsSection(
        options.duration("connect-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.duration("response-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.duration("idle-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.duration("keep-alive", Duration.ZERO, Bounds.LONGEST),
        options.count("max-connections", 1, Bounds.MANY),
        options.octets("max-head", Bounds.SMALLEST_HEAD, Bounds.LARGEST_HEAD),
        options.flag("preserve-host"),
        options.choice("subscribe", Subscribe.class),
        options.count("max-subscriptions", 0, Bounds.MANY),
        options.duration("heartbeat-timeout", Bounds.SHORTEST, Bounds.LONGEST));
  }
}
