package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Removes the chunked transfer coding as RFC 9112, section 7.1, writes it, and not as it is
 * sometimes written: HttpComponents accepts signs, bare line feeds and any amount of trailers, and
 * skips a chunk of size -1. Chunk extensions and trailers are read and dropped.
 */
final class StrictChunkDecoder implements ContentDecoder {
  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_LF,
    LAST_LF,
    COMPLETE
  }

  /** As many digits as a positive long has for certain. */
  private static final int MAX_SIZE_DIGITS = 15;

  private final ReadableByteChannel channel;
  private final SessionInputBuffer buffer;
  private final int maxOverhead;
  private State state = State.SIZE;
  private long size;
  private int sizeDigits;
  private int overhead;

  /**
   * Decodes what comes from the channel through the buffer.
   *
   * @param maxOverhead the most octets in the extensions of one chunk, and in all trailers
   */
  StrictChunkDecoder(ReadableByteChannel channel, SessionInputBuffer buffer, int maxOverhead) {
    this.channel = channel;
    this.buffer = buffer;
    this.maxOverhead = maxOverhead;
  }

  /**
   * Decodes until there is no more or the destination is full. HttpComponents calls again as long
   * as something is left in the buffer, whatever room its consumer has: what is left is then only
   * emptied out and not filled again, or all that the origin sends would be taken at once.
   */
  @Override
  public int read(ByteBuffer destination) throws IOException {
    boolean mayFill = !buffer.hasData();
    int total = 0;
    while (state != State.COMPLETE && (state != State.DATA || destination.hasRemaining())) {
      if (!buffer.hasData() && mayFill && buffer.fill(channel) < 0 && total == 0) {
        throw new ConnectionClosedException("Closed before the last chunk");
      }
      if (!buffer.hasData()) {
        return total;
      }
      if (state == State.DATA) {
        total += readData(destination);
      } else {
        state = next(buffer.read());
      }
    }
    return total;
  }

  @Override
  public boolean isCompleted() {
    return state == State.COMPLETE;
  }

  @Override
  public @Nullable List<? extends Header> getTrailers() {
    return null;
  }

  private int readData(ByteBuffer destination) {
    int read = buffer.read(destination, (int) Math.min(size, destination.remaining()));
    size -= read;
    if (size == 0) {
      state = State.DATA_CR;
    }
    return read;
  }

  private State next(int octet) throws IOException {
    return switch (state) {
      case SIZE -> afterSize(octet);
      case EXTENSION -> skip(octet, State.SIZE_LF);
      case SIZE_LF -> expect('\n', octet, size == 0 ? State.TRAILER_START : State.DATA);
      case DATA_CR -> expect('\r', octet, State.DATA_LF);
      case DATA_LF -> {
        sizeDigits = 0;
        overhead = 0;
        yield expect('\n', octet, State.SIZE);
      }
      case TRAILER_START -> octet == '\r' ? State.LAST_LF : skip(octet, State.TRAILER_LF);
      case TRAILER -> skip(octet, State.TRAILER_LF);
      case TRAILER_LF -> expect('\n', octet, State.TRAILER_START);
      case LAST_LF -> expect('\n', octet, State.COMPLETE);
      case DATA, COMPLETE -> throw new IllegalStateException(state.name());
    };
  }

  private State afterSize(int octet) throws IOException {
    int digit = Character.digit(octet, 16);
    if (digit >= 0 && sizeDigits < MAX_SIZE_DIGITS) {
      size = size * 16 + digit;
      sizeDigits++;
      return State.SIZE;
    }
    boolean ends = octet == ';' || octet == ' ' || octet == '\t';
    if (sizeDigits > 0 && (ends || octet == '\r')) {
      return ends ? State.EXTENSION : State.SIZE_LF;
    }
    throw new MalformedChunkCodingException("Not a chunk size");
  }

  /** Passes over the rest of an extension or a trailer line. */
  private State skip(int octet, State afterCarriageReturn) throws IOException {
    if (octet == '\r') {
      return afterCarriageReturn;
    }
    if (octet == '\n') {
      throw new MalformedChunkCodingException("Bare line feed");
    }
    overhead++;
    if (overhead > maxOverhead) {
      throw new MessageConstraintException("Chunk extensions or trailers too large");
    }
    return state == State.TRAILER_START ? State.TRAILER : state;
  }

  private static State expect(int expected, int octet, State next) throws IOException {
    if (octet != expected) {
      throw new MalformedChunkCodingException("CR LF expected");
    }
    return next;
  }
}
