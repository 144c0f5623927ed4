package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "GET", "x-y_z.1~", "!#$%&'*+-.^_`|~"})
  void tokens(String text) {
    assertThat(Tokens.isToken(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a b", "a:b", "a\t", "(a)", "a,b", "a;b", "a/b", "\"a\"", "a=b", "a\u007f", "\u00e4"
      })
  void whatIsNoToken(String text) {
    assertThat(Tokens.isToken(text)).isFalse();
  }

  @Test
  void aListIsSplitAtCommasOutsideQuotedStrings() {
    assertThat(Tokens.list(" a ,\tb, \"c,d\" ,e=\"f\\\",g\", ,h"))
        .containsExactly("a", "b", "\"c,d\"", "e=\"f\\\",g\"", "h");
    assertThat(Tokens.list("")).isEmpty();
    assertThat(Tokens.list(" , ,")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a, b", "\"a, b\\", "\""})
  void aQuoteThatNeverEndsIsOneElement(String value) {
    assertThat(Tokens.list(value)).containsExactly(value);
    assertThat(Tokens.hasClosedQuotes(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"a\", \"b\"", "\"\\\"\"", "a\\"})
  void quotesThatEnd(String value) {
    assertThat(Tokens.hasClosedQuotes(value)).isTrue();
  }

  @Test
  void onlySpaceAndTabAreWhiteSpace() {
    assertThat(Tokens.trim(" \ta b\t ")).isEqualTo("a b");
    assertThat(Tokens.trim("\u00a0a\u000b")).isEqualTo("\u00a0a\u000b");
    assertThat(Tokens.trim(" \t")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "\"a b\",a b",
        "a,a",
        "\"a\\\"b\",a\"b",
        "\"a\\\\\",a\\",
        "\"\",''",
        "\"a,\"a",
        "\",\""
      })
  void aQuotedStringIsUnquoted(String quoted, String content) {
    assertThat(Tokens.unquote(quoted)).isEqualTo(content);
  }

  @Test
  void lowerCaseTouchesAsciiLettersOnlyWhateverTheLanguage() {
    Locale language = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Tokens.lowerCase("TITLE-\u00c4\u0130\u212a"))
          .isEqualTo("title-\u00c4\u0130\u212a");
      assertThat(Tokens.lowerCase("title")).isEqualTo("title");
    } finally {
      Locale.setDefault(language);
    }
  }
}
