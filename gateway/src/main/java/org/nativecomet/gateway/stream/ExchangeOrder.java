package org.nativecomet.gateway.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the open exchanges of a stream may begin, and which of their answers may be sent.
 *
 * <ul>
 *   <li>Requests with unsafe methods run one at a time, in the order they came (RFC 9112, section
 *       9.3.2: only safe ones may run in parallel).
 *   <li>Any request waits for the unsafe ones before it that have the same target.
 *   <li>Everything else runs at once.
 *   <li>Answers of exchanges that a client can only tell apart by their order, because they have
 *       the same label and no Exchange-Id, are sent in that order. Any other is sent when it is
 *       ready.
 * </ul>
 *
 * <p>Threading: confined to the thread of the stream.
 *
 * @param <E> an exchange, compared by identity
 */
final class ExchangeOrder<E> {
  /**
   * What the order of an exchange depends on.
   *
   * @param isUnsafe whether its method is unsafe
   * @param target what it is about; empty where it has no effect beyond the stream
   * @param label what its answer is told apart by; empty where it has an Exchange-Id
   */
  record Place(boolean isUnsafe, Optional<Object> target, Optional<String> label) {}

  private enum State {
    WAITING,
    RUNNING,
    READY
  }

  private static final class Entry<E> {
    private final E exchange;
    private final Place place;
    private State state = State.WAITING;

    Entry(E exchange, Place place) {
      this.exchange = exchange;
      this.place = place;
    }
  }

  private final List<Entry<E>> entries = new ArrayList<>();

  /** One more exchange, after all the others. */
  void add(E exchange, Place place) {
    entries.add(new Entry<>(exchange, place));
  }

  /** The exchanges that may begin now. They count as running from here on. */
  List<E> begin() {
    List<E> beginning = new ArrayList<>();
    Set<Object> unsafeTargets = new HashSet<>();
    boolean isUnsafeOpen = false;
    for (Entry<E> entry : entries) {
      if (entry.state == State.READY) {
        continue;
      }
      boolean mustWait =
          (entry.place.isUnsafe && isUnsafeOpen)
              || entry.place.target.filter(unsafeTargets::contains).isPresent();
      if (entry.state == State.WAITING && !mustWait) {
        entry.state = State.RUNNING;
        beginning.add(entry.exchange);
      }
      if (entry.place.isUnsafe) {
        isUnsafeOpen = true;
        entry.place.target.ifPresent(unsafeTargets::add);
      }
    }
    return beginning;
  }

  /** The answer of this exchange is complete. */
  void ready(E exchange) {
    for (Entry<E> entry : entries) {
      if (entry.exchange == exchange) {
        entry.state = State.READY;
      }
    }
  }

  /** This exchange owes no answer any more: it is held, or was abandoned. */
  void leave(E exchange) {
    entries.removeIf(entry -> entry.exchange == exchange);
  }

  /** The exchanges that have not begun; they are forgotten. */
  List<E> dropWaiting() {
    List<E> dropped = new ArrayList<>();
    for (Entry<E> entry : entries) {
      if (entry.state == State.WAITING) {
        dropped.add(entry.exchange);
      }
    }
    entries.removeIf(entry -> entry.state == State.WAITING);
    return dropped;
  }

  /** The exchanges whose answers may be sent now, in this order; they are forgotten. */
  List<E> takeSendable() {
    List<E> sendable = new ArrayList<>(1);
    Set<String> unansweredLabels = new HashSet<>();
    for (Entry<E> entry : entries) {
      boolean isHeldBack = entry.place.label.filter(unansweredLabels::contains).isPresent();
      if (entry.state == State.READY && !isHeldBack) {
        sendable.add(entry.exchange);
      } else {
        entry.place.label.ifPresent(unansweredLabels::add);
      }
    }
    entries.removeIf(entry -> sendable.contains(entry.exchange));
    return sendable;
  }
}
