package org.nativecomet.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.nativecomet.gateway.config.Address;
import org.nativecomet.gateway.config.GatewayConfig;

/** A running gateway. */
public final class Gateway {
  private final ServerSocket listen;
  private final ServerSocket admin;

  private Gateway(ServerSocket listen, ServerSocket admin) {
    this.listen = listen;
    this.admin = admin;
  }

  /** Binds the listeners; when this returns, requests are answered. */
  public static Gateway start(GatewayConfig config) throws StartException {
    return new Gateway(bind("listen", config.listen()), bind("admin", config.admin()));
  }

  /** Where clients connect, with the port that was really bound. */
  public Address listenAddress() {
    return new Address(listen.getInetAddress().getHostAddress(), listen.getLocalPort());
  }

  /** Where the operator connects. */
  public Address adminAddress() {
    return new Address(admin.getInetAddress().getHostAddress(), admin.getLocalPort());
  }

  /** Where clients connect with TLS, where that is configured. */
  public Optional<Address> tlsAddress() {
    return Optional.empty();
  }

  /**
   * Stops accepting, ends streams at a message boundary and answers what is in flight, waiting for
   * that no longer than {@code grace}. Blocks until everything has stopped.
   */
  public void drain(Duration grace) {
    try {
      listen.close();
      admin.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static ServerSocket bind(String option, Address address) throws StartException {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return socket;
    } catch (IOException failed) {
      throw new StartException(
          option + ": cannot listen on " + address + ": " + failed.getMessage());
    }
  }
}
