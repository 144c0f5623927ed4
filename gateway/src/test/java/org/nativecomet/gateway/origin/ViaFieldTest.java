package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;

class ViaFieldTest {
  @Test
  void aMessageThatHasPassedThisProcessIsKnown() {
    assertThat(ViaField.namesUs(Fields.of("Via", "1.1 fred, " + ViaField.element("1.1")))).isTrue();
  }

  @Test
  void anotherGatewayOfTheSameNameIsNoLoop() {
    assertThat(ViaField.namesUs(Fields.of("Via", "1.1 native-comet (00000000)"))).isFalse();
    assertThat(ViaField.namesUs(Fields.of("Via", "1.1 fred"))).isFalse();
  }

  @Test
  void aNameWhoseCommentWasRemovedIsTakenForOurs() {
    assertThat(ViaField.namesUs(Fields.of("Via", "1.1 native-comet, 1.1 fred"))).isTrue();
  }
}
