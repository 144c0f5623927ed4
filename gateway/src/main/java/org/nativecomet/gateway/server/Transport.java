package org.nativecomet.gateway.server;

import java.io.IOException;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.xnio.channels.StreamSinkChannel;

/**
 * What one exchange needs of its connection, and what differs between HTTP/1.1, where an exchange
 * has the connection for itself, and HTTP/2, where it is one stream among others.
 *
 * <p>Confined to the I/O thread of the connection.
 */
interface Transport {
  /** Sends what comes before the response, if this client may be sent it. */
  void inform(InterimResponse response) throws IOException;

  /** Runs the action, which begins the response, when all that comes before it has left. */
  void whenInformed(Runnable action);

  /**
   * What writes the content of a response that is held open, once Undertow has its head.
   *
   * @param channel of the response
   * @param deflated whether it writes the deflated form of messages
   */
  HeldWriter heldWriter(StreamSinkChannel channel, ServerIoThread thread, boolean deflated);

  /** Frees what Undertow keeps of the heads of request and response, where nothing reads it. */
  void forgetHeads();

  /** Has the exchange told when the client goes away, now that nothing is left of the request. */
  void watch();

  /** Ends the exchange so that the client cannot take an unfinished response for a whole one. */
  void breakOff();

  /** Ends the exchange at once and forgets what the client has not yet taken. */
  void reset();

  /**
   * Whether the connection is of use again once the rest of a request that nobody wants has been
   * read and forgotten.
   */
  boolean isReusableAfterDiscarding();

  /**
   * Ends the exchange of a response that is complete while the request is not, and nobody reads the
   * rest. The response must reach the client nevertheless.
   */
  void abandonRequest();

  /** This is the last exchange of its connection, if the protocol allows to say so. */
  void makeLast();
}
