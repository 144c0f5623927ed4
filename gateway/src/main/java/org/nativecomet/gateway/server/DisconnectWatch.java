package org.nativecomet.gateway.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.ImmediatePooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that an HTTP/1 client goes away while its request is complete and its response is not.
 *
 * <p>Undertow stops reading a connection during a response, so an end of the connection would stay
 * unread until two writes have failed. Somebody who waits for a change would look alive for as long
 * as nothing changes.
 *
 * <p>Octets that arrive early are the client's next request (RFC 9112, section 9.3.2). They are
 * kept for Undertow up to a limit; beyond it nothing is read, and a disconnect is only noticed by
 * writing.
 */
final class DisconnectWatch implements ChannelListener<ConduitStreamSourceChannel> {
  /** Octets kept of requests that come before their turn. */
  static final int MAX_EARLY_OCTETS = 16 * 1024;

  private final HttpServerConnection connection;
  private final ServerExchange exchange;

  private DisconnectWatch(HttpServerConnection connection, ServerExchange exchange) {
    this.connection = connection;
    this.exchange = exchange;
  }

  /** Watches until the exchange is complete; Undertow then reads the connection itself again. */
  static void start(HttpServerConnection connection, ServerExchange exchange) {
    ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
    // The conduit of the request's content has ended, and would not let reads be resumed.
    source.setConduit(connection.getOriginalSourceConduit());
    source.setReadListener(new DisconnectWatch(connection, exchange));
    source.resumeReads();
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel source) {
    int kept = earlyOctets();
    ByteBuffer buffer = exchange.thread().scratch();
    buffer.limit(Math.min(buffer.capacity(), MAX_EARLY_OCTETS - kept));
    if (!buffer.hasRemaining()) {
      source.suspendReads();
      return;
    }
    try {
      int read = connection.getOriginalSourceConduit().read(buffer);
      if (read < 0) {
        leave();
      } else if (read > 0) {
        keep(buffer.flip());
      }
    } catch (IOException reset) {
      leave();
    }
  }

  private void leave() {
    exchange.clientHasGone();
    IoUtils.safeClose(connection);
  }

  private int earlyOctets() {
    PooledByteBuffer early = connection.getExtraBytes();
    return early == null ? 0 : early.getBuffer().remaining();
  }

  private void keep(ByteBuffer octets) {
    ByteBuffer all = ByteBuffer.allocate(earlyOctets() + octets.remaining());
    PooledByteBuffer early = connection.getExtraBytes();
    if (early != null) {
      all.put(early.getBuffer());
      early.close();
    }
    connection.setExtraBytes(new ImmediatePooledByteBuffer(all.put(octets).flip()));
  }
}
