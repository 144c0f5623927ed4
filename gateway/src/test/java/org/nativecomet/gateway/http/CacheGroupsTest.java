package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheGroupsTest {
  private static Set<String> groups(String... lines) {
    Fields.Builder fields = Fields.builder();
    for (String line : lines) {
      fields.add("Cache-Groups", line);
    }
    return CacheGroups.of(fields.build());
  }

  @Test
  void everyStringOfTheListIsAGroup() {
    assertThat(groups("\"a\", \"b c\"", "\"a\"", "\"A\""))
        .containsExactlyInAnyOrder("a", "b c", "A");
  }

  @Test
  void parametersMeanNothing() {
    assertThat(groups("\"a\";x=1;y, \"b\"")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whatIsEscapedIsMeantItself() {
    assertThat(groups("\"a\\\"b\\\\c, d\"")).containsExactly("a\"b\\c, d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\"a\", b",
        "\"a",
        "\"a\",",
        "(\"a\")",
        "1",
        "\"a\" \"b\"",
        ":YQ==:",
        "\"\u00e4\""
      })
  void aFieldThatIsNoListOfStringsIsIgnoredWhole(String malformed) {
    assertThat(groups(malformed)).isEmpty();
    assertThat(groups("\"good\"", malformed)).isEmpty();
  }

  @Test
  void manyLongGroupsAreRead() {
    String many =
        IntStream.range(0, 500)
            .mapToObj(i -> "\"" + "x".repeat(200) + i + "\"")
            .collect(Collectors.joining(", "));
    assertThat(groups(many)).hasSize(500);
  }

  @Test
  void onlyAnUnsafeRequestThatDidNotFailChangesGroups() {
    Fields answer = Fields.of("Cache-Group-Invalidation", "\"a\"", "Cache-Groups", "\"b\"");
    assertThat(CacheGroups.changedBy(Method.POST, 200, answer)).containsExactly("a");
    assertThat(CacheGroups.changedBy(Method.POST, 303, answer)).containsExactly("a");
    assertThat(CacheGroups.changedBy(Method.GET, 200, answer)).isEmpty();
    assertThat(CacheGroups.changedBy(Method.OPTIONS, 200, answer)).isEmpty();
    assertThat(CacheGroups.changedBy(Method.POST, 404, answer)).isEmpty();
  }
}
