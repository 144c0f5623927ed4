package org.nativecomet.gateway.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2ReceiveListener;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.ssl.SslConnection;

/**
 * What happens to a connection that a listener has accepted: it is counted, wrapped in TLS where
 * the listener says so, and handed to the protocol its client speaks.
 */
final class ConnectionOpening implements ChannelListener<StreamConnection> {
  /** Makes the opening of one listener, once the server exists. */
  interface Factory {
    ConnectionOpening create(ServerState server, ByteBufferPool pool, ByteBufferPool tlsPool);
  }

  private static final String[] PROTOCOLS = {"h2", "http/1.1"};

  private final ServerState server;
  private final Listener listener;
  private final ByteBufferPool pool;
  private final OptionMap undertowOptions;
  private final ExchangeEntry entry;
  private final HttpOpenListener http1;
  private final @Nullable UndertowXnioSsl tls;

  private ConnectionOpening(
      ServerState server,
      ByteBufferPool pool,
      ByteBufferPool tlsPool,
      Listener listener,
      @Nullable SSLContext context) {
    this.server = server;
    this.listener = listener;
    this.pool = pool;
    this.undertowOptions = GatewayServer.undertowOptions(server.options());
    this.entry = new ExchangeEntry(server);
    this.http1 = new HttpOpenListener(pool, undertowOptions);
    http1.setRootHandler(entry);
    // Given a pool, because its own keeps few buffers and strands the others.
    this.tls =
        context == null
            ? null
            : new UndertowXnioSsl(
                Xnio.getInstance(ConnectionOpening.class.getClassLoader()),
                OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
                tlsPool,
                context);
  }

  /** Reads the files of the listener; everything else cannot fail. */
  static Factory factory(Listener listener) throws ServerStartException {
    SSLContext context =
        listener.tls().isPresent() ? PemIdentity.read(listener.tls().get()).context() : null;
    return (server, pool, tlsPool) ->
        new ConnectionOpening(server, pool, tlsPool, listener, context);
  }

  @Override
  public void handleEvent(StreamConnection accepted) {
    if (!server.admitConnection()) {
      IoUtils.safeClose(accepted);
      return;
    }
    ClientConnection connection;
    try {
      StreamConnection stream = tls == null ? accepted : secured(tls, accepted);
      connection = new ClientConnection(server, stream, listener);
    } catch (RuntimeException goneAlready) {
      IoUtils.safeClose(accepted);
      server.countOut();
      return;
    }
    server.add(connection);
    accepted.setCloseListener(closed -> connection.hasClosed());
    FirstOctets.await(connection, pool, server.options(), new Protocols(connection));
  }

  /** HTTP/2 is offered first; a client that offers neither protocol gets no connection. */
  private static SslConnection secured(UndertowXnioSsl tls, StreamConnection accepted) {
    SslConnection secured = tls.wrapExistingConnection(accepted, OptionMap.EMPTY, false);
    SSLEngine engine = UndertowXnioSsl.getSslEngine(secured);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(PROTOCOLS);
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return secured;
  }

  /** Hands the connection to the protocol its client speaks. */
  private final class Protocols implements FirstOctets.Decision {
    private final ClientConnection connection;

    Protocols(ClientConnection connection) {
      this.connection = connection;
    }

    @Override
    public void isHttp1(PooledByteBuffer received) {
      connection.speaksHttp1(RequestGate.install(connection, pool, server.options(), received));
      http1.handleEvent(connection.stream(), null);
    }

    @Override
    public void isHttp2(PooledByteBuffer received) {
      Http2Connection channel =
          new Http2Connection(server, connection, pool, received, undertowOptions);
      connection.speaksHttp2(channel);
      channel
          .getReceiveSetter()
          .set(new Http2ReceiveListener(entry, undertowOptions, pool.getBufferSize(), null));
      channel.resumeReceives();
    }
  }
}
