package org.nativecomet.gateway.convergence;

import org.nativecomet.gateway.testing.RawClient;

/** How a client of one form talks on one connection. */
interface Conversation {
  /** Asks, and reads what comes, until there is nothing more to come. */
  void converse(RawClient connection);

  /**
   * Sends a write on the same connection, where it can carry one.
   *
   * @param write what the write is called
   */
  default void write(String write, PlannedResource resource, int size) {
    throw new UnsupportedOperationException();
  }
}
