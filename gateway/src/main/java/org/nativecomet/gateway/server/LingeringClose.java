package org.nativecomet.gateway.server;

import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Closes a connection whose client is still sending, so that it can read the response first (RFC
 * 9112, section 9.6): our side is closed, and what still comes is read and forgotten for a while. A
 * close with unread octets would be a reset, which can take the response with it.
 */
final class LingeringClose implements ChannelListener<ConduitStreamSourceChannel> {
  /** How long a client gets to notice that it need not send any more. */
  static final Duration LINGER = Duration.ofSeconds(2);

  /** How much is read in one turn before others get theirs. */
  private static final int TURN = 256 * 1024;

  private final HttpServerConnection connection;
  private final ServerIoThread thread;
  private final XnioExecutor.Key timer;

  private LingeringClose(HttpServerConnection connection, ServerIoThread thread) {
    this.connection = connection;
    this.thread = thread;
    this.timer = thread.after(LINGER, this::close);
  }

  static void start(HttpServerConnection connection, ServerIoThread thread) {
    LingeringClose closing = new LingeringClose(connection, thread);
    connection.clearChannel();
    closing.closeOurSide();
    ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
    source.setReadListener(closing);
    source.wakeupReads();
  }

  private void closeOurSide() {
    ConduitStreamSinkChannel sink = connection.getChannel().getSinkChannel();
    try {
      sink.shutdownWrites();
      if (!sink.flush()) {
        sink.setWriteListener(
            ChannelListeners.flushingChannelListener(null, (channel, failure) -> close()));
        sink.resumeWrites();
      }
    } catch (IOException gone) {
      close();
    }
  }

  @Override
  public void handleEvent(ConduitStreamSourceChannel source) {
    ByteBuffer buffer = thread.scratch();
    try {
      for (int total = 0; total < TURN; ) {
        int read = source.read(buffer.clear());
        if (read < 0) {
          close();
          return;
        }
        if (read == 0) {
          break;
        }
        total += read;
      }
      source.resumeReads();
    } catch (IOException gone) {
      close();
    }
  }

  private void close() {
    timer.remove();
    IoUtils.safeClose(connection);
  }
}
