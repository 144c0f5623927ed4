package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;

class TargetListTest {
  private static final String FIELD = "CDN-Cache-Control";

  private static String directives(String... fields) {
    return TargetList.DEFAULT.directives(Fields.of(fields)).map(Object::toString).orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max-age=60|max-age=60",
        "max-age=60;why=1, no-store|max-age=60, no-store",
        "none|none",
        "a=token, max-age=60, max-age=70|a=token, max-age=70",
        "private=\"Set-Cookie\"|private=Set-Cookie",
        "private=?1, public=?0|private",
        "no-cache=(\"a\" \"b\"), private=:YQ==:|no-cache, private"
      })
  void membersAreDirectives(String value, String expected) {
    assertThat(directives(FIELD, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"max-age=\"60\"", "max-age=60.0", "max-age=-1", "max-age", "max-age=(60)"})
  void aLifetimeThatIsNoIntegerIsStale(String value) {
    assertThat(
            TargetList.DEFAULT.directives(Fields.of(FIELD, value)).orElseThrow().seconds("max-age"))
        .contains(java.time.Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "public=?0",
        "max-age=60, &&&&&",
        "MaX-Age=60",
        "max-age =60",
        "max-age= 60",
        "max-age=60,",
        "max-age=60 no-store",
        "max-age=1000000000000000",
        "private=\"Set-Cookie"
      })
  void whatIsEmptyOrNoDictionaryIsIgnored(String value) {
    assertThat(directives(FIELD, value)).isEqualTo("nothing");
  }

  @Test
  void linesAreOneDictionary() {
    assertThat(directives(FIELD, "max-age=60", "X", "y", FIELD, "private"))
        .isEqualTo("max-age=60, private");
  }

  @Test
  void theFirstOfTheListThatIsValidCounts() {
    TargetList list = new TargetList(List.of("Mine-Cache-Control", FIELD));
    Fields response = Fields.of(FIELD, "max-age=1", "Mine-Cache-Control", "max-age=2");
    assertThat(list.directives(response).orElseThrow()).hasToString("max-age=2");
    assertThat(list.directives(response.with("Mine-Cache-Control", "?")).orElseThrow())
        .hasToString("max-age=1");
  }

  @Test
  void aTargetedFieldThatIsNotOnTheListChangesNothing() {
    assertThat(directives("Other-Cache-Control", "no-store", "Cache-Control", "max-age=1"))
        .isEqualTo("nothing");
  }
}
