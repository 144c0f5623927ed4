package org.nativecomet.gateway.cache;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.UriReference;

/** Which stored responses an answer makes invalid (RFC 9111, section 4.4). */
final class Invalidation {
  private static final List<String> REFERENCES = List.of("Location", "Content-Location");

  private Invalidation() {}

  /**
   * The targets that an answer invalidates: that of the request, and those of the same origin that
   * the answer refers to.
   */
  static Set<TargetUri> targets(Request request, Response response) {
    boolean isError = response.statusCode() >= 400;
    if (request.method().isSafe() || isError) {
      return Set.of();
    }
    TargetUri target = request.target();
    Set<TargetUri> targets = new LinkedHashSet<>(Set.of(target));
    for (String field : REFERENCES) {
      Optional<TargetUri> referred =
          response.fields().first(field).flatMap(value -> UriReference.resolve(target, value));
      // Another origin's responses are not this one's to remove.
      referred.filter(target::isSameOrigin).ifPresent(targets::add);
    }
    return targets;
  }
}
