package org.nativecomet.gateway.server;

import java.net.InetSocketAddress;
import java.util.Optional;

/** The server cannot start; the message is one sentence for the operator. */
public final class ServerStartException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Optional<InetSocketAddress> address;

  ServerStartException(String message, InetSocketAddress address, Throwable cause) {
    super(message, cause);
    this.address = Optional.of(address);
  }

  ServerStartException(String message) {
    super(message);
    address = Optional.empty();
  }

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
    address = Optional.empty();
  }

  /** The address that could not be bound, where that is what failed. */
  public Optional<InetSocketAddress> address() {
    return address;
  }
}
