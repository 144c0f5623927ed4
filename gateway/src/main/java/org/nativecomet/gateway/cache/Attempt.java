package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Vary;

/**
 * How a request looks for an answer: whether it may wait for what somebody else's fetch brings.
 *
 * @param isFirst whether the request has just come
 * @param mayWait whether it may; nobody waits for more than two fetches of others
 * @param hasWaited whether it has, in vain
 * @param vary what the representations of the target are known to be selected by
 */
record Attempt(boolean isFirst, boolean mayWait, boolean hasWaited, Vary vary) {
  /** A request that has just come, for a target of which these are stored. */
  static Attempt first(Variants stored) {
    Fields known = stored.isEmpty() ? Fields.empty() : stored.newestFirst().get(0).fields();
    return new Attempt(true, true, false, Vary.of(known));
  }

  /** The same once more, because the store has changed meanwhile. */
  Attempt again() {
    return new Attempt(false, mayWait, hasWaited, vary);
  }

  /** It has waited for what cannot answer it. */
  Attempt alone() {
    return new Attempt(false, false, true, vary);
  }

  /** It has waited for another variant, and may wait among those who want the same as it does. */
  Attempt amongItsLike(Vary known) {
    return hasWaited ? alone() : new Attempt(false, true, true, known);
  }
}
