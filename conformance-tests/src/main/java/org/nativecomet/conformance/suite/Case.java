package org.nativecomet.conformance.suite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.scene.Capability;

/**
 * One thing that the suite finds out about a server.
 *
 * @param id the requirement's id, a slash, and a name that is never changed
 * @param sentence what is true of a server that passes
 * @param needs what the server must offer for the case to apply
 * @param dependsOn a case without which this one says nothing
 * @param hint where to look when it fails
 */
public record Case(
    String id,
    String sentence,
    Set<Capability> needs,
    Optional<String> dependsOn,
    String hint,
    List<Step> steps) {
  public Case {
    if (!id.matches("[A-Z]{2,4}-[1-9][0-9]*/[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a case id: " + id);
    }
    needs = Set.copyOf(needs);
    steps = List.copyOf(steps);
  }

  /** Begins a case. */
  public static CaseBuilder of(String id, String sentence) {
    return new CaseBuilder(id, sentence);
  }

  /** The same, said to build on another case, unless it is that one. */
  public Case dependingOn(String other) {
    return id.equals(other) ? this : new Case(id, sentence, needs, Optional.of(other), hint, steps);
  }

  /** The requirement that it tests. */
  public String requirement() {
    return id.substring(0, id.indexOf('/'));
  }

  /** The letters of the requirement's id. */
  public String family() {
    return id.substring(0, id.indexOf('-'));
  }
}
