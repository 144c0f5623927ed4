package org.nativecomet.conformance.wrong;

import java.io.IOException;

/** How the octets of a response stream are wrapped for the connection. */
interface Framing {
  /** Sends a piece. */
  void send(byte[] octets) throws IOException;

  /** Ends the stream cleanly. */
  void end(boolean fatal) throws IOException;
}
