package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.nativecomet.gateway.exchange.Octets;
import org.xnio.channels.StreamSinkChannel;

/**
 * Writes through the response channel of Undertow, which frames the content as the protocol wants
 * it. What a client does not take at once is kept as views of the shared octets.
 */
final class ChannelWriter implements HeldWriter {
  private static final ByteBuffer[] NOTHING = {};

  private final StreamSinkChannel channel;
  private final SharedViews views;
  private ByteBuffer[] unwritten = NOTHING;
  private long octets;

  ChannelWriter(StreamSinkChannel channel, SharedViews views) {
    this.channel = channel;
    this.views = views;
  }

  @Override
  public boolean write(Octets[] message) throws IOException {
    return writeAll(views.of(message));
  }

  @Override
  public void add(ByteBuffer own) {
    unwritten = new ByteBuffer[] {own};
  }

  @Override
  public boolean proceed() throws IOException {
    return writeAll(unwritten);
  }

  @Override
  public long octets() {
    return octets;
  }

  private boolean writeAll(ByteBuffer[] buffers) throws IOException {
    int first = 0;
    boolean flushed = false;
    while (first < buffers.length) {
      long written = channel.write(buffers, first, buffers.length - first);
      octets += written;
      while (first < buffers.length && !buffers[first].hasRemaining()) {
        first++;
      }
      if (written == 0 && first < buffers.length) {
        // HTTP/2 makes room by flushing; where that has not helped, the client must make it.
        if (flushed || !channel.flush()) {
          unwritten = copies(buffers, first);
          return false;
        }
        flushed = true;
      } else {
        flushed = false;
      }
    }
    unwritten = NOTHING;
    return Flushing.isComplete(channel);
  }

  /** Views of what is left that nobody else moves. */
  private static ByteBuffer[] copies(ByteBuffer[] buffers, int first) {
    ByteBuffer[] copies = new ByteBuffer[buffers.length - first];
    for (int i = first; i < buffers.length; i++) {
      copies[i - first] = buffers[i].duplicate();
    }
    return copies;
  }
}
