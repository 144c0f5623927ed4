package org.nativecomet.samples;

import java.util.Optional;

/**
 * Something at one URI that has a state and possibly takes orders. It knows nothing of connections,
 * conditions or ranges: {@link ResourceHandler} adds those, the same for all.
 */
interface Resource {
  /** The state now; empty when there is nothing at this URI. */
  Optional<Representation> current();

  /** Whether the method may be used besides GET, HEAD and OPTIONS. */
  default boolean takes(String method) {
    return false;
  }

  /**
   * Carries out an unsafe request that {@link #takes} said yes to, after its preconditions held.
   *
   * @throws BadRequest when the content cannot be understood
   */
  default Reply act(Incoming request) throws BadRequest {
    throw new IllegalStateException(request.method() + " was not announced");
  }
}
