package org.nativecomet.gateway.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.nativecomet.gateway.exchange.ExchangeHandler;

/**
 * An address to listen on, and who answers what arrives there.
 *
 * @param address port 0 picks a free one
 * @param tls present for https; HTTP/2 is then negotiated, and otherwise spoken to clients that
 *     begin with its preface
 */
public record Listener(InetSocketAddress address, Optional<Tls> tls, ExchangeHandler handler) {

  /** A cleartext listener. */
  public static Listener cleartext(InetSocketAddress address, ExchangeHandler handler) {
    return new Listener(address, Optional.empty(), handler);
  }

  /** The scheme of the requests that arrive here. */
  String scheme() {
    return tls.isPresent() ? "https" : "http";
  }
}
