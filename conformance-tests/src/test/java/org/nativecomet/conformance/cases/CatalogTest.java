package org.nativecomet.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.spec.Requirement;
import org.nativecomet.spec.Specification;

/** The cases and the specification belong together. */
class CatalogTest {
  private final Specification specification = Specification.load();

  @Test
  void everyCaseTestsARequirementThatExists() {
    assertThat(Catalog.all())
        .allSatisfy(
            c -> assertThat(specification.requirement(c.requirement())).as(c.id()).isPresent());
  }

  @Test
  void everyRequirementHasACaseOrAReason() {
    Set<String> tested = Catalog.all().stream().map(Case::requirement).collect(Collectors.toSet());
    Set<String> without =
        specification.requirements().stream()
            .map(Requirement::id)
            .filter(id -> !tested.contains(id))
            .filter(id -> !specification.untestable().containsKey(id))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(without).isEmpty();
  }

  @Test
  void noCaseTestsWhatIsSaidToBeUntestable() {
    assertThat(Catalog.all())
        .noneMatch(c -> specification.untestable().containsKey(c.requirement()));
  }

  @Test
  void idsAreUnique() {
    assertThat(Catalog.all()).extracting(Case::id).doesNotHaveDuplicates();
  }

  @Test
  void everyCaseExpectsSomething() {
    assertThat(Catalog.all()).allMatch(c -> c.steps().stream().anyMatch(step -> !step.setup()));
  }

  @Test
  void dependenciesExist() {
    Set<String> ids = Catalog.all().stream().map(Case::id).collect(Collectors.toSet());

    assertThat(Catalog.all()).allMatch(c -> c.dependsOn().map(ids::contains).orElse(true));
  }
}
