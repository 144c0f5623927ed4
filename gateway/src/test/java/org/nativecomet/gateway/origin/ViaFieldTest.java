package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;

class ViaFieldTest {
  private final ViaField via = ViaField.ofNewGateway();

  @Test
  void aMessageThatHasPassedThisGatewayIsKnown() {
    assertThat(via.namesUs(Fields.of("Via", "1.1 fred, " + via.element("1.1")))).isTrue();
  }

  @Test
  void anotherGatewayOfTheSameNameIsNoLoop() {
    assertThat(via.namesUs(Fields.of("Via", "1.1 native-comet (00000000)"))).isFalse();
    assertThat(via.namesUs(Fields.of("Via", "1.1 fred"))).isFalse();
  }

  @Test
  void anotherGatewayOfTheSameProcessIsNoLoop() {
    String other = ViaField.ofNewGateway().element("1.1");

    assertThat(via.namesUs(Fields.of("Via", other))).isFalse();
  }

  @Test
  void aNameWhoseCommentWasRemovedIsTakenForOurs() {
    assertThat(via.namesUs(Fields.of("Via", "1.1 native-comet, 1.1 fred"))).isTrue();
  }
}
