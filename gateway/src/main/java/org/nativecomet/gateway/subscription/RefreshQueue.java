package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Has variants ask the origin because of changes, so many at one time and in the order in which the
 * changes came: one that reaches ten thousand resources does not become ten thousand requests at
 * once. A variant that waits is asked once, however many changes there are meanwhile.
 *
 * <p>Threading: any thread; the lock guards who waits, and is not held while anybody asks.
 */
final class RefreshQueue {
  private final int most;

  @GuardedBy("this")
  private final Set<Variant> waiting = new LinkedHashSet<>();

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

  /** Has it ask as soon as there is room. */
  void add(Variant variant) {
    synchronized (this) {
      waiting.add(variant);
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
      Variant next = null;
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
  private Variant takeFirst() {
    Iterator<Variant> variants = waiting.iterator();
    Variant first = variants.next();
    variants.remove();
    return first;
  }
}
