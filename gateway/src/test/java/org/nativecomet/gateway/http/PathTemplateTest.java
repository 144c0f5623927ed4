package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static PathTemplate path(String text) {
    return PathTemplate.parse(text).orElseThrow();
  }

  @Test
  void aVariableIsOneSegmentAsReceived() {
    assertThat(path("/a/{x}/b/{y}").match("/a/1%2F2/b/z")).contains(Map.of("x", "1%2F2", "y", "z"));
    assertThat(path("/a/{x}.json").match("/a/1.json")).contains(Map.of("x", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/{x},/a/",
    "/a/{x},/a",
    "/a/{x},/a/1/",
    "/a/{x},/a/1/2",
    "/a/{x},/b/1",
    "/a,/a/",
    "/a.b,/axb",
    "/a/*,/a",
    "/,/a",
    "/{x}.json,/.json"
  })
  void whatIsNotOfItsFormDoesNotMatch(String template, String path) {
    assertThat(path(template).match(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/a/*,/a/", "/a/*,/a/1/2", "/,/", "/a.b,/a.b", "/*,/x"})
  void whatIsMatches(String template, String path) {
    assertThat(path(template).match(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "{x}",
        "/{x}{y}",
        "/{x}-{y}",
        "/{x}/{x}",
        "/{}",
        "/{1}",
        "/{x",
        "/x}",
        "/a?b",
        "/a#b",
        "/a b",
        "/a*b",
        "/a*",
        "/*/a",
        "/ä"
      })
  void whatCouldBeReadInSeveralWaysIsNone(String text) {
    assertThat(PathTemplate.parse(text)).isEmpty();
  }

  @Test
  void aPathOfManySegmentsIsMatchedAtOnce() {
    assertThat(path("/{a}/{b}/{c}/{d}/x").match("/a".repeat(100_000))).isEmpty();
  }

  @Test
  void aTargetTakesItsVariablesAnywhere() {
    TargetTemplate target = TargetTemplate.parse("/u/{x}/i?by={x}&q={y}").orElseThrow();
    assertThat(target.variables()).containsExactly("x", "x", "y");
    assertThat(target.expand(Map.of("x", "$1", "y", "a*"))).isEqualTo("/u/$1/i?by=$1&q=a*");
    assertThat(target.isPrefix()).isFalse();
  }

  @Test
  void anAsteriskAtTheEndOfATargetMakesItAPrefix() {
    assertThat(TargetTemplate.parse("/items?*")).contains(new TargetTemplate("/items?", true));
    assertThat(TargetTemplate.parse("/*")).contains(new TargetTemplate("/", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "items", "{x}", "/a*b", "/a/{x", "/a#b", "/a b", "http://a/", "/a**"})
  void whatIsNoTargetIsNone(String text) {
    assertThat(TargetTemplate.parse(text)).isEmpty();
  }
}
