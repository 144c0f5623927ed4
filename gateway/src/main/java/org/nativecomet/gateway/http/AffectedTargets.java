package org.nativecomet.gateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which targets a request may have changed, as its answer tells (RFC 9111, section 4.4). */
public final class AffectedTargets {
  private static final List<String> REFERENCES = List.of("Location", "Content-Location");

  private AffectedTargets() {}

  /**
   * The target of an unsafe request that did not fail, first, and those of the same origin that the
   * answer refers to; nothing for any other request.
   *
   * @param response fields of the answer
   */
  public static Set<TargetUri> of(
      Method method, TargetUri target, int statusCode, Fields response) {
    boolean isError = statusCode >= 400;
    if (method.isSafe() || isError) {
      return Set.of();
    }
    Set<TargetUri> targets = new LinkedHashSet<>(Set.of(target));
    for (String field : REFERENCES) {
      response
          .first(field)
          .flatMap(reference -> UriReference.resolve(target, reference))
          // Another origin's resources are not this one's to speak for.
          .filter(target::isSameOrigin)
          .ifPresent(targets::add);
    }
    return targets;
  }
}
