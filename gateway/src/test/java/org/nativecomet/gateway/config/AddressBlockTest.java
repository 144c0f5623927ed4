package org.nativecomet.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "2001:db8::/32", "::/128"})
  void addressesAndBlocksAreKeptAsWritten(String text) {
    assertThat(AddressBlock.parse(text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.256",
        "10.0.0.0/33",
        "::/129",
        "10.0.0/8",
        ":",
        "1::2::3",
        "10.0.0.0/"
      })
  void anythingElseIsNone(String text) {
    assertThat(AddressBlock.parse(text)).isEmpty();
  }
}
