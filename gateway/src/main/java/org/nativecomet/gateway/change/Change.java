package org.nativecomet.gateway.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Tokens;

/**
 * Word that resources may have new representations. As a rule it says nothing of what the
 * representations are: whoever cares asks the origin.
 *
 * @param extents which resources are meant: those of any of them
 * @param cause who says so
 * @param published the new response, where it came with the word; the extent is one target then
 */
public record Change(List<Extent> extents, Cause cause, Optional<Published> published) {
  /** Who says that a resource may have changed. */
  public enum Cause {
    /** An unsafe request for it was seen to succeed (RFC 9111, section 4.4). */
    UNSAFE_REQUEST,
    /** A DELETE request for it was seen to succeed. */
    DELETION,
    /** An unsafe request was seen whose answer names its group (RFC 9875, section 3). */
    GROUP,
    /** An unsafe request was seen that changes it by a rule of the configuration. */
    RULE,
    /** Somebody who knows has told us. */
    NOTICE,
    /** Somebody wants what is stored to be gone. */
    PURGE;

    /** The word for logs and metrics. */
    public String word() {
      return Tokens.lowerCase(name()).replace('_', '-');
    }
  }

  public Change {
    extents = List.copyOf(extents);
  }

  /** Of which nothing more is known. */
  public Change(List<Extent> extents, Cause cause) {
    this(extents, cause, Optional.empty());
  }

  /** A change of everything that one extent covers. */
  public static Change of(Extent extent, Cause cause) {
    return new Change(List.of(extent), cause);
  }

  /** A change of the resource with this path and query. */
  public static Change of(String pathAndQuery, Predicate<TargetUri> scope, Cause cause) {
    return of(new Extent.OneTarget(pathAndQuery, scope), cause);
  }

  /**
   * Whether this change is about that resource.
   *
   * @param groups that its response says it belongs to
   */
  public boolean concerns(TargetUri target, Set<String> groups) {
    return extents.stream().anyMatch(extent -> extent.concerns(target, groups));
  }
}
