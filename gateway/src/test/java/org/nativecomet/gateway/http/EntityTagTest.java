package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  private static EntityTag tag(String text) {
    return EntityTag.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\"xyzzy\"", "W/\"xyzzy\"", "\"a,b\"", "\"back\\slash\"", "\"\u00e4\""})
  void aTagIsWrittenAsItWasRead(String text) {
    assertThat(tag(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xyzzy",
        "\"",
        "\"xyzzy",
        "xyzzy\"",
        "w/\"x\"",
        "W/",
        "W/x",
        "\"a b\"",
        "\"a\"b\"",
        "*",
        "\"a\u007fb\"",
        "\"a\tb\"",
        "W/ \"x\""
      })
  void whatIsNoTagIsNotParsed(String text) {
    assertThat(EntityTag.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        // RFC 9110, section 8.8.3.2.
        "W/\"1\",W/\"1\",false,true",
        "W/\"1\",W/\"2\",false,false",
        "W/\"1\",\"1\",false,true",
        "\"1\",W/\"1\",false,true",
        "\"1\",\"1\",true,true",
        "\"a\",\"A\",false,false"
      })
  void strongAndWeakComparison(String one, String other, boolean strongly, boolean weakly) {
    assertThat(tag(one).matchesStrongly(tag(other))).isEqualTo(strongly);
    assertThat(tag(one).matchesWeakly(tag(other))).isEqualTo(weakly);
  }

  @Test
  void aListHasItsTagsInOrder() {
    assertThat(EntityTag.list("\"a\", W/\"b\" ,,\"c\""))
        .containsExactly(tag("\"a\""), tag("W/\"b\""), tag("\"c\""));
    assertThat(EntityTag.list("\"a\",W/\"b\"")).containsExactly(tag("\"a\""), tag("W/\"b\""));
  }

  @Test
  void aCommaOrABackslashInATagIsPartOfIt() {
    assertThat(EntityTag.list("\"a,b\", \"c\\\", \"d\""))
        .containsExactly(tag("\"a,b\""), tag("\"c\\\""), tag("\"d\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ",", "a, b", "\"", "\"a b\""})
  void aListWithoutTagsIsEmpty(String value) {
    assertThat(EntityTag.list(value)).isEmpty();
  }

  @Test
  void theTagOfAResponseIsInItsField() {
    assertThat(EntityTag.of(Fields.of("etag", "W/\"1\""))).contains(new EntityTag(true, "1"));
    assertThat(EntityTag.of(Fields.of("ETag", "1"))).isEmpty();
    assertThat(EntityTag.of(Fields.empty())).isEmpty();
  }
}
