package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nativecomet.gateway.http.Fields;

class ReceivedFieldsTest {
  @ParameterizedTest
  @CsvSource({
    "timeout=3, 2",
    "timeout=60, 4",
    "'max=100, Timeout=2', 1",
    "timeout=1, 0",
    "timeout=0, 0",
    "timeout=x, 4",
    "max=100, 4",
    "'', 4",
    "timeout=99999999999, 4"
  })
  void keepAliveIsTheShorterOfWhatIsGrantedAndWanted(String value, long seconds) {
    assertThat(ReceivedFields.keepAlive(Fields.of("Keep-Alive", value), Duration.ofSeconds(4)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
