package org.nativecomet.gateway.server;

import java.time.Duration;

/**
 * What a client connection may do: the {@code connections} section of the configuration, and what
 * held exchanges need of the {@code subscriptions} section.
 *
 * @param maxConnections open at the same time; further ones are closed at once
 * @param idleTimeout for a connection with no request in progress
 * @param headTimeout from the first octet of a head to its last, and for a TLS handshake
 * @param stallTimeout for a client that does not read what is waiting for it
 * @param maxHead octets of a request head
 * @param maxFields field lines of a request head
 * @param maxTarget octets of a request target
 * @param maxConcurrentStreams requests in progress on one HTTP/2 connection
 * @param maxResets HTTP/2 streams opened and reset within 30 s
 * @param sendBuffer octets of kernel buffer per connection: what a client that stops reading can
 *     hold
 * @param ioThreads 0 means one per processor
 * @param trustedProxies peers whose forwarding fields are believed
 * @param heartbeat silence on a held exchange after which a CRLF is sent
 * @param gzip whether held exchanges are compressed for clients that prefer it
 */
public record ServerOptions(
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
    TrustedProxies trustedProxies,
    Duration heartbeat,
    boolean gzip) {

  /** The defaults that gateway.yaml documents. */
  public static ServerOptions defaults() {
    return new ServerOptions(
        100_000,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        32 * 1024,
        100,
        8 * 1024,
        128,
        200,
        64 * 1024,
        0,
        TrustedProxies.none(),
        Duration.ofSeconds(15),
        true);
  }

  /** How many I/O threads that makes on this machine. */
  int ioThreadCount() {
    return ioThreads > 0 ? ioThreads : Runtime.getRuntime().availableProcessors();
  }
}
