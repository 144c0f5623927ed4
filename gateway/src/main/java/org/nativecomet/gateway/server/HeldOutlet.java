package org.nativecomet.gateway.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * not take at once its {@link HeldWriter} keeps as views of the shared octets, and no further turn
 * is taken before it is out: a client that does not read costs one message, however much happens
 * meanwhile.
 *
 * <p>Threading: confined to the I/O thread of the connection, but for {@link #thread}.
 */
final class HeldOutlet implements Outlet, SlowClient {
  /** Between messages an empty line is legal and means nothing: it shows that we are alive. */
  private static final Octets[] HEARTBEAT = {Octets.of("\r\n".getBytes(StandardCharsets.US_ASCII))};

  /** The place in the list of its thread, -1 while not in it; kept by {@link ServerIoThread}. */
  int index = -1;

  private final ServerExchange exchange;
  private final ServerIoThread thread;
  private final @Nullable GzipFraming gzip;
  private final ArrayDeque<Turn> waiting = new ArrayDeque<>(1);
  private List<Runnable> closeActions = new ArrayList<>(1);
  private @Nullable StreamSinkChannel channel;
  private @Nullable HeldWriter writer;
  private @Nullable Runnable drainAction;
  private long lastProgress = System.nanoTime();
  private boolean writing;
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
  void open(StreamSinkChannel newChannel, HeldWriter newWriter) {
    channel = newChannel;
    writer = newWriter;
    newChannel.getWriteSetter().set(writable -> continueWriting());
    if (gzip != null) {
      newWriter.add(GzipFraming.header());
    }
    writing = true;
    thread.add(this);
    continueWriting();
  }

  /** Octets of content written so far. */
  long octets() {
    return writer == null ? 0 : writer.octets();
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
    return writer == null || writing;
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
    writing = !writer().write(pieces);
    if (writing) {
      waitUntilWritable();
    }
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
      long before = octets();
      writing = !writer().proceed();
      if (!writing || octets() > before) {
        lastProgress = System.nanoTime();
      }
      if (writing) {
        waitUntilWritable();
        return;
      }
      sink().suspendWrites();
      thread.hasCaughtUp(this);
      exchange.headIsSent();
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
      writer().add(gzip.trailer());
      writing = !writer().proceed();
      if (writing) {
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
    return Objects.requireNonNull(channel, "not open yet");
  }

  private HeldWriter writer() {
    return Objects.requireNonNull(writer, "not open yet");
  }

  private void close() {
    closed = true;
    waiting.clear();
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
