package org.nativecomet.gateway.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * One connection of a client, from the moment it is accepted until it is closed, and the exchanges
 * that are in progress on it.
 *
 * <p>Confined to its I/O thread.
 */
final class ClientConnection {
  private final ServerState server;
  private final ServerIoThread thread;
  private final StreamConnection stream;
  private final Listener listener;
  private final String peer;
  private final List<ServerExchange> exchanges = new ArrayList<>(1);
  private @Nullable Http2Connection http2;
  private @Nullable RequestGate gate;
  private boolean closed;

  ClientConnection(ServerState server, StreamConnection stream, Listener listener) {
    this.server = server;
    this.thread = server.thread(stream.getIoThread());
    this.stream = stream;
    this.listener = listener;
    this.peer = ((InetSocketAddress) stream.getPeerAddress()).getAddress().getHostAddress();
  }

  ServerIoThread thread() {
    return thread;
  }

  /** Where its octets come from and go to, decrypted. */
  StreamConnection stream() {
    return stream;
  }

  String scheme() {
    return listener.scheme();
  }

  ExchangeHandler handler() {
    return listener.handler();
  }

  /** The IP address at the other end. */
  String peer() {
    return peer;
  }

  @Nullable Http2Connection http2() {
    return http2;
  }

  void speaksHttp2(Http2Connection connection) {
    http2 = connection;
  }

  void speaksHttp1(RequestGate newGate) {
    gate = newGate;
  }

  /** Where the heads of its requests are read; of a connection that speaks HTTP/1. */
  RequestGate gate() {
    return Objects.requireNonNull(gate, "not HTTP/1");
  }

  /** An exchange is complete, and Undertow is about to read on. */
  void awaitNextRequest() {
    if (gate != null) {
      gate.shut();
    }
  }

  int exchangeCount() {
    return exchanges.size();
  }

  void begin(ServerExchange exchange) {
    exchanges.add(exchange);
  }

  void end(ServerExchange exchange) {
    exchanges.remove(exchange);
    if (exchanges.isEmpty() && server.isDraining() && http2 != null) {
      http2.goAway();
    }
  }

  /** The exchange of this HTTP/2 stream, if it is still in progress. */
  @Nullable ServerExchange exchange(int streamId) {
    for (ServerExchange exchange : exchanges) {
      if (exchange.streamId() == streamId) {
        return exchange;
      }
    }
    return null;
  }

  boolean isClosed() {
    return closed;
  }

  /** The connection has been closed, by whomever. */
  void hasClosed() {
    if (closed) {
      return;
    }
    closed = true;
    for (ServerExchange exchange : List.copyOf(exchanges)) {
      exchange.clientHasGone();
    }
    if (gate != null) {
      gate.connectionHasClosed();
    }
    server.remove(this);
  }

  /** Closes it where nothing is in progress. */
  void closeIfIdle() {
    if (exchanges.isEmpty()) {
      if (http2 != null) {
        http2.goAway();
      } else {
        close();
      }
    }
  }

  void close() {
    IoUtils.safeClose(stream);
  }
}
