package org.nativecomet.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;

class FailureTest {
  @Test
  void whatTheGatewaySaysOfItsOriginIsItsOwn() {
    Fields own = Failure.origin(502, "connection_refused", "No.").toResponse().fields();
    assertThat(Failure.isOwn(own)).isTrue();
  }

  @Test
  void whatAnotherIntermediarySaidIsNot() {
    assertThat(Failure.isOwn(Fields.of("Proxy-Status", "other; error=dns_error"))).isFalse();
    assertThat(Failure.isOwn(Fields.of("Proxy-Status", "native-comet; error=x, other; error=y")))
        .isFalse();
    assertThat(Failure.isOwn(Fields.empty())).isFalse();
  }
}
