package org.nativecomet.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080,127.0.0.1,8080",
    "localhost:0,localhost,0",
    "[::1]:65535,::1,65535",
    "0.0.0.0:80,0.0.0.0,80"
  })
  void hostAndPortAreReadAndWrittenAlike(String text, String host, int port) {
    assertThat(Address.parse(text)).contains(new Address(host, port));
    assertThat(new Address(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "8080", "host", "host:", "host:65536", "::1:80", "h h:1", "[x]:1"})
  void anythingElseIsNoAddress(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }
}
