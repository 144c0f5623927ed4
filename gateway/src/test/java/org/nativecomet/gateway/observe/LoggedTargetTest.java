package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.http.TargetUri;

class LoggedTargetTest {
  private static String logged(String pathAndQuery) {
    return LoggedTarget.of(new TargetUri("http", "a.example", pathAndQuery));
  }

  @ParameterizedTest
  @CsvSource({
    "/a,/a",
    "*,*",
    "/a?,/a?",
    "/a?x=1&y=2,/a?x=*&y=*",
    "/a?token,/a?*",
    "/a?x=,/a?x=*",
    "/a?&x=1,/a?&x=*",
    "/a%2Fb,/a%2Fb"
  })
  void valuesOfTheQueryAreMasked(String target, String text) {
    assertThat(logged(target)).isEqualTo(text);
  }

  @Test
  void aLongTargetIsCutOff() {
    assertThat(logged("/" + "a".repeat(1023))).hasSize(1024).doesNotEndWith("...");
    assertThat(logged("/" + "a".repeat(1024))).hasSize(1027).endsWith("a...");
    assertThat(logged("/?" + "a=1&".repeat(100_000))).hasSize(1027).endsWith("...");
  }
}
