package org.nativecomet.gateway.change;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
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
  public boolean hasChangedSince(long moment, TargetUri target, Set<String> groups) {
    return hasOneSince(moment, extent -> extent.concerns(target, groups));
  }

  /** The same for a resource whose groups are not known: it may be in any. */
  public boolean mayHaveChangedSince(long moment, TargetUri target) {
    return hasOneSince(
        moment,
        extent ->
            extent instanceof Extent.InGroup group
                ? group.scope().test(target)
                : extent.concerns(target, Set.of()));
  }

  private synchronized boolean hasOneSince(long moment, Predicate<Extent> concerned) {
    if (moment < forgotten) {
      return true;
    }
    for (Remembered change : latestFirst) {
      if (change.number() <= moment) {
        return false;
      }
      if (concerned.test(change.extent())) {
        return true;
      }
    }
    return false;
  }
}
