package org.nativecomet.conformance.suite;

import java.util.List;

/** Chooses cases: {@code SUB}, {@code SUB-3}, {@code SUB-3/some-case}, or with {@code *}. */
public record Selector(String pattern) {
  /** Whether the case is meant. */
  public boolean selects(Case candidate) {
    if (pattern.contains("*")) {
      return candidate.id().matches(pattern.replace("*", ".*"));
    }
    return pattern.equals(candidate.family())
        || pattern.equals(candidate.requirement())
        || pattern.equals(candidate.id());
  }

  /** The cases that one of the selectors means; all where there is none. */
  public static List<Case> select(List<Selector> selectors, List<Case> cases) {
    return selectors.isEmpty()
        ? cases
        : cases.stream().filter(c -> selectors.stream().anyMatch(s -> s.selects(c))).toList();
  }
}
