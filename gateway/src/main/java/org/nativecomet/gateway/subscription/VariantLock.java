package org.nativecomet.gateway.subscription;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one lock of a variant. Everything about the variant is decided while it is held, and nothing
 * is called that could call back: what follows from a decision is done after.
 *
 * <p>Whatever says that it is guarded by its variant is used in here only. Threading: any thread.
 */
final class VariantLock {
  /** Decides, and does what follows. */
  void decide(Consumer<Consequences> decision) {
    Consequences consequences = new Consequences(this);
    synchronized (this) {
      decision.accept(consequences);
    }
    consequences.run();
  }

  /** The same, where the decision has a result. */
  <T> T decided(Function<Consequences, T> decision) {
    Consequences consequences = new Consequences(this);
    T result;
    synchronized (this) {
      result = decision.apply(consequences);
    }
    consequences.run();
    return result;
  }

  /** What is so at this moment. */
  synchronized <T> T look(Supplier<T> question) {
    return question.get();
  }
}
