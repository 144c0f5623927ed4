package org.nativecomet.gateway.http;

import java.util.List;
import java.util.Optional;

/**
 * What one cache says of a response (RFC 9211, section 2).
 *
 * @param cache its name
 * @param isHit whether it answered from its store without asking anybody
 * @param forwardStatus of the answer to the request that it made instead; empty where it made none
 */
public record CacheStatusMember(String cache, boolean isHit, String forwardStatus) {
  private static final String FORWARD_STATUS = "fwd-status=";

  /**
   * What the cache nearest to the reader says: each adds itself at the end, and those before it may
   * go by the same name.
   */
  public static Optional<CacheStatusMember> last(Fields response) {
    List<String> members = response.list("Cache-Status");
    if (members.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = Tokens.split(members.get(members.size() - 1), ';');
    String forwardStatus =
        parts.stream()
            .filter(part -> part.startsWith(FORWARD_STATUS))
            .map(part -> part.substring(FORWARD_STATUS.length()))
            .findFirst()
            .orElse("");
    return Optional.of(new CacheStatusMember(parts.get(0), parts.contains("hit"), forwardStatus));
  }
}
