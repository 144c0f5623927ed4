package org.nativecomet.gateway.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Reads chunked content in place of Undertow's decoder, which accepts what others read differently:
 * sizes such as {@code 2g} or {@code -2}, bare LF, garbage after a chunk, endless extensions and
 * trailers.
 */
final class StrictChunkedConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final HttpServerExchange exchange;
  private final HttpServerConnection connection;
  private final RequestGate gate;
  private final ChunkedDecoder decoder = new ChunkedDecoder();

  private StrictChunkedConduit(
      HttpServerExchange exchange, HttpServerConnection connection, RequestGate gate) {
    super(connection.getOriginalSourceConduit());
    this.exchange = exchange;
    this.connection = connection;
    this.gate = gate;
  }

  /** Puts itself in place of Undertow's decoder; before the request channel is asked for. */
  static void install(
      HttpServerExchange exchange, HttpServerConnection connection, RequestGate gate) {
    connection
        .getChannel()
        .getSourceChannel()
        .setConduit(new StrictChunkedConduit(exchange, connection, gate));
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    if (decoder.isDone()) {
      return -1;
    }
    if (!destination.hasRemaining()) {
      return 0;
    }
    int start = destination.position();
    try (PooledByteBuffer pooled = connection.getByteBufferPool().allocate()) {
      ByteBuffer received = pooled.getBuffer();
      int read = next.read(received);
      if (read < 0) {
        throw new EOFException("the client closed the connection within the content");
      }
      decoder.decode(received.flip(), destination);
      if (received.hasRemaining()) {
        gate.unget(received);
      }
    }
    if (decoder.isDone()) {
      next.suspendReads();
      Connectors.terminateRequest(exchange);
    }
    int count = destination.position() - start;
    return count == 0 && decoder.isDone() ? -1 : count;
  }

  @Override
  public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (destinations[i].hasRemaining()) {
        return read(destinations[i]);
      }
    }
    return decoder.isDone() ? -1 : 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }
}
