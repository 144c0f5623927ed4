package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a//b%2Fc;d?e=/f?g | Example.com:80 | http://example.com/a//b%2Fc;d?e=/f?g",
        "* | example.com:8080 | http://example.com:8080*",
        "http://a.example/b | ignored | http://a.example/b",
        "HTTP://A.example:80?b | ignored | http://a.example/?b",
        "https://a.example | ignored | http://a.example/",
        "/ | [::1]:8080 | http://[::1]:8080/"
      })
  void theTargetUriIsReconstructed(String target, String host, String expected) {
    assertThat(RequestTarget.resolve("http", target, host).orElseThrow()).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | ''",
        "/ | a b",
        "/ | user@a",
        "/ | a:99999",
        "ftp://a/ | a",
        "http:///b | a",
        "http://user@a/b | a",
        "a:443 | a:443",
        "/a#b | a",
        "http://a/#b | a",
        "/a b | a"
      })
  void whatNamesNoAuthorityOrPathIsNone(String target, String host) {
    assertThat(RequestTarget.resolve("http", target, host)).isEmpty();
  }

  @Test
  void whatWouldEndARequestLineIsNoTarget() {
    for (String octet : new String[] {"\r\n", "\n", "\t", "\u0000", "\u007f", "\u00e9"}) {
      assertThat(RequestTarget.resolve("http", "/a" + octet + "b", "a")).isEmpty();
    }
  }

  @Test
  void theSchemeIsTheListeners() {
    assertThat(RequestTarget.resolve("https", "/", "a:443").orElseThrow())
        .hasToString("https://a/");
  }
}
