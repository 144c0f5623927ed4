package org.nativecomet.gateway.server;

import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that an HTTP/1 client goes away while its request is complete and its response is not.
 *
 * <p>Undertow stops reading a connection during a response, so an end of the connection would stay
 * unread until two writes have failed. Somebody who waits for a change would look alive for as long
 * as nothing changes.
 *
 * <p>Octets that arrive early are the client's next request (RFC 9112, section 9.3.2). They are
 * kept by the gate up to a limit; beyond it nothing is read, and a disconnect is only noticed by
 * writing.
 */
final class DisconnectWatch implements ChannelListener<ConduitStreamSourceChannel> {
  private final HttpServerConnection connection;
  private final ServerExchange exchange;
  private final RequestGate gate;

  private DisconnectWatch(
      HttpServerConnection connection, ServerExchange exchange, RequestGate gate) {
    this.connection = connection;
    this.exchange = exchange;
    this.gate = gate;
  }

  /** Watches until the exchange is complete; Undertow then reads the connection itself again. */
  static void start(HttpServerConnection connection, ServerExchange exchange, RequestGate gate) {
    ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
    // The conduit of the request's content has ended, and would not let reads be resumed.
    source.setConduit(connection.getOriginalSourceConduit());
    source.setReadListener(new DisconnectWatch(connection, exchange, gate));
    source.resumeReads();
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel source) {
    try {
      if (gate.readEarly() < 0) {
        leave(source);
      } else if (gate.isFull()) {
        source.suspendReads();
      }
    } catch (IOException reset) {
      leave(source);
    }
  }

  private void leave(ConduitStreamSourceChannel source) {
    source.suspendReads();
    // Or else Undertow prepares for another request, and keeps the closed connection for it.
    exchange.makeLastOfConnection();
    exchange.clientHasGone();
    exchange.thread().departures().add(connection);
  }
}
