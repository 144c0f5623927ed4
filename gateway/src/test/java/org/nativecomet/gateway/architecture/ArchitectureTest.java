package org.nativecomet.gateway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house rules: who may use whom. {@link Rooms} is the table. */
class ArchitectureTest {
  private static final Architecture GATEWAY = Architecture.ofMain("org.nativecomet.gateway");

  /** Rules that cannot fail prove nothing: each finds its fault in this one. */
  private static final Architecture WRONG =
      Architecture.ofTests("org.nativecomet.gateway.architecture.wrong");

  @Test
  void everyPackageIsListedAndEveryListedPackageIsThere() {
    assertThat(GATEWAY.packages()).isEqualTo(Rooms.ALL.keySet());
  }

  @Test
  void packagesUseOnlyWhatTheyMay() {
    assertThat(GATEWAY.trespasses()).isEmpty();
  }

  @Test
  void librariesStayInTheirPackages() {
    assertThat(GATEWAY.strangers()).isEmpty();
  }

  @Test
  void packagesDoNotFormCycles() {
    assertThat(GATEWAY.cycles()).isEmpty();
  }

  @Test
  void namesSaySomething() {
    assertThat(GATEWAY.emptyNames()).isEmpty();
  }

  @Test
  void nullIsMarkedEverywhere() {
    assertThat(GATEWAY.unmarked()).isEmpty();
  }

  @Test
  void thePackageThatIsNotListedIsFound() {
    assertThat(WRONG.packages()).contains("stray");
    assertThat(Rooms.ALL).doesNotContainKey("stray");
  }

  @Test
  void theTrespassIsFound() {
    assertThat(WRONG.trespasses()).isEqualTo(Set.of("http.Token uses message.MessageHelper"));
  }

  @Test
  void theLibraryWhereOnlyTheJdkIsAllowedIsFound() {
    assertThat(WRONG.strangers())
        .isEqualTo(Set.of("message.MessageHelper uses com.fasterxml.jackson.core.JsonFactory"));
  }

  @Test
  void theCycleIsFound() {
    assertThat(WRONG.cycles()).contains("Slice http").contains("Slice message");
  }

  @Test
  void theEmptyNameIsFound() {
    assertThat(WRONG.emptyNames()).isEqualTo(Set.of("message.MessageHelper"));
  }

  @Test
  void thePackageThatIsNotNullMarkedIsFound() {
    assertThat(WRONG.unmarked()).isEqualTo(Set.of("stray"));
  }
}
