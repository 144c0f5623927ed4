package org.nativecomet.gateway.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pieces of content that are kept while it is being received: all of them as long as it may be
 * stored, otherwise those that somebody has still to read.
 *
 * <p>Not safe for use by several threads: {@link ArrivingContent} guards it.
 */
final class KeptPieces {
  /**
   * How far the fastest reader may be ahead of the slowest once nothing is stored any more: enough
   * for both to be busy, little enough for many such contents at once.
   */
  static final int WINDOW = 256 * 1024;

  /** In place of a piece that was forgotten. */
  private static final Piece FORGOTTEN = new Piece(ByteBuffer.allocate(0), false);

  /** One piece, and whether room was taken for it. */
  private record Piece(ByteBuffer octets, boolean hasRoom) {}

  private final long limit;
  private final ReceivingRoom room;
  private List<Piece> pieces = new ArrayList<>();
  private int removed;
  private int first;
  private long received;
  private long kept;
  private boolean isEverything = true;

  /**
   * Nothing kept yet.
   *
   * @param limit the most octets to keep all of
   */
  KeptPieces(long limit, ReceivingRoom room) {
    this.limit = limit;
    this.room = room;
  }

  /** Takes one more piece over. A copy is kept as long as everything is. */
  void add(ByteBuffer buffer) {
    int octets = buffer.remaining();
    received += octets;
    kept += octets;
    if (isEverything && received <= limit && room.take(octets)) {
      byte[] copy = new byte[octets];
      buffer.get(copy);
      pieces.add(new Piece(ByteBuffer.wrap(copy).asReadOnlyBuffer(), true));
    } else {
      isEverything = false;
      pieces.add(new Piece(buffer.asReadOnlyBuffer(), false));
    }
  }

  /** Whether no piece has been left out or forgotten, so that the whole may yet be stored. */
  boolean isEverything() {
    return isEverything;
  }

  /** How many octets have come, kept or not. */
  long received() {
    return received;
  }

  /** The number of pieces that there have been. */
  int end() {
    return removed + pieces.size();
  }

  /** The piece with this number, as a view of its own; it must not have been forgotten. */
  ByteBuffer piece(int number) {
    return pieces.get(number - removed).octets().duplicate();
  }

  /** Forgets what everybody has read, unless all of it is kept. */
  void forgetBefore(int number) {
    if (isEverything) {
      return;
    }
    for (; first < number; first++) {
      forget(pieces.set(first - removed, FORGOTTEN));
    }
    int gone = first - removed;
    if (gone > pieces.size() / 2) {
      pieces.subList(0, gone).clear();
      removed = first;
    }
  }

  /** Whether the fastest reader may be further ahead of the slowest than it is. */
  boolean mayGrow() {
    return isEverything || kept < WINDOW;
  }

  /**
   * The whole content, if nothing was left out. To be called once, when all of it is here; the
   * pieces are views of the whole from then on, and take no room.
   */
  Optional<byte[]> complete() {
    if (!isEverything) {
      return Optional.empty();
    }
    byte[] whole = new byte[Math.toIntExact(received)];
    List<Piece> views = new ArrayList<>(pieces.size());
    int position = 0;
    for (Piece piece : pieces) {
      int octets = piece.octets().remaining();
      piece.octets().duplicate().get(whole, position, octets);
      ByteBuffer view = ByteBuffer.wrap(whole, position, octets).slice().asReadOnlyBuffer();
      views.add(new Piece(view, false));
      position += octets;
    }
    giveUp();
    pieces = views;
    return Optional.of(whole);
  }

  /** Forgets everything, for good. */
  void giveUp() {
    pieces.forEach(this::forget);
    pieces = List.of();
  }

  private void forget(Piece piece) {
    int octets = piece.octets().remaining();
    kept -= octets;
    if (piece.hasRoom()) {
      room.giveBack(octets);
    }
  }
}
