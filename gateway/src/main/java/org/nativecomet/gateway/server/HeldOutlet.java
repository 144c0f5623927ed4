package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Turn;
import org.xnio.channels.StreamSinkChannel;

/**
 * The response of an exchange that is held open.
 *
 * <p>It moves strictly forward:
 *
 * <ol>
 *   <li><i>begun</i>: somebody holds it, the head is about to be written;
 *   <li><i>open</i>: octets are written as turns give them, one turn after another;
 *   <li><i>ending</i>: what has been taken is written, then the response ends;
 *   <li><i>closed</i>: nothing can be written any more.
 * </ol>
 *
 * <p>In the common case a turn's octets are written at once and nothing is kept. What a client does
 * not take at once is kept as views of the shared octets, and no further turn is taken before it is
 * out: a client that does not read costs one message, however much happens meanwhile.
 *
 * <p>Threading: confined to the I/O thread of the connection, but for {@link #thread}.
 */
final class HeldOutlet implements Outlet, SlowClient {
  /** Between messages an empty line is legal and means nothing: it shows that we are alive. */
  private static final Octets[] HEARTBEAT = {Octets.of("\r\n".getBytes(StandardCharsets.US_ASCII))};

  private static final ByteBuffer[] NOTHING = {};

  /** The place in the list of its thread, -1 while not in it; kept by {@link ServerIoThread}. */
  int index = -1;

  private final ServerExchange exchange;
  private final ServerIoThread thread;
  private final @Nullable GzipFraming gzip;
  private final ArrayDeque<Turn> waiting = new ArrayDeque<>(1);
  private List<Runnable> closeActions = new ArrayList<>(1);
  private @Nullable StreamSinkChannel channel;
  private @Nullable Runnable drainAction;
  private ByteBuffer[] unwritten = NOTHING;
  private long octets;
  private long lastProgress = System.nanoTime();
  private boolean flushing;
  private boolean pumping;
  private boolean ending;
  private boolean trailerTaken;
  private boolean shutDown;
  private boolean closed;

  HeldOutlet(ServerExchange exchange, boolean isCompressed) {
    this.exchange = exchange;
    this.thread = exchange.thread();
    this.gzip = isCompressed ? new GzipFraming() : null;
  }

  /** The head, which the channel already has, is written, and then what turns give. */
  void open(StreamSinkChannel newChannel) {
    channel = newChannel;
    newChannel.getWriteSetter().set(writable -> continueWriting());
    if (gzip != null) {
      unwritten = new ByteBuffer[] {GzipFraming.header()};
    }
    thread.add(this);
    continueWriting();
  }

  /** Octets of content written so far. */
  long octets() {
    return octets;
  }

  @Override
  public IoThread thread() {
    return thread;
  }

  @Override
  public void request(Turn turn) {
    if (closed || ending) {
      return;
    }
    waiting.add(turn);
    takeTurns();
  }

  @Override
  public void release() {
    if (!closed && !ending) {
      ending = true;
      closeActions = List.of();
      waiting.clear();
      takeTurns();
    }
  }

  @Override
  public void releaseAndClose() {
    if (!closed && !ending) {
      exchange.makeLastOfConnection();
      release();
    }
  }

  @Override
  public void onDraining(Runnable action) {
    if (!closed && !ending) {
      drainAction = action;
    }
  }

  @Override
  public void onClosed(Runnable action) {
    if (closed) {
      action.run();
    } else if (!ending) {
      closeActions.add(action);
    }
  }

  /** Has the holder end the response soon, or else ends it at a message boundary. */
  void shutDown() {
    if (closed || ending) {
      return;
    }
    Runnable drain = drainAction;
    if (drain != null) {
      drainAction = null;
      drain.run();
    } else {
      List<Runnable> actions = closeActions;
      release();
      exchange.runAll(actions);
    }
  }

  /** Nobody reads any more. */
  void clientHasGone() {
    if (!closed) {
      close();
      List<Runnable> actions = closeActions;
      closeActions = List.of();
      exchange.runAll(actions);
    }
  }

