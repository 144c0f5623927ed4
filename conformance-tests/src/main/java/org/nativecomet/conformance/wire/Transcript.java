package org.nativecomet.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What went over the wire in one case, on both sides of the server, with times.
 *
 * <p>Threading: entries are added by the threads of all connections of the case.
 */
public final class Transcript {
  /** Octets kept of one piece of traffic; a transcript is for reading. */
  private static final int MAX_PIECE = 4 * 1024;

  /** Octets kept in all. */
  private static final int MAX_OCTETS = 256 * 1024;

  /** Neighbouring octets of one direction are one entry when they are this close in time. */
  private static final long SAME_MOMENT_NANOS = 2_000_000;

  /** Which way something went, seen from the server under test. */
  public enum Direction {
    TO_SERVER,
    FROM_SERVER,
    TO_ORIGIN,
    FROM_ORIGIN,
    NOTE
  }

  /**
   * One piece of traffic.
   *
   * @param at since the case began
   * @param connection a name for people
   * @param octets those that were kept, one char for each
   * @param omitted how many more there were
   */
  public record Entry(
      Duration at, Direction direction, String connection, String octets, long omitted) {}

  private static final class Open {
    private final long at;
    private long last;
    private final Direction direction;
    private final String connection;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private long omitted;

    Open(long at, Direction direction, String connection) {
      this.at = at;
      this.last = at;
      this.direction = direction;
      this.connection = connection;
    }
  }

  private final long start = System.nanoTime();
  private final List<Open> entries = new ArrayList<>();
  private int kept;

  /** Adds octets. */
  public synchronized void add(
      Direction direction, String connection, byte[] octets, int offset, int length) {
    long now = System.nanoTime();
    Open entry = continued(direction, connection, now);
    int part = Math.min(length, Math.min(MAX_PIECE - entry.octets.size(), MAX_OCTETS - kept));
    kept += part;
    entry.last = now;
    entry.octets.write(octets, offset, part);
    entry.omitted += length - part;
  }

  /** Adds a remark, such as that a connection was closed. */
  public synchronized void note(String connection, String remark) {
    Open entry = new Open(System.nanoTime(), Direction.NOTE, connection);
    entry.octets.writeBytes(remark.getBytes(StandardCharsets.ISO_8859_1));
    entries.add(entry);
  }

  /** What was added so far, by time. */
  public synchronized List<Entry> entries() {
    return entries.stream()
        .sorted(Comparator.comparingLong(entry -> entry.at))
        .map(
            entry ->
                new Entry(
                    Duration.ofNanos(entry.at - start),
                    entry.direction,
                    entry.connection,
                    entry.octets.toString(StandardCharsets.ISO_8859_1),
                    entry.omitted))
        .toList();
  }

  private Open continued(Direction direction, String connection, long now) {
    for (int i = entries.size() - 1; i >= Math.max(0, entries.size() - 3); i--) {
      Open entry = entries.get(i);
      if (entry.direction == Direction.NOTE) {
        break;
      }
      if (entry.direction == direction
          && entry.connection.equals(connection)
          && now - entry.last < SAME_MOMENT_NANOS) {
        return entry;
      }
    }
    Open entry = new Open(now, direction, connection);
    entries.add(entry);
    return entry;
  }
}
