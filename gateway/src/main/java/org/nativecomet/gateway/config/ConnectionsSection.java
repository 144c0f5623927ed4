package org.nativecomet.gateway.config;

import java.time.Duration;
import java.util.List;

/**
 * What a client connection may do.
 *
 * @param maxHead octets
 * @param maxTarget octets
 * @param sendBuffer octets
 * @param ioThreads 0 for one a processor
 * @param trustedProxies IP addresses and CIDR blocks
 */
public record ConnectionsSection(
    int maxConnections,
    Duration idleTimeout,
    Duration headTimeout,
    Duration stallTimeout,
    int maxHead,
    int maxFields,
    int maxTarget,
    int maxConcurrentStreams,
    int maxResets,
    int sendBuffer,
    int ioThreads,
    List<String> trustedProxies) {
  /** More threads than any machine has processors only take memory. */
  private static final int MOST_IO_THREADS = 1024;

  public ConnectionsSection {
    trustedProxies = List.copyOf(trustedProxies);
  }

  static ConnectionsSection read(OptionReader options) throws ConfigException {
    return new ConnectionsSection(
        options.count("max-connections", 1, Bounds.MANY),
        options.duration("idle-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.duration("head-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.duration("stall-timeout", Bounds.SHORTEST, Bounds.LONGEST),
        options.octets("max-head", Bounds.SMALLEST_HEAD, Bounds.LARGEST_HEAD),
        options.count("max-fields", 1, Bounds.MOST_FIELDS),
        options.octets("max-target", Bounds.SMALLEST_TARGET, Bounds.LARGEST_HEAD),
        options.count("max-concurrent-streams", 1, Bounds.MANY),
        options.count("max-resets", 1, Bounds.MANY),
        options.octets("send-buffer", Bounds.SMALLEST_HEAD, Bounds.LARGEST_MESSAGE),
        options.count("io-threads", 0, MOST_IO_THREADS),
        options.list(
            "trusted-proxies",
            "an IP address or a CIDR block such as 10.0.0.0/8",
            AddressBlock::parse));
  }
}
