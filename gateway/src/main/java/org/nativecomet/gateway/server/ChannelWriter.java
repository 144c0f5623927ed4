package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
    ByteBuffer[] left = buffers;
    boolean flushed = false;
    while (left.length > 0) {
      // Always from the first buffer of the array: Undertow's chunked conduit takes the length of
      // the array for the place of its last buffer, and moves the limit of another one.
      long written = channel.write(left, 0, left.length);
      octets += written;
      left = withoutWritten(left);
      if (written == 0 && left.length > 0) {
        // HTTP/2 makes room by flushing; where that has not helped, the client must make it.
        if (flushed || !channel.flush()) {
          unwritten = copies(left);
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

  private static ByteBuffer[] withoutWritten(ByteBuffer[] buffers) {
    int first = 0;
    while (first < buffers.length && !buffers[first].hasRemaining()) {
      first++;
    }
    if (first == 0) {
      return buffers;
    }
    return first == buffers.length ? NOTHING : Arrays.copyOfRange(buffers, first, buffers.length);
  }

  /** Views of what is left that nobody else moves. */
  private static ByteBuffer[] copies(ByteBuffer[] buffers) {
    ByteBuffer[] copies = new ByteBuffer[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      copies[i] = buffers[i].duplicate();
    }
    return copies;
  }
}
