package org.nativecomet.gateway.change;

import java.util.function.Predicate;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Tokens;

/**
 * Word that a resource may have a new representation. It says nothing of what the representation
 * is: whoever cares asks the origin.
 *
 * @param pathAndQuery of the resource, octet for octet
 * @param scope which resources with that path and query are meant, since the same one may be
 *     reached under several authorities
 * @param cause who says so
 */
public record Change(String pathAndQuery, Predicate<TargetUri> scope, Cause cause) {
  /** Who says that a resource may have changed. */
  public enum Cause {
    /** An unsafe request for it was seen to succeed (RFC 9111, section 4.4). */
    UNSAFE_REQUEST,
    /** A DELETE request for it was seen to succeed. */
    DELETION,
    /** Somebody who knows has told us. */
    NOTICE;

    /** The word for logs and metrics. */
    public String word() {
      return Tokens.lowerCase(name()).replace('_', '-');
    }
  }

  /** Whether this change is about that resource. */
  public boolean concerns(TargetUri target) {
    return pathAndQuery.equals(target.pathAndQuery()) && scope.test(target);
  }
}
