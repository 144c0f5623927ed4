package org.nativecomet.gateway.server;

import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.ReasonPhrase;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Interim responses on their way to an HTTP/1.1 client, which as a rule takes them at once. Where
 * it does not, the final response waits until they have left.
 *
 * <p>They are written to the connection itself: Undertow knows of one response for each request.
 * Before that response nothing else is in flight.
 *
 * <p>Confined to the I/O thread of the connection.
 */
final class InterimWriter implements SlowClient {
  private final HttpServerConnection connection;
  private final ServerExchange exchange;
  private final Queue<ByteBuffer> unwritten = new ArrayDeque<>(1);
  private @Nullable Runnable whenWritten;
  private long lastProgress = System.nanoTime();
  private boolean isBlocked;

  InterimWriter(HttpServerConnection connection, ServerExchange exchange) {
    this.connection = connection;
    this.exchange = exchange;
  }

  /** Writes one, after those before it. */
  void write(InterimResponse response) throws IOException {
    unwritten.add(head(response));
    if (!isBlocked) {
      proceed();
    }
  }

  /** Runs the action when all have left; no more are written then. */
  void whenWritten(Runnable action) {
    if (isBlocked) {
      whenWritten = action;
    } else {
      action.run();
    }
  }

  private void proceed() throws IOException {
    isBlocked = !writeAll();
    ConduitStreamSinkChannel sink = connection.getChannel().getSinkChannel();
    if (isBlocked) {
      sink.setWriteListener(writable -> goOn());
      sink.resumeWrites();
      exchange.thread().watchProgress(this);
    } else {
      sink.suspendWrites();
      exchange.thread().hasCaughtUp(this);
    }
  }

  private void goOn() {
    try {
      proceed();
    } catch (IOException gone) {
      exchange.thread().hasCaughtUp(this);
      exchange.connectionIsBroken();
      return;
    }
    Runnable action = whenWritten;
    if (!isBlocked && action != null) {
      action.run();
    }
  }

  private boolean writeAll() throws IOException {
    StreamSinkConduit conduit = connection.getOriginalSinkConduit();
    for (ByteBuffer next = unwritten.peek(); next != null; next = unwritten.peek()) {
      if (conduit.write(next) > 0) {
        lastProgress = System.nanoTime();
      }
      if (next.hasRemaining()) {
        return false;
      }
      unwritten.remove();
    }
    return conduit.flush();
  }

  private static ByteBuffer head(InterimResponse response) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(128);
    int statusCode = response.statusCode();
    writeLine("HTTP/1.1 " + statusCode + " " + ReasonPhrase.of(statusCode), head);
    for (Fields.Line line : response.fields()) {
      writeLine(line.name() + ": " + line.value(), head);
    }
    writeLine("", head);
    return ByteBuffer.wrap(head.toByteArray());
  }

  private static void writeLine(String line, ByteArrayOutputStream to) {
    to.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    to.write('\r');
    to.write('\n');
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
