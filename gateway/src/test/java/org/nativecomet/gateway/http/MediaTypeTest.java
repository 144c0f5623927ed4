package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  private static MediaType type(String text) {
    return MediaType.parse(text).orElseThrow();
  }

  @Test
  void typeAndParameterNamesAreInLowerCaseAndValuesAreNot() {
    MediaType type = type("Message/HTTP ; MsgType=\"Request\";a=b");
    assertThat(type.essence()).isEqualTo("message/http");
    assertThat(type.is("message/http")).isTrue();
    assertThat(type.parameters()).isEqualTo(Map.of("msgtype", "Request", "a", "b"));
    assertThat(type.parameter("msgtype")).contains("Request");
    assertThat(type.parameter("x")).isEmpty();
  }

  @Test
  void aSemicolonInAQuotedValueIsPartOfIt() {
    assertThat(type("a/b; c=\"d;e\"").parameter("c")).contains("d;e");
  }

  @Test
  void anEmptyParameterIsForgiven() {
    assertThat(type("a/b; ;").parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "text",
        "/plain",
        "text/",
        "text/ plain",
        "a/b/c",
        "a,b/c",
        "a/b; c",
        "a/b;=c"
      })
  void whatIsNoMediaTypeIsNotParsed(String text) {
    assertThat(MediaType.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b,1000",
    "a/b;q=1,1000",
    "a/b;q=1.000,1000",
    "*/*;q=0.5,500",
    "a/b;Q=0.001,1",
    "a/b;q=0,0",
    "a/b;q=0.,0",
    "a/b;q=.5,0",
    "a/b;q=1.001,0",
    "a/b;q=2,0",
    "a/b;q=x,0",
    "a/b;q=0.0005,0"
  })
  void theWeightIsInThousandthsAndABadOneIsZero(String text, int weight) {
    assertThat(type(text).weight()).isEqualTo(weight);
  }
}
