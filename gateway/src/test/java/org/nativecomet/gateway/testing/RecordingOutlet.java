package org.nativecomet.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Turn;

/**
 * An outlet that keeps what its turns give, one text a turn, and insists on the rules of its port:
 * its own thread, no turn asked for twice, nothing after the end.
 *
 * <p>A turn is taken as soon as it is asked for unless the client has {@link #stopReading stopped
 * reading}.
 */
public final class RecordingOutlet implements Outlet {
  private final ManualIoThread thread;
  private final List<String> messages = new ArrayList<>();
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final List<Runnable> closeActions = new ArrayList<>();
  private final List<Runnable> drainActions = new ArrayList<>();
  private boolean closesConnection;
  private boolean isReading = true;
  private boolean taking;
  private boolean released;
  private boolean closed;

  public RecordingOutlet(ManualIoThread thread) {
    this.thread = thread;
  }

  @Override
  public IoThread thread() {
    return thread;
  }

  @Override
  public void request(Turn turn) {
    checkThread();
    if (closed) {
      return;
    }
    if (released) {
      throw new AssertionError("a turn is asked for after the release");
    }
    if (waiting.contains(turn)) {
      throw new AssertionError("a turn that waits is asked for again");
    }
    waiting.add(turn);
    takeTurns();
  }

  @Override
  public void release() {
    checkThread();
    if (released) {
      throw new AssertionError("released twice");
    }
    // What was asked for but not yet taken is not sent: only octets taken so far are.
    waiting.clear();
    released = true;
  }

  @Override
  public void releaseAndClose() {
    release();
    closesConnection = true;
  }

  @Override
  public void onDraining(Runnable action) {
    checkThread();
    drainActions.add(action);
  }

  @Override
  public void onClosed(Runnable action) {
    checkThread();
    closeActions.add(action);
  }

  /** The client takes nothing more until {@link #read}. */
  public void stopReading() {
    isReading = false;
  }

  /** The client reads again: every turn that waits is taken. */
  public void read() {
    isReading = true;
    thread.run(this::takeTurns);
  }

  /** The gateway is about to stop. */
  public void drain() {
    thread.run(() -> drainActions.forEach(Runnable::run));
  }

  /** Whether it was released with the wish that the connection be closed. */
  public boolean closesConnection() {
    return closesConnection;
  }

  /** The client goes away. */
  public void close() {
    thread.run(
        () -> {
          if (!closed && !released) {
            closed = true;
            waiting.clear();
            List.copyOf(closeActions).forEach(Runnable::run);
          }
        });
  }

  /** What each turn that did not pass has given, as ISO 8859-1 text. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** The content of each of these messages: what follows its head. */
  public List<String> contents() {
    return messages.stream()
        .map(message -> message.substring(message.indexOf("\r\n\r\n") + 4))
        .toList();
  }

  /** Everything written so far, as ISO 8859-1 text. */
  public String text() {
    return String.join("", messages);
  }

  /** How many turns wait. */
  public int waiting() {
    return waiting.size();
  }

  public boolean isReleased() {
    return released;
  }

  public boolean isClosed() {
    return closed;
  }

  private void takeTurns() {
    if (taking) {
      return;
    }
    taking = true;
    try {
      while (isReading && !closed && !released && !waiting.isEmpty()) {
        Octets[] pieces = waiting.remove().take();
        if (pieces.length > 0) {
          messages.add(text(pieces));
        }
      }
    } finally {
      taking = false;
    }
  }

  private static String text(Octets[] pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Octets piece : pieces) {
      ByteBuffer octets = piece.identity().duplicate();
      byte[] copy = new byte[octets.remaining()];
      octets.get(copy);
      all.writeBytes(copy);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private void checkThread() {
    if (!thread.isCurrent()) {
      throw new AssertionError("an outlet is used on its own thread only");
    }
  }
}