  /** Whether a message is partly written, or cannot be written yet. */
  private boolean isBusy() {
    return channel == null || flushing || unwritten.length > 0;
  }

  private void takeTurns() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!closed && !isBusy() && !ending && !waiting.isEmpty()) {
        Octets[] pieces = waiting.remove().take();
        if (pieces.length > 0) {
          write(pieces);
        }
      }
      if (ending && !closed && !isBusy()) {
        end();
      }
    } catch (IOException gone) {
      exchange.connectionIsBroken();
    } catch (RuntimeException bug) {
      // What a turn was to give is lost, and a stream with a hole must not go on.
      exchange.report(bug);
      exchange.connectionIsBroken();
    } finally {
      pumping = false;
    }
  }

  private void write(Octets[] pieces) throws IOException {
    if (gzip != null) {
      gzip.add(pieces);
    }
    lastProgress = System.nanoTime();
    if (!writeAll(thread.views(gzip != null).of(pieces))) {
      waitUntilWritable();
    }
  }

  /** Writes all, or keeps what is left; tells whether nothing is left to write or to flush. */
  private boolean writeAll(ByteBuffer[] buffers) throws IOException {
    StreamSinkChannel sink = sink();
    ByteBuffer[] left = buffers;
    boolean flushed = false;
    while (left.length > 0) {
      // Always from the first buffer of the array: Undertow's chunked conduit takes the length of
      // the array for the place of its last buffer, and moves the limit of another one.
      long written = sink.write(left, 0, left.length);
      octets += written;
      left = withoutWritten(left);
      if (written == 0 && left.length > 0) {
        // HTTP/2 makes room by flushing; where that has not helped, the client must make it.
        if (flushed || !sink.flush()) {
          unwritten = copies(left);
          return false;
        }
        flushed = true;
      } else {
        flushed = false;
      }
    }
    unwritten = NOTHING;
    flushing = !Flushing.isComplete(sink);
    return !flushing;
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

  private void waitUntilWritable() {
    sink().resumeWrites();
    thread.watchProgress(this);
  }

  private void continueWriting() {
    if (closed) {
      return;
    }
    try {
      long before = octets;
      boolean isWritten = writeAll(unwritten);
      if (isWritten || octets > before) {
        lastProgress = System.nanoTime();
      }
      if (!isWritten) {
        waitUntilWritable();
        return;
      }
      sink().suspendWrites();
      thread.hasCaughtUp(this);
      if (shutDown) {
        close();
        exchange.responseIsComplete();
        return;
      }
    } catch (IOException gone) {
      exchange.connectionIsBroken();
      return;
    }
    takeTurns();
  }

  private void end() throws IOException {
    if (gzip != null && !trailerTaken) {
      trailerTaken = true;
      if (!writeAll(new ByteBuffer[] {gzip.trailer()})) {
        waitUntilWritable();
        return;
      }
    }
    shutDown = true;
    sink().shutdownWrites();
    continueWriting();
  }

  /** Sends an empty line if nothing was sent for so long and nothing is half sent. */
  void heartbeatIfSilent(long now, long silence) {
    if (closed || ending || isBusy() || now - lastProgress < silence) {
      return;
    }
    try {
      write(HEARTBEAT);
    } catch (IOException gone) {
      exchange.connectionIsBroken();
    }
  }

  private StreamSinkChannel sink() {
    StreamSinkChannel sink = channel;
    if (sink == null) {
      throw new IllegalStateException("not open yet");
    }
    return sink;
  }

  private void close() {
    closed = true;
    waiting.clear();
    unwritten = NOTHING;
    thread.remove(this);
    thread.hasCaughtUp(this);
    exchange.isNoLongerHeld(this);
  }

  @Override
  public long lastProgress() {
    return lastProgress;
  }

  @Override
  public void hasStalled() {
    exchange.clientHasStalled();
  }
}
