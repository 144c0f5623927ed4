package org.nativecomet.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void whatIsQuotedReadsBackTheSame() throws BadRequest {
    String text = "a \"quoted\" \\ line\nand a tab\t, ü, €, \u0001";
    assertThat(Json.stringMember("{\"text\":" + Json.quote(text) + "}", "text")).isEqualTo(text);
  }

  @Test
  void otherMembersAndWhiteSpaceAreAllowed() throws BadRequest {
    String json = " { \"id\" : 12,\n \"text\" : \"a\\u00e9\\/b\" , \"done\":false }\n";
    assertThat(Json.stringMember(json, "text")).isEqualTo("aé/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"text\":1}",
        "{\"text\":\"a\"",
        "{\"text\":\"a\"} trailing",
        "{\"text\":\"a\",}",
        "{\"text\":\"bad \\x escape\"}",
        "{\"other\":\"a\"}"
      })
  void whatIsNotAnObjectWithThatStringIsRefused(String json) {
    assertThatThrownBy(() -> Json.stringMember(json, "text")).isInstanceOf(BadRequest.class);
  }
}
