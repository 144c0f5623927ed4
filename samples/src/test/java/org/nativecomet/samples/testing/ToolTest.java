package org.nativecomet.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ToolTest {
  private static final String REQUIRED = "peers.required";

  private final String before = System.getProperty(REQUIRED, "false");

  @AfterEach
  void restore() {
    System.setProperty(REQUIRED, before);
  }

  @Test
  void whatIsThereIsFoundByAnyOfItsNames() {
    assertThat(Tool.require("bash", "no-such-shell", "sh")).endsWith("/sh");
  }

  @Test
  void whatIsMissingSkipsTheTestSayingWhatToDo() {
    System.setProperty(REQUIRED, "false");
    assertThatThrownBy(() -> Tool.require("some-package", "no-such-tool"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage(
            "no-such-tool is not here, so this was not tried (apt-get install some-package)");
  }

  @Test
  void whatIsMissingFailsTheTestWhereNothingMayBeSkipped() {
    System.setProperty(REQUIRED, "true");
    assertThatThrownBy(() -> Tool.require("some-package", "no-such-tool"))
        .isInstanceOf(AssertionFailedError.class);
  }
}
