package org.nativecomet.gateway.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.http2.AbstractHttp2StreamSourceChannel;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2RstStreamStreamSourceChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;

/**
 * An HTTP/2 connection with the limits that Undertow announces but does not keep: streams in
 * progress, and streams that the client opens and resets.
 *
 * <p>Confined to its I/O thread.
 */
final class Http2Connection extends Http2Channel {
  /** Leads from Undertow's idea of a connection, one for each stream, to the connection. */
  static final AttachmentKey<ClientConnection> CLIENT =
      AttachmentKey.create(ClientConnection.class);

  /** The client may try again on another connection (RFC 9113, section 8.7). */
  private static final int REFUSED_STREAM = ERROR_REFUSED_STREAM;

  private final ServerState server;
  private final ClientConnection connection;
  private final EventsInWindow resets;
  private @Nullable Http2StreamSourceChannel newest;
  private String newestTarget = "";

  Http2Connection(
      ServerState server,
      ClientConnection connection,
      ByteBufferPool pool,
      PooledByteBuffer received,
      OptionMap options) {
    super(connection.stream(), "h2", pool, received, false, false, options);
    this.server = server;
    this.connection = connection;
    this.resets = new EventsInWindow(server.options().maxResets());
    putAttachment(CLIENT, connection);
  }

  /** The stream whose request is being handed over right now. */
  Http2StreamSourceChannel newest() {
    Http2StreamSourceChannel stream = newest;
    if (stream == null) {
      throw new IllegalStateException("no stream yet");
    }
    return stream;
  }

  /** The {@code :path} of that stream, octet for octet. */
  String newestTarget() {
    return newestTarget;
  }

  @Override
  public synchronized @Nullable AbstractHttp2StreamSourceChannel receive() throws IOException {
    AbstractHttp2StreamSourceChannel received = super.receive();
    if (!(received instanceof Http2StreamSourceChannel stream)) {
      return received;
    }
    if (!admits()) {
      refuse(stream);
      return null;
    }
    keepWhatUndertowDrops(stream);
    return received;
  }

  private void keepWhatUndertowDrops(Http2StreamSourceChannel stream) {
    newest = stream;
    HeaderMap fields = stream.getHeaders();
    String target = fields.getFirst(PATH);
    newestTarget = target == null ? "" : target;
    if (!newestTarget.isEmpty()) {
      // Undertow would take it apart, and close the connection where it finds something odd.
      fields.put(PATH, "/");
    }
    // Host may stand in for :authority (RFC 9113, section 8.3.1); Undertow overwrites it.
    String host = fields.getFirst(Headers.HOST);
    if (host != null && !fields.contains(AUTHORITY)) {
      fields.put(AUTHORITY, host);
    }
  }

  private boolean admits() {
    if (server.isDraining()) {
      return false;
    }
    if (connection.exchangeCount() >= server.options().maxConcurrentStreams()) {
      server.events().limitReached("max-concurrent-streams");
      return false;
    }
    return true;
  }

  private void refuse(Http2StreamSourceChannel stream) {
    sendRstStream(stream.getStreamId(), REFUSED_STREAM);
    IoUtils.safeClose(stream);
  }

  @Override
  protected @Nullable AbstractHttp2StreamSourceChannel createChannelImpl(
      FrameHeaderData header, PooledByteBuffer data) throws IOException {
    AbstractHttp2StreamSourceChannel channel = super.createChannelImpl(header, data);
    if (channel instanceof Http2RstStreamStreamSourceChannel reset) {
      streamIsGone(reset.getStreamId());
      countReset();
    }
    return channel;
  }

  /** Undertow counts no reset of a request that had ended, which is what a rapid reset is. */
  private void countReset() {
    if (resets.isTooMany(System.nanoTime())) {
      server.events().limitReached("max-resets");
      sendGoAway(ERROR_ENHANCE_YOUR_CALM);
    }
  }

  @Override
  public void sendRstStream(int streamId, int statusCode) {
    super.sendRstStream(streamId, statusCode);
    streamIsGone(streamId);
  }

  private void streamIsGone(int streamId) {
    ServerExchange exchange = connection.exchange(streamId);
    if (exchange != null) {
      exchange.clientHasGone();
    }
  }

  /** Says goodbye and closes; for a connection with nothing in progress. */
  void goAway() {
    sendGoAway(ERROR_NO_ERROR);
  }
}
