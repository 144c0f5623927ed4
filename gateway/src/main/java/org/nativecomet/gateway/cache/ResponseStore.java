package org.nativecomet.gateway.cache;

import java.util.function.Predicate;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Where stored responses are kept, by target URI.
 *
 * <p>What was asked for before an invalidation may be the state from before it, however late it
 * arrives. So whoever sends a request takes the {@link #generation} first, and what is stored with
 * a generation that an invalidation has ended is refused.
 *
 * <p>Threading: all methods may be called from any thread; none blocks for long or calls out.
 */
interface ResponseStore {
  /** The stored responses with this target. */
  Variants find(TargetUri target);

  /** The current generation of this target; to be taken before the origin is asked. */
  long generation(TargetUri target);

  /** Stores a response, unless its generation has ended or a newer one is there. */
  void put(TargetUri target, StoredResponse response, long generation);

  /**
   * Puts the updated response in the place of exactly that one. Does nothing where that has gone,
   * by an invalidation or for a newer one.
   */
  void replace(TargetUri target, StoredResponse stored, StoredResponse updated);

  /** Removes exactly that response. */
  void remove(TargetUri target, StoredResponse stored);

  /** Removes every response with this path and query whose target is in the scope. */
  void invalidate(String pathAndQuery, Predicate<TargetUri> scope);
}
