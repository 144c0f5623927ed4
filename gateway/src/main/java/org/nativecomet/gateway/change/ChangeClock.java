package org.nativecomet.gateway.change;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Numbers changes in the order in which they became known, and remembers the latest of those whose
 * resources cannot be listed beforehand: whoever has asked the origin before such a change, and is
 * answered after it, finds out here that the answer may be the state from before.
 *
 * <p>Threading: any thread; the lock is held for one look at the few changes since a moment.
 */
public final class ChangeClock {
  /** A change, and its number. */
  private record Remembered(long number, Extent extent) {}

  /**
   * More than happen while one request is answered; whoever took longer is told that there was a
   * change, which costs one more request.
   */
  static final int MEMORY = 1024;

  @GuardedBy("this")
  private final Deque<Remembered> latestFirst = new ArrayDeque<>();

  @GuardedBy("this")
  private long forgotten;

  @GuardedBy("this")
  private long number;

  /** The moment now; to be taken before the origin is asked. */
  public synchronized long now() {
    return number;
  }

  /** A change that is remembered elsewhere has become known: its number. */
  public synchronized long tick() {
    number++;
    return number;
  }

  /** A change has become known, and is remembered here. */
  public synchronized void remember(Extent extent) {
    number++;
    latestFirst.addFirst(new Remembered(number, extent));
    if (latestFirst.size() > MEMORY) {
      forgotten = latestFirst.removeLast().number();
    }
  }

  /**
   * Whether a change that is remembered here, or was forgotten for want of room, has concerned this
   * resource since the moment.
   */
  public synchronized boolean hasChangedSince(long moment, TargetUri target, Set<String> groups) {
    if (moment < forgotten) {
      return true;
    }
    Iterator<Remembered> changes = latestFirst.iterator();
    while (changes.hasNext()) {
      Remembered change = changes.next();
      if (change.number() <= moment) {
        return false;
      }
      if (change.extent().concerns(target, groups)) {
        return true;
      }
    }
    return false;
  }
}
