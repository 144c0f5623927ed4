package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheDirectivesTest {
  private static CacheDirectives of(String... lines) {
    Fields.Builder fields = Fields.builder();
    for (String line : lines) {
      fields.add("Cache-Control", line);
    }
    return CacheDirectives.of(fields.build());
  }

  @Test
  void directivesOfAllLinesCountWithoutRegardToCase() {
    CacheDirectives directives = of("No-Cache ,, MAX-AGE=5", "private");
    assertThat(directives.has("no-cache")).isTrue();
    assertThat(directives.has("private")).isTrue();
    assertThat(directives.seconds("max-age")).contains(Duration.ofSeconds(5));
    assertThat(directives.has("no-store")).isFalse();
  }

  @Test
  void anArgumentMayBeQuoted() {
    assertThat(of("private=\"Set-Cookie, X\", max-age=\"7\"").argument("private"))
        .contains("Set-Cookie, X");
    assertThat(of("max-age=\"7\"").seconds("max-age")).contains(Duration.ofSeconds(7));
  }

  @Test
  void whatIsQuotedIsNoDirective() {
    assertThat(of("ext=\"no-store, \\\"private\", public").has("no-store")).isFalse();
    assertThat(of("ext=\"no-store, \\\"private\", public").has("public")).isTrue();
  }

  @Test
  void aQuoteThatNeverEndsHidesNothing() {
    assertThat(of("max-age=60, ext=\"abc, no-store").has("no-store")).isTrue();
    assertThat(of("ext=\"abc", "no-store").has("no-store")).isTrue();
  }

  @Test
  void theFirstOfARepeatedDirectiveCounts() {
    assertThat(of("max-age=1, max-age=100").seconds("max-age")).contains(Duration.ofSeconds(1));
  }

  @Test
  void unqualifiedMeansWithoutAnArgument() {
    assertThat(of("no-cache").hasUnqualified("no-cache")).isTrue();
    assertThat(of("no-cache=\"X\"").hasUnqualified("no-cache")).isFalse();
    assertThat(of("x").hasUnqualified("no-cache")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age", "max-age=", "max-age=-1", "max-age=1.0", "max-age=1 2"})
  void aNumberThatIsNoneCountsAsZero(String line) {
    assertThat(of(line).seconds("max-age")).contains(Duration.ZERO);
    assertThat(of(line).hasSeconds("max-age")).isFalse();
  }

  @Test
  void anAbsentDirectiveHasNoSeconds() {
    assertThat(of("x").seconds("max-age")).isEmpty();
    assertThat(of("x").hasSeconds("max-age")).isFalse();
    assertThat(of("max-age=0").hasSeconds("max-age")).isTrue();
  }

  @Test
  void whiteSpaceAroundTheEqualsSignIsForgiven() {
    assertThat(of("max-age = 5").seconds("max-age")).contains(Duration.ofSeconds(5));
  }
}
