package org.nativecomet.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private final Case first = Case.of("SUB-3/a-name", "…").build();
  private final Case second = Case.of("SUB-30/other", "…").build();
  private final Case third = Case.of("OUT-3/a-name", "…").build();

  @Test
  void selectsAFamilyARequirementOrACase() {
    assertThat(select("SUB")).containsExactly(first, second);
    assertThat(select("SUB-3")).containsExactly(first);
    assertThat(select("SUB-3/a-name")).containsExactly(first);
    assertThat(select("*/a-name")).containsExactly(first, third);
    assertThat(select("NO")).isEmpty();
  }

  @Test
  void selectsEverythingWithoutASelector() {
    assertThat(Selector.select(List.of(), List.of(first, third))).containsExactly(first, third);
  }

  private List<Case> select(String pattern) {
    return Selector.select(List.of(new Selector(pattern)), List.of(first, second, third));
  }
}
