package org.nativecomet.gateway.http;

import java.util.Map;
import java.util.Optional;

/**
 * The request field values that selected a representation (RFC 9111, section 4.1), normalised so
 * that equal means matching. Fit to be a key.
 *
 * @param values by nominated field name in lower case; empty for a field that the request did not
 *     have, which matches only a request that does not have it either
 */
public record VarySelection(Map<String, Optional<String>> values) {
  /** What a response without Vary is selected by: nothing, so every request matches. */
  public static final VarySelection NONE = new VarySelection(Map.of());

  public VarySelection {
    values = Map.copyOf(values);
  }

  /** Whether a request with these fields would select the same representation. */
  public boolean matches(Fields request) {
    for (Map.Entry<String, Optional<String>> nominated : values.entrySet()) {
      if (!SelectingValue.of(request, nominated.getKey()).equals(nominated.getValue())) {
        return false;
      }
    }
    return true;
  }
}
