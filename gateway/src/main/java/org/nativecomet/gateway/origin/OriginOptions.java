package org.nativecomet.gateway.origin;

import java.time.Duration;

/**
 * How origins are spoken to: the section {@code origins} of the configuration.
 *
 * @param connectTimeout to wait for a free place in the pool, and again for a connection, TLS
 *     included
 * @param responseTimeout from the end of the request to the head of the response
 * @param idleTimeout silence in the middle of either content
 * @param keepAlive idle connections are not reused after this; shorter than what origins usually
 *     grant, so that it is us who close
 * @param maxConnections for each origin
 * @param maxHead the most octets in a response head
 * @param preserveHost whether the origin sees the Host the client named, not its own authority
 */
public record OriginOptions(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration keepAlive,
    int maxConnections,
    int maxHead,
    boolean preserveHost) {

  /** The same, but for how much silence is borne in the middle of content. */
  OriginOptions withIdleTimeout(Duration other) {
    return new OriginOptions(
        connectTimeout, responseTimeout, other, keepAlive, maxConnections, maxHead, preserveHost);
  }
}
