package org.nativecomet.gateway.origin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.ssl.BasicClientTlsStrategy;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. Names are resolved on threads of their own, since the JDK blocks while it
 * resolves; the addresses of a name are tried in turn.
 */
final class Connector implements AutoCloseable {
  /** Octets read and written at once, and the most in one buffer of response content. */
  private static final int BUFFER = 16 * 1024;

  /** How late a connect timeout may be noticed. */
  private static final TimeValue SELECT_INTERVAL = TimeValue.ofMilliseconds(100);

  private static final int RESOLVER_THREADS = 4;

  private final DefaultConnectingIOReactor reactor;
  private final ThreadPoolExecutor resolver;
  private final TlsStrategy tls;
  private final Http1Config config;
  private final OriginOptions options;
  private final Timeout connectTimeout;

  Connector(OriginOptions options, SSLContext trust) {
    this.options = options;
    this.connectTimeout = Timeout.ofMilliseconds(options.connectTimeout().toMillis());
    this.tls = new BasicClientTlsStrategy(trust);
    this.config =
        Http1Config.custom()
            .setBufferSize(BUFFER)
            .setChunkSizeHint(BUFFER)
            .setInitialWindowSize(ResponseContent.WINDOW)
            .setMaxLineLength(options.maxHead())
            .setMaxHeaderCount(-1)
            .build();
    resolver =
        new ThreadPoolExecutor(
            RESOLVER_THREADS,
            RESOLVER_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("origin-names", true));
    resolver.allowCoreThreadTimeOut(true);
    reactor =
        new DefaultConnectingIOReactor(
            this::createHandler,
            IOReactorConfig.custom()
                .setSelectInterval(SELECT_INTERVAL)
                .setTcpNoDelay(true)
                .setSoTimeout(Timeout.DISABLED)
                .build(),
            new DefaultThreadFactory("origin-io", true),
            null,
            null,
            null,
            session -> session.close(CloseMode.GRACEFUL));
    reactor.start();
  }

  /** Opens a connection that is ready for an exchange; TLS is negotiated before the first one. */
  void connect(HttpHost origin, FutureCallback<IOSession> callback) {
    resolve(origin, origin, callback);
  }

  /** Opens a connection only to see whether that is possible; the callback closes it. */
  void probe(HttpHost origin, FutureCallback<IOSession> callback) {
    resolve(origin, null, callback);
  }

  private void resolve(
      HttpHost origin, @Nullable HttpHost attachment, FutureCallback<IOSession> callback) {
    try {
      resolver.execute(
          () -> {
            try {
              InetAddress[] addresses = InetAddress.getAllByName(origin.getHostName());
              new Attempts(origin, attachment, addresses, callback).next();
            } catch (UnknownHostException cause) {
              callback.failed(cause);
            }
          });
    } catch (RejectedExecutionException closed) {
      callback.failed(new ConnectionClosedException("The gateway is closing"));
    }
  }

  private IOEventHandler createHandler(ProtocolIOSession session, @Nullable Object attachment) {
    if (attachment instanceof HttpHost origin && URIScheme.HTTPS.same(origin.getSchemeName())) {
      tls.upgrade(session, origin, null, connectTimeout, null);
    }
    return OriginConnection.on(session, config, options.maxHead());
  }

  @Override
  public void close() {
    resolver.shutdownNow();
    reactor.close(CloseMode.IMMEDIATE);
  }

  /** One connection attempt after another, over the addresses of an origin. */
  private final class Attempts implements FutureCallback<IOSession> {
    private final HttpHost origin;
    private final @Nullable HttpHost attachment;
    private final InetAddress[] addresses;
    private final FutureCallback<IOSession> callback;
    private int tried;

    Attempts(
        HttpHost origin,
        @Nullable HttpHost attachment,
        InetAddress[] addresses,
        FutureCallback<IOSession> callback) {
      this.origin = origin;
      this.attachment = attachment;
      this.addresses = addresses;
      this.callback = callback;
    }

    void next() {
      InetSocketAddress address = new InetSocketAddress(addresses[tried++], origin.getPort());
      try {
        var unused = reactor.connect(origin, address, null, connectTimeout, attachment, this);
      } catch (IOReactorShutdownException closed) {
        callback.failed(new ConnectionClosedException("The gateway is closing"));
      }
    }

    @Override
    public void completed(IOSession session) {
      callback.completed(session);
    }

    @Override
    public void failed(Exception cause) {
      if (tried < addresses.length) {
        next();
      } else {
        callback.failed(cause);
      }
    }

    @Override
    public void cancelled() {
      callback.failed(new ConnectionClosedException());
    }
  }
}
