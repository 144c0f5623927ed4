package org.nativecomet.gateway.exchange;

/**
 * Where the enclosed responses of a held exchange go.
 *
 * <p>An outlet asks for octets when it can write them, and never before: a client that does not
 * read costs one waiting {@link Turn}, not a queue of responses. What a turn gives is written
 * whole, never mixed with another's.
 *
 * <p>Threading: except for {@link #thread}, all methods are called on {@link #thread} only, and so
 * are the callbacks.
 */
public interface Outlet {
  /** The I/O thread of the connection, for as long as the outlet lives. */
  IoThread thread();

  /**
   * Asks for a turn. {@link Turn#take} is called once for each request, possibly before this method
   * returns. A turn must not be requested again while it waits. After the outlet is closed the
   * request is ignored.
   */
  void request(Turn turn);

  /**
   * Ends this held exchange cleanly: after the octets taken so far the outer response ends, or, in
   * a stream, the exchange's place in it is free.
   */
  void release();

  /**
   * The same, and the connection, where that is possible, serves no other exchange: for a client
   * whose further octets cannot be trusted.
   */
  void releaseAndClose();

  /**
   * Has this run, once, when the gateway is about to stop. A holder that asks for this finishes
   * what it owes and then releases; one that does not is closed at the next message boundary.
   */
  void onDraining(Runnable action);

  /**
   * Has this run, once, when nothing can be sent any more because the client has gone, cancelled
   * the exchange, or the outlet was shut down. It is not called after {@link #release}.
   */
  void onClosed(Runnable action);
}
