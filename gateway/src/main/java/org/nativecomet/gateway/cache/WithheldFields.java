package org.nativecomet.gateway.cache;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/**
 * The fields that qualified {@code private} and {@code no-cache} keep out of the stored response
 * (RFC 9111, sections 5.2.2.4 and 5.2.2.7), and what is left to decide by without them.
 *
 * @param names in lower case
 * @param governing the governing fields without these, and without the directives that are obeyed
 *     by withholding them
 */
record WithheldFields(Set<String> names, Fields governing) {
  private static final List<String> QUALIFIABLE = List.of("private", "no-cache");

  /** What a response withholds. A directive without field names is about all of it, and stays. */
  static WithheldFields of(Fields governing) {
    CacheDirectives directives = CacheDirectives.of(governing);
    Set<String> names = new HashSet<>();
    CacheDirectives left = directives;
    for (String directive : QUALIFIABLE) {
      if (directives.has(directive) && !directives.isAboutAll(directive)) {
        names.addAll(directives.fieldNames(directive));
        left = left.without(List.of(directive));
      }
    }
    if (names.isEmpty()) {
      return new WithheldFields(Set.of(), governing);
    }
    Fields others = governing.without("Cache-Control").without(names);
    return new WithheldFields(
        Set.copyOf(names), left.isEmpty() ? others : others.plus("Cache-Control", left.toString()));
  }
}
