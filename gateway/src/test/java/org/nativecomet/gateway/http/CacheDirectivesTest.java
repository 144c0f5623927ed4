package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "private",
        "private=\"\"",
        "private=\", ,\"",
        "private=\"no token\"",
        "private=\"X\", private",
        "private, private=\"X\"",
        "private=\"X"
      })
  void whatDoesNotNameItsFieldsIsAboutAll(String line) {
    assertThat(of(line).isAboutAll("private")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private=\"Set-Cookie, X\"", "private=set-cookie, PRIVATE=\"X\""})
  void whatNamesItsFieldsIsAboutThoseAlone(String line) {
    assertThat(of(line).isAboutAll("private")).isFalse();
    assertThat(of(line).fieldNames("private")).containsExactly("set-cookie", "x");
  }

  @Test
  void anAbsentDirectiveIsAboutNothing() {
    assertThat(of("public").isAboutAll("private")).isFalse();
    assertThat(of("public").fieldNames("private")).isEmpty();
  }

  @Test
  void itIsWrittenAsItCouldHaveBeenReceived() {
    CacheDirectives directives = of("Max-Age=5, ext=\"a \\\"b\\\"\", no-store, x=1, x=2");
    assertThat(directives).hasToString("max-age=5, ext=\"a \\\"b\\\"\", no-store, x=1, x=2");
    assertThat(of(directives.toString())).hasToString(directives.toString());
    assertThat(directives.without(List.of("no-store", "x")).with("max-age", "7"))
        .hasToString("max-age=7, ext=\"a \\\"b\\\"\"");
    assertThat(of("no-store").without(List.of("no-store")).isEmpty()).isTrue();
  }

  @Test
  void whiteSpaceAroundTheEqualsSignIsForgiven() {
    assertThat(of("max-age = 5").seconds("max-age")).contains(Duration.ofSeconds(5));
  }
}
