package org.nativecomet.conformance;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.Step;
import org.nativecomet.spec.Requirement;
import org.nativecomet.spec.Specification;

/** What a requirement says, and what its cases do. */
final class Explanation {
  private final Specification specification;
  private final List<Case> cases;

  Explanation(Specification specification, List<Case> cases) {
    this.specification = specification;
    this.cases = cases;
  }

  /**
   * Prints it.
   *
   * @throws UsageException if there is no such requirement or case
   */
  void print(String id, PrintWriter out) {
    int slash = id.indexOf('/');
    Optional<Requirement> requirement =
        specification.requirement(slash < 0 ? id : id.substring(0, slash));
    if (requirement.isEmpty()) {
      throw new UsageException(
          "--explain " + id + ": there is no such requirement; --list shows the cases");
    }
    List<Case> meant =
        cases.stream()
            .filter(c -> slash < 0 ? c.requirement().equals(id) : c.id().equals(id))
            .toList();
    if (slash >= 0 && meant.isEmpty()) {
      throw new UsageException(
          "--explain " + id + ": there is no such case; --list shows those that there are");
    }
    print(requirement.get(), out);
    meant.forEach(c -> print(c, out));
    if (meant.isEmpty()) {
      out.println(
          "No case tests it: "
              + specification.untestable().getOrDefault(requirement.get().id(), "not yet"));
    }
  }

  private static void print(Requirement requirement, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s (%s), chapter %s%n%s%nIntent: %s%n",
        requirement.id(),
        requirement.actor().name().toLowerCase(Locale.ROOT),
        requirement.chapter(),
        requirement.sentence(),
        requirement.intent());
  }

  private static void print(Case testCase, PrintWriter out) {
    out.printf(Locale.ROOT, "%n%s: %s%n", testCase.id(), testCase.sentence());
    if (!testCase.needs().isEmpty()) {
      out.println("  needs " + testCase.needs().stream().sorted().map(c -> c.label()).toList());
    }
    int number = 1;
    for (Step step : testCase.steps()) {
      out.printf(Locale.ROOT, "  %d. %s%n", number++, step.says());
    }
    if (!testCase.hint().isEmpty()) {
      out.println("  If it fails: " + testCase.hint());
    }
  }
}
