package org.nativecomet.gateway.server;

import java.io.IOException;
import org.xnio.channels.StreamSinkChannel;

/** Whether all that was written to a channel has left it. */
final class Flushing {
  private Flushing() {}

  /**
   * Flushes.
   *
   * <p>Twice, because Undertow's HTTP/2 streams answer yes when a frame has left them, although it
   * could take only as much of the buffer as the client's window allowed. Asked again, a stream
   * tries to send the rest, has no window for it, and says so.
   */
  static boolean isComplete(StreamSinkChannel channel) throws IOException {
    boolean frameHasLeft = channel.flush();
    return frameHasLeft && channel.flush();
  }
}
