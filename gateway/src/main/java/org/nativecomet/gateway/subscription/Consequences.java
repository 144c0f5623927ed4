package org.nativecomet.gateway.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What follows from a decision about a variant: collected while its lock is held, in order, and
 * done when the lock is free. It may call out to what has locks of its own, or calls back.
 *
 * <p>Threading: confined to the thread that decides.
 */
final class Consequences {
  private final VariantLock lock;
  private final List<Runnable> actions = new ArrayList<>();

  Consequences(VariantLock lock) {
    this.lock = lock;
  }

  /** Then this is done. */
  void add(Runnable action) {
    actions.add(action);
  }

  /** Then this is decided, with what has become known by then. */
  void decide(Consumer<Consequences> decision) {
    actions.add(() -> lock.decide(decision));
  }

  /** Does everything; the lock is free. */
  void run() {
    actions.forEach(Runnable::run);
  }
}
