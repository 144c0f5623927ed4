package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "http,api.example,api.example",
    "http,API.Example,api.example",
    "http,api.example:80,api.example",
    "http,api.example:080,api.example",
    "http,api.example:,api.example",
    "http,api.example:443,api.example:443",
    "https,api.example:443,api.example",
    "https,api.example:80,api.example:80",
    "http,api.example:65535,api.example:65535",
    "http,127.0.0.1:8080,127.0.0.1:8080",
    "http,[::1],[::1]",
    "http,[2001:DB8::1]:8080,[2001:db8::1]:8080",
    "http,[::1]:80,[::1]"
  })
  void theNormalFormIsInLowerCaseWithoutTheDefaultPort(String scheme, String value, String normal) {
    assertThat(Authority.normalize(scheme, value)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "user@api.example",
        "user:pw@api.example",
        "api.example:65536",
        "api.example:999999",
        "api.example:80x",
        "api.example:-1",
        "api.example:80:80",
        "api.example/",
        "api.example?x",
        "api.example#x",
        "api example",
        "api.example\t",
        "::1",
        "[::1",
        "[::1]x",
        "[]",
        "[::1]:[80]",
        "\u00e4.example"
      })
  void whatIsNoAuthorityHasNoNormalForm(String value) {
    assertThat(Authority.normalize("http", value)).isEmpty();
  }
}
