package org.nativecomet.conformance.wrong;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** A response stream on its way to the client: enclosed responses, heartbeats, perhaps gzip. */
final class Out {
  static final long HEARTBEAT_MILLIS = 1000;
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private final Framing framing;
  private final Set<Fault> faults;
  private final @Nullable Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private long length;
  private long lastWrite = System.currentTimeMillis();
  private boolean ended;

  Out(Framing framing, boolean gzip, Set<Fault> faults) throws IOException {
    this.framing = framing;
    this.faults = faults;
    this.deflater = gzip ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : null;
    if (gzip) {
      framing.send(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    }
    if (!faults.contains(Fault.NO_HEARTBEAT)) {
      later(HEARTBEAT_MILLIS / 2);
    }
  }

  /** Writes an enclosed response. */
  void send(Answer answer, boolean head) {
    // A lock for all clients of the server is what this fault is about.
    synchronized (faults.contains(Fault.ONE_WRITER) ? faults : this) {
      sendInTurn(answer, head);
    }
  }

  private synchronized void sendInTurn(Answer answer, boolean head) {
    int status = answer.status();
    boolean bodiless = head || status == 204 || status == 304;
    Fields fields = answer.fields().without("Content-Length").without("Transfer-Encoding");
    if (!bodiless || faults.contains(Fault.LENGTH_ALWAYS)) {
      int count =
          faults.contains(Fault.COUNTS_CHARACTERS)
              ? (int) answer.content().chars().filter(c -> c < 0x80).count()
              : answer.content().length();
      if (!faults.contains(Fault.NO_LENGTH)) {
        fields =
            faults.contains(Fault.CHUNKS_RESPONSES)
                ? fields.with("Transfer-Encoding: chunked")
                : fields.with("Content-Length: " + count);
      }
    }
    if (faults.contains(Fault.NO_DATE)) {
      fields = fields.without("Date");
    }
    String content = bodiless ? "" : answer.content();
    if (faults.contains(Fault.CHUNKS_RESPONSES) && !bodiless) {
      content =
          Integer.toHexString(content.length())
              + "\r\n"
              + content
              + (content.isEmpty() ? "" : "\r\n0\r\n")
              + "\r\n";
    }
    String line = answer.head().startLine();
    String message = line + "\r\n" + fields + "\r\n" + content;
    if (faults.contains(Fault.INTERLEAVES) && answer.content().length() >= 8) {
      message =
          message.substring(0, message.length() / 2)
              + "\r\n"
              + message.substring(message.length() / 2);
    }
    write(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Ends the stream cleanly. */
  void end() {
    end(false);
  }

  /** The same, perhaps after a fatal error. */
  synchronized void end(boolean fatal) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (deflater != null && !faults.contains(Fault.NO_TRAILER)) {
        framing.send(new byte[] {3, 0});
        ByteArrayOutputStream trailer = new ByteArrayOutputStream();
        for (long value : new long[] {checksum.getValue(), length}) {
          for (int i = 0; i < 4; i++) {
            trailer.write((int) (value >>> (8 * i)));
          }
        }
        framing.send(trailer.toByteArray());
      }
      if (!faults.contains(Fault.FATAL_CUTS)) {
        framing.end(fatal);
      }
    } catch (IOException gone) {
      // Nobody is there to miss it.
    }
  }

  private void later(long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, THREADS)
        .execute(this::heartbeat);
  }

  private synchronized void heartbeat() {
    if (!ended) {
      if (System.currentTimeMillis() - lastWrite >= HEARTBEAT_MILLIS / 2) {
        write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      later(HEARTBEAT_MILLIS / 4);
    }
  }

  private void write(byte[] octets) {
    if (ended) {
      return;
    }
    try {
      lastWrite = System.currentTimeMillis();
      framing.send(deflater == null ? octets : deflate(octets));
    } catch (IOException gone) {
      ended = true;
    }
  }

  private byte[] deflate(byte[] octets) {
    Deflater compressor = java.util.Objects.requireNonNull(deflater);
    checksum.update(octets);
    length += octets.length;
    compressor.setInput(octets);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int mode =
        faults.contains(Fault.NO_FLUSH)
            ? Deflater.NO_FLUSH
            : faults.contains(Fault.ONE_WINDOW) ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH;
    for (int n = compressor.deflate(buffer, 0, buffer.length, mode);
        n > 0;
        n = compressor.deflate(buffer, 0, buffer.length, mode)) {
      compressed.write(buffer, 0, n);
    }
    return compressed.toByteArray();
  }
}
