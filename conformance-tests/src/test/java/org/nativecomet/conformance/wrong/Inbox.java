package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.WireException;

/** Reads a connection ahead, so that its end is noticed while nobody waits for octets. */
final class Inbox implements Incoming {
  private static final int AHEAD = 256;
  private static final byte[] END_OF_STREAM = new byte[0];

  private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>(AHEAD);
  private final Runnable onEnd;
  private volatile boolean ended;
  private byte[] current = END_OF_STREAM;
  private int position;
  private boolean atEnd;

  Inbox(Socket socket, Runnable onEnd) {
    this.onEnd = onEnd;
    Thread reader = new Thread(() -> read(socket), "inbox");
    reader.setDaemon(true);
    reader.start();
  }

  boolean isEnded() {
    return ended;
  }

  @Override
  public int next(Deadline deadline) {
    while (position == current.length) {
      if (atEnd) {
        return END;
      }
      try {
        byte[] piece = pieces.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        if (piece == null) {
          throw new WireException.Silence();
        }
        atEnd = piece == END_OF_STREAM;
        current = piece;
        position = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WireException.Silence();
      }
    }
    return current[position++] & 0xff;
  }

  private void read(Socket socket) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pieces.put(java.util.Arrays.copyOf(buffer, n));
      }
    } catch (IOException reset) {
      // The same as an end, for a server.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended = true;
    onEnd.run();
    try {
      pieces.put(END_OF_STREAM);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
