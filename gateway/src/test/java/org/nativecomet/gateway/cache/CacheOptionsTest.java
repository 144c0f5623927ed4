package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CacheOptionsTest {
  @Test
  void theLimitsOfTheLimits() {
    assertThat(new CacheOptions(0, 0).isOn()).isFalse();
    assertThat(new CacheOptions(1, CacheOptions.LARGEST_RESPONSE).isOn()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheOptions(-1, 0))
        .withMessageContaining("max-octets");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheOptions(1, -1))
        .withMessageContaining("max-response");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheOptions(1, CacheOptions.LARGEST_RESPONSE + 1))
        .withMessageContaining("max-response");
  }
}
