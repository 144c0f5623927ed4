package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.nativecomet.gateway.exchange.Octets;

/**
 * Writes the content of one held response: a message at a time, the next one only when the one
 * before is out.
 *
 * <p>Every method that writes returns whether nothing is left: no octet unwritten, none unflushed.
 * Otherwise {@link #proceed} is to be called when the connection is writable.
 *
 * <p>Confined to the I/O thread of its connection.
 */
interface HeldWriter {
  /** Writes a message that others get as well, or begins to. */
  boolean write(Octets[] message) throws IOException;

  /** Has {@link #proceed} write what only this client gets; to be called when nothing is left. */
  void add(ByteBuffer octets);

  /** Goes on with what is left: the head of the response, the rest of a message, its end. */
  boolean proceed() throws IOException;

  /** Octets of content that the connection has taken so far. */
  long octets();
}
