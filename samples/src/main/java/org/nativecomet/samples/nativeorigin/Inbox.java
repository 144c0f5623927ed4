package org.nativecomet.samples.nativeorigin;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The watched paths that have changed since somebody last looked.
 *
 * <p>A set and not a queue: however often a resource changes while its subscriber is slow, one path
 * is kept for it (LIM-7), and the state is read when it can be sent (SUB-39, SUB-40).
 */
final class Inbox {
  private final Set<String> changed = new HashSet<>();
  private boolean awakened;

  synchronized void add(String path) {
    changed.add(path);
    notifyAll();
  }

  /** Lets who waits look at something else. */
  synchronized void awaken() {
    awakened = true;
    notifyAll();
  }

  /** Takes what has changed; waits for it for a while. */
  synchronized Set<String> take(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (changed.isEmpty() && !awakened && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    awakened = false;
    Set<String> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }
}
