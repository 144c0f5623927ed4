package org.nativecomet.gateway.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;

/**
 * Tells by the first octets of a connection which protocol its client speaks: HTTP/2 begins with a
 * preface that is no HTTP/1 request (RFC 9113, section 3.4).
 *
 * <p>Undertow could tell too, but would keep the connection to itself, and then nobody could count
 * its streams or say goodbye to it.
 */
final class FirstOctets implements ChannelListener<ConduitStreamSourceChannel> {
  /** Who goes on with the connection; takes over the buffer, which holds all that was received. */
  interface Decision {
    void isHttp1(PooledByteBuffer received);

    void isHttp2(PooledByteBuffer received);
  }

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ClientConnection connection;
  private final ByteBufferPool pool;
  private final ServerOptions options;
  private final Decision decision;
  private @Nullable PooledByteBuffer received;
  private XnioExecutor.Key timer;
  private boolean begun;
  private boolean decided;

  private FirstOctets(
      ClientConnection connection, ByteBufferPool pool, ServerOptions options, Decision decision) {
    this.connection = connection;
    this.pool = pool;
    this.options = options;
    this.decision = decision;
    this.timer = connection.thread().after(options.idleTimeout(), connection::close);
    if (connection.stream() instanceof SslConnection secured) {
      startHeadTimeout();
      secured.getHandshakeSetter().set(ready -> startIdleTimeout());
    }
  }

  /** Waits for the first of them like for the next request, for all of them like for a head. */
  static void await(
      ClientConnection connection, ByteBufferPool pool, ServerOptions options, Decision decision) {
    FirstOctets first = new FirstOctets(connection, pool, options, decision);
    ConduitStreamSourceChannel source = connection.stream().getSourceChannel();
    source.setReadListener(first);
    source.setCloseListener(closed -> first.giveUp());
    first.handleEvent(source);
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel source) {
    PooledByteBuffer buffer = received == null ? pool.allocate() : received;
    received = buffer;
    try {
      int read = source.read(buffer.getBuffer());
      if (read < 0) {
        connection.close();
      } else if (buffer.getBuffer().position() == 0) {
        release();
        source.resumeReads();
      } else {
        decide(source, buffer);
      }
    } catch (IOException broken) {
      connection.close();
    }
  }

  private void decide(ConduitStreamSourceChannel source, PooledByteBuffer buffer) {
    ByteBuffer octets = buffer.getBuffer().duplicate().flip();
    int length = Math.min(octets.remaining(), PREFACE.length);
    boolean isPreface = octets.slice(0, length).equals(ByteBuffer.wrap(PREFACE, 0, length));
    if (isPreface && length < PREFACE.length) {
      startHeadTimeout();
      source.resumeReads();
      return;
    }
    decided = true;
    timer.remove();
    received = null;
    source.suspendReads();
    source.setReadListener(null);
    source.setCloseListener(null);
    buffer.getBuffer().flip();
    if (isPreface) {
      decision.isHttp2(buffer);
    } else {
      decision.isHttp1(buffer);
    }
  }

  private void startHeadTimeout() {
    if (!begun) {
      begun = true;
      timer.remove();
      timer = connection.thread().after(options.headTimeout(), connection::close);
    }
  }

  /** The handshake is complete; a client may make connections before it has requests for them. */
  private void startIdleTimeout() {
    if (!decided) {
      begun = false;
      timer.remove();
      timer = connection.thread().after(options.idleTimeout(), connection::close);
    }
  }

  private void giveUp() {
    decided = true;
    timer.remove();
    release();
  }

  private void release() {
    PooledByteBuffer buffer = received;
    received = null;
    if (buffer != null) {
      buffer.close();
    }
  }
}
