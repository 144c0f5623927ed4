package org.nativecomet.gateway.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Turn;

/**
 * Answers that wait to be written, in the order in which they must be. It asks for one turn for
 * each of them, and whichever turn comes first is given the first answer.
 *
 * <p>Bounded by the exchanges in flight, of which each owes one answer. Threading: confined to the
 * thread of the stream.
 */
final class AnswerQueue {
  private record Waiting(Octets octets, Runnable afterwards) {}

  /** A distinct object for each request, as an outlet demands. */
  private final class NextAnswer implements Turn {
    @Override
    public Octets[] take() {
      return takeNext();
    }
  }

  private static final Octets[] NOTHING = {};

  private final Outlet outlet;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  AnswerQueue(Outlet outlet) {
    this.outlet = outlet;
  }

  /**
   * One more answer.
   *
   * @param afterwards runs on the stream's thread once the answer has been handed over for writing
   */
  void add(Octets octets, Runnable afterwards) {
    waiting.add(new Waiting(octets, afterwards));
    outlet.request(new NextAnswer());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Nothing of what waits will be written. */
  void clear() {
    waiting.clear();
  }

  private Octets[] takeNext() {
    Waiting next = waiting.poll();
    if (next == null) {
      return NOTHING;
    }
    // Not from within the turn: what follows may ask the outlet for further turns.
    outlet.thread().execute(next.afterwards());
    return new Octets[] {next.octets()};
  }
}
