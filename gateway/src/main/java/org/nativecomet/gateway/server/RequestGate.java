package org.nativecomet.gateway.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.message.RequestHead;
import org.nativecomet.gateway.message.RequestHeadParser;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Reads the heads of requests on an HTTP/1 connection in place of Undertow, which drops octets of
 * targets, unfolds lines, and answers what it cannot read in its own way. What Undertow is given
 * instead is a {@linkplain PlainHead plain head} with what it has to know.
 *
 * <p>Between two requests the gate is <i>shut</i>: nothing passes before a head is whole, or known
 * to be none. Then it is <i>open</i>: the plain head and the octets of content pass, until {@link
 * #shut} says that the next head is to come.
 *
 * <p>Confined to the I/O thread of the connection.
 */
final class RequestGate extends AbstractStreamSourceConduit<StreamSourceConduit> {
  /** Octets kept of requests that come before their turn. */
  static final int MAX_EARLY_OCTETS = 16 * 1024;

  private final ClientConnection connection;
  private final ByteBufferPool pool;
  private final ServerOptions options;
  private boolean isOpen;
  private @Nullable RequestHeadParser parser;
  private @Nullable RequestHead head;
  private @Nullable ByteBuffer plainHead;
  private @Nullable ByteBuffer early;
  private XnioExecutor.@Nullable Key timer;

  private RequestGate(
      StreamSourceConduit next,
      ClientConnection connection,
      ByteBufferPool pool,
      ServerOptions options) {
    super(next);
    this.connection = connection;
    this.pool = pool;
    this.options = options;
  }

  /** Puts a gate before whoever reads the connection, with what has been received already. */
  static RequestGate install(
      ClientConnection connection,
      ByteBufferPool pool,
      ServerOptions options,
      PooledByteBuffer received) {
    StreamSourceConduit source = connection.stream().getSourceChannel().getConduit();
    RequestGate gate = new RequestGate(source, connection, pool, options);
    gate.unget(received.getBuffer());
    received.close();
    connection.stream().getSourceChannel().setConduit(gate);
    return gate;
  }

  /** The head that Undertow has just been given the plain form of. */
  RequestHead takeHead() {
    RequestHead taken = head;
    if (taken == null) {
      throw new IllegalStateException("no head has passed the gate");
    }
    head = null;
    return taken;
  }

  /** A request has been answered, and all of it has been read: the next octet begins a head. */
  void shut() {
    isOpen = false;
  }

  /** The connection is no more. */
  void connectionHasClosed() {
    stopTimer();
    early = null;
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    if (!isOpen) {
      int read = readHead();
      if (read <= 0) {
        return read;
      }
    }
    ByteBuffer here = plainHead == null ? early : plainHead;
    if (here == null) {
      return next.read(destination);
    }
    int count = Math.min(here.remaining(), destination.remaining());
    destination.put(here.slice(here.position(), count));
    here.position(here.position() + count);
    if (!here.hasRemaining()) {
      dropUsedUp();
    }
    return count;
  }

  private void dropUsedUp() {
    if (plainHead != null) {
      plainHead = null;
    } else {
      early = null;
    }
  }

  /** Reads until there is a head. Returns 0 where it is not here yet, -1 where none comes. */
  private int readHead() throws IOException {
    ByteBuffer waiting = early;
    early = null;
    if (waiting != null && parse(waiting)) {
      return 1;
    }
    try (PooledByteBuffer pooled = pool.allocate()) {
      ByteBuffer received = pooled.getBuffer();
      int read = next.read(received);
      while (read > 0) {
        if (parse(received.flip())) {
          return 1;
        }
        read = next.read(received.clear());
      }
      return read;
    }
  }

  /** Reads on in a head; opens the gate, and keeps what comes after, where that was its end. */
  private boolean parse(ByteBuffer received) {
    RequestHeadParser reading =
        parser == null
            // Twice what is allowed, so that what is a little too large is refused as such.
            ? new RequestHeadParser(2 * options.maxHead(), 2 * options.maxFields())
            : parser;
    parser = reading;
    if (!reading.read(received)) {
      startTimer(reading);
      return false;
    }
    stopTimer();
    parser = null;
    head = reading.head();
    plainHead = PlainHead.of(reading.head());
    isOpen = true;
    if (received.hasRemaining()) {
      unget(received);
    }
    return true;
  }

  /** From the first octet of a head, and not from the empty line that may come before it. */
  private void startTimer(RequestHeadParser reading) {
    if (timer == null && !reading.isUntouched()) {
      timer = connection.thread().after(options.headTimeout(), connection::close);
    }
  }

  private void stopTimer() {
    XnioExecutor.Key running = timer;
    timer = null;
    if (running != null) {
      running.remove();
    }
  }

  /** Takes back octets that were read and are of the next request, or of content not yet wanted. */
  void unget(ByteBuffer octets) {
    ByteBuffer later = early;
    int count = octets.remaining() + (later == null ? 0 : later.remaining());
    ByteBuffer all = ByteBuffer.allocate(count).put(octets);
    early = (later == null ? all : all.put(later)).flip();
  }

  /**
   * Reads octets that come before their turn and keeps them, up to a limit.
   *
   * @return -1 where the connection has ended, 0 where there is nothing to read or no more to keep
   */
  int readEarly() throws IOException {
    ByteBuffer before = early;
    int kept = before == null ? 0 : before.remaining();
    ByteBuffer received = connection.thread().scratch();
    received.limit(Math.max(0, Math.min(received.capacity(), MAX_EARLY_OCTETS - kept)));
    int read = received.hasRemaining() ? next.read(received) : 0;
    if (read > 0) {
      ByteBuffer all = ByteBuffer.allocate(kept + read);
      early = (before == null ? all : all.put(before)).put(received.flip()).flip();
    }
    return read;
  }

  /** Whether as much has come before its turn as is kept. */
  boolean isFull() {
    ByteBuffer kept = early;
    return kept != null && kept.remaining() >= MAX_EARLY_OCTETS;
  }

  private boolean hasOctets() {
    return plainHead != null || early != null;
  }

  @Override
  public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (destinations[i].hasRemaining()) {
        return read(destinations[i]);
      }
    }
    return 0;
  }

  @Override
  public void resumeReads() {
    if (hasOctets()) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public boolean isReadShutdown() {
    return !hasOctets() && next.isReadShutdown();
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
