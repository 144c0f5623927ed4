package org.nativecomet.gateway.server;

/** The server cannot start; the message is one sentence for the operator. */
public final class ServerStartException extends Exception {
  private static final long serialVersionUID = 1;

  ServerStartException(String message) {
    super(message);
  }

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
