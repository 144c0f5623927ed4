package org.nativecomet.gateway.cache;

import java.util.List;
import org.nativecomet.gateway.change.Extent;
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

  /**
   * The current generation of this target; to be taken before the origin is asked. Not to be
   * compared: {@link #isCurrent} tells whether it has ended.
   */
  long generation(TargetUri target);

  /**
   * Whether no invalidation has ended the generation that may concern a response with this target,
   * in whatever groups it may turn out to be.
   */
  boolean isCurrent(TargetUri target, long generation);

  /** Stores a response, unless its generation has ended or a newer one is there. */
  void put(TargetUri target, StoredResponse response, long generation);

  /**
   * Puts the updated response in the place of exactly that one. Does nothing where that has gone,
   * by an invalidation or for a newer one; removes it where its generation has ended for the
   * updated one, which may be in a group that the stored one was not in.
   */
  void replace(TargetUri target, StoredResponse stored, StoredResponse updated, long generation);

  /** Removes exactly that response. */
  void remove(TargetUri target, StoredResponse stored);

  /** The targets with stored responses that the extent covers, as they are now. */
  List<TargetUri> targets(Extent extent);

  /**
   * Removes every response that the extent covers, and ends the generation of everything that it
   * would cover.
   *
   * @return how many responses were removed
   */
  int invalidate(Extent extent);
}
