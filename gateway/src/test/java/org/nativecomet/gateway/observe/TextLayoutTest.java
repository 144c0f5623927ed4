package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TextLayoutTest {
  @Test
  void messagesAndValuesStayOnTheirLine() {
    try (CapturedLog log = new CapturedLog(TextLayoutTest.class)) {
      LoggerFactory.getLogger(TextLayoutTest.class)
          .atWarn()
          .addKeyValue("a", "x y\n\"z\"")
          .addKeyValue("b", "")
          .addKeyValue("c", "=")
          .addKeyValue("d", 1)
          .log("first\nsecond\u001b[0m");
      assertThat(log.lines())
          .containsExactly(
              "WARN TextLayoutTest first\\u000asecond\\u001b[0m a=\"x y\\u000a\\\"z\\\"\" b=\"\""
                  + " c=\"=\" d=1");
    }
  }

  @Test
  void aStackTraceFollowsItsLine() {
    try (CapturedLog log = new CapturedLog(TextLayoutTest.class)) {
      LoggerFactory.getLogger(TextLayoutTest.class)
          .error("broken", new IllegalStateException("why"));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR TextLayoutTest broken\njava.lang.IllegalStateException: why\n");
    }
  }
}
