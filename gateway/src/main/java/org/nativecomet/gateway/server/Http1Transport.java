package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.ssl.SslConnection;

/** An exchange that has an HTTP/1 connection for itself. */
final class Http1Transport implements Transport {
  private final HttpServerExchange undertow;
  private final HttpServerConnection connection;
  private final ServerExchange exchange;
  private final RequestGate gate;
  private @Nullable InterimWriter interim;

  Http1Transport(HttpServerExchange undertow, ServerExchange exchange, RequestGate gate) {
    this.undertow = undertow;
    this.connection = (HttpServerConnection) undertow.getConnection();
    this.exchange = exchange;
    this.gate = gate;
  }

  /** {@inheritDoc} HTTP/1.0 knows of no interim responses (RFC 9110, section 15.2). */
  @Override
  public void inform(InterimResponse response) throws IOException {
    if (undertow.isHttp11()) {
      InterimWriter writer = interim == null ? new InterimWriter(connection, exchange) : interim;
      interim = writer;
      writer.write(response);
    }
  }

  @Override
  public void whenInformed(Runnable action) {
    if (interim == null) {
      action.run();
    } else {
      interim.whenWritten(action);
    }
  }

  @Override
  public HeldWriter heldWriter(StreamSinkChannel channel, ServerIoThread thread, boolean deflated) {
    boolean isChunked = undertow.getResponseHeaders().contains(Headers.TRANSFER_ENCODING);
    if (!isChunked || connection.getChannel() instanceof SslConnection) {
      return new ChannelWriter(channel, thread.views(deflated));
    }
    return new ChunkWriter(
        channel, connection.getOriginalSinkConduit(), thread, thread.chunks(deflated));
  }

  /**
   * {@inheritDoc}
   *
   * <p>An idle subscriber has no use for a second copy of its fields. Before the request is
   * complete they still decide how its content is read.
   */
  @Override
  public void forgetHeads() {
    if (undertow.isRequestComplete()) {
      undertow.getRequestHeaders().clear();
      undertow.getResponseHeaders().clear();
    }
  }

  @Override
  public void watch() {
    DisconnectWatch.start(connection, exchange, gate);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In HTTP/1.1 the framing tells that something is missing. To an HTTP/1.0 client the end of
   * the connection is the proper end of a response, so only a reset tells.
   */
  @Override
  public void breakOff() {
    if (undertow.isHttp11()) {
      IoUtils.safeClose(connection);
    } else {
      reset();
    }
  }

  @Override
  public void reset() {
    try {
      connection.setOption(Options.CLOSE_ABORT, true);
    } catch (IOException alreadyClosed) {
      // Then there is nothing left to reset.
    }
    IoUtils.safeClose(connection);
  }

  @Override
  public boolean isReusableAfterDiscarding() {
    return undertow.isPersistent();
  }

  @Override
  public void abandonRequest() {
    undertow.setPersistent(false);
    LingeringClose.start(connection, exchange.thread());
  }

  @Override
  public void makeLast() {
    undertow.setPersistent(false);
  }
}
