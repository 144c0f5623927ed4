package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.nativecomet.gateway.exchange.Octets;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Writes an HTTP/1.1 response in chunks of its own framing, past the response channel of Undertow:
 * a message that goes to ten thousand clients is framed once, and costs each of them one write of
 * the same octets and no allocation.
 *
 * <p>The head before the first chunk and the last chunk are Undertow's. Between them its channel
 * writes nothing, so that the two never meet within a chunk.
 *
 * <p>Not for TLS, where a write that has taken everything has sent nothing yet.
 */
final class ChunkWriter implements HeldWriter {
  private final StreamSinkChannel channel;
  private final StreamSinkConduit connection;
  private final ServerIoThread thread;
  private final SharedChunks chunks;
  private Chunk unwritten = Chunk.NONE;
  private long octets;

  /**
   * A writer for a response that is framed in chunks.
   *
   * @param channel of the response
   * @param connection what the channel writes to in the end
   */
  ChunkWriter(
      StreamSinkChannel channel,
      StreamSinkConduit connection,
      ServerIoThread thread,
      SharedChunks chunks) {
    this.channel = channel;
    this.connection = connection;
    this.thread = thread;
    this.chunks = chunks;
  }

  @Override
  public boolean write(Octets[] message) throws IOException {
    ByteBuffer start = chunks.of(message);
    connection.write(start);
    if (start.position() == chunks.length()) {
      octets += chunks.contentLength();
      return true;
    }
    unwritten = chunks.chunk(message);
    octets += unwritten.advance(start.position());
    return writeRest();
  }

  @Override
  public void add(ByteBuffer own) {
    unwritten = Chunk.of(own);
  }

  @Override
  public boolean proceed() throws IOException {
    return Flushing.isComplete(channel) && writeRest();
  }

  @Override
  public long octets() {
    return octets;
  }

  /** By way of native memory of ours: of a large heap buffer the JDK copies all at each attempt. */
  private boolean writeRest() throws IOException {
    while (unwritten.hasRemaining()) {
      ByteBuffer part = thread.scratch();
      unwritten.copyTo(part);
      octets += unwritten.advance(connection.write(part.flip()));
      if (part.hasRemaining()) {
        return false;
      }
    }
    unwritten = Chunk.NONE;
    return true;
  }
}
