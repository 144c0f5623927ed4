package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Has the origin asked because of changes, by so many at one time and in the order in which the
 * changes came: one that reaches ten thousand resources does not become ten thousand requests at
 * once. Who waits asks once, however many changes there are meanwhile.
 *
 * <p>Threading: any thread; the lock guards who waits, and is not held while anybody asks.
 */
final class RefreshQueue {
  /** Who asks because of changes: a variant, or those of a resource who ask for themselves. */
  interface Asker {
    /**
     * There is room for one fetch.
     *
     * @param ended is to be run once, when that is answered or is not made after all
     */
    void askAfterChange(Runnable ended);
  }

  private final int most;

  @GuardedBy("this")
  private final Set<Asker> waiting = new LinkedHashSet<>();

  @GuardedBy("this")
  private int underWay;

  @GuardedBy("this")
  private boolean starting;

  /**
   * Nobody waits.
   *
   * @param most how many may ask at one time
   */
  RefreshQueue(int most) {
    this.most = most;
  }

  /** Has it ask once, as soon as there is room. */
  void add(Asker asker) {
    synchronized (this) {
      waiting.add(asker);
    }
    startThoseThereIsRoomFor();
  }

  private void ended() {
    synchronized (this) {
      underWay--;
    }
    startThoseThereIsRoomFor();
  }

  /** A loop, not a recursion: an answer may come while its question is asked. */
  private void startThoseThereIsRoomFor() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    boolean more = true;
    while (more) {
      Asker next = null;
      synchronized (this) {
        more = underWay < most && !waiting.isEmpty();
        if (more) {
          next = takeFirst();
          underWay++;
        } else {
          starting = false;
        }
      }
      if (next != null) {
        next.askAfterChange(this::ended);
      }
    }
  }

  @GuardedBy("this")
  private Asker takeFirst() {
    Iterator<Asker> askers = waiting.iterator();
    Asker first = askers.next();
    askers.remove();
    return first;
  }
}
