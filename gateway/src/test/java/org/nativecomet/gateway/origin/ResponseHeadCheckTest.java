package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.origin.ResponseHeadCheck.Fault;

class ResponseHeadCheckTest {
  private static Fields.Builder none() {
    return Fields.builder();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 304, 599})
  void anOrdinaryHeadHasNoFault(int statusCode) {
    Fields fields = Fields.of("A", "b\t\u00e4", "Content-Length", "5", "Content-Length", "5, 5");
    assertThat(ResponseHeadCheck.check(1, 1, statusCode, fields)).isEmpty();
    assertThat(ResponseHeadCheck.check(1, 0, statusCode, fields)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600, 999})
  void aStatusOutsideTheClassesIsInvalid(int statusCode) {
    assertThat(ResponseHeadCheck.check(1, 1, statusCode, Fields.empty()))
        .contains(Fault.INVALID_STATUS);
  }

  @Test
  void onlyHttp1IsKnown() {
    assertThat(ResponseHeadCheck.check(2, 0, 200, Fields.empty())).contains(Fault.UNKNOWN_VERSION);
    assertThat(ResponseHeadCheck.check(0, 9, 200, Fields.empty())).contains(Fault.UNKNOWN_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5, 6", "+5", "-5", "5x", "0x5", "1234567890123456789", "5 5"})
  void aLengthThatIsNoNumberOrSeveralIsInvalid(String length) {
    Fields fields = Fields.of("Content-Length", length);
    assertThat(ResponseHeadCheck.check(1, 1, 200, fields)).contains(Fault.INVALID_LENGTH);
  }

  @Test
  void theLargestLengthThatIsReadHas18Digits() {
    Fields fields = Fields.of("Content-Length", "999999999999999999");
    assertThat(ResponseHeadCheck.check(1, 1, 200, fields)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "chunked, 1, ''",
    "Chunked, 1, ''",
    "chunked, 0, TRANSFER_CODING_IN_HTTP_1_0",
    "gzip, 1, UNKNOWN_TRANSFER_CODING",
    "'gzip, chunked', 1, UNKNOWN_TRANSFER_CODING",
    "'chunked, chunked', 1, UNKNOWN_TRANSFER_CODING",
    "xchunked, 1, UNKNOWN_TRANSFER_CODING",
    "'', 1, UNKNOWN_TRANSFER_CODING",
  })
  void onlyChunkedIsUnderstood(String coding, int minor, String fault) {
    Fields fields = none().add("Transfer-Encoding", coding).build();
    assertThat(ResponseHeadCheck.check(1, minor, 200, fields).map(Fault::name).orElse(""))
        .isEqualTo(fault);
  }

  @Test
  void aLengthBesideATransferCodingIsAFault() {
    Fields fields = Fields.of("Content-Length", "5", "Transfer-Encoding", "chunked");
    assertThat(ResponseHeadCheck.check(1, 1, 200, fields))
        .contains(Fault.LENGTH_WITH_TRANSFER_CODING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "\u00e4", "a\t"})
  void aNameThatIsNoTokenIsAFault(String name) {
    assertThat(ResponseHeadCheck.check(1, 1, 200, Fields.of(name, "x")))
        .contains(Fault.INVALID_FIELD_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "a\rb", "a\nb", "\u007f", "\u0001"})
  void aValueWithControlCharactersIsAFault(String value) {
    assertThat(ResponseHeadCheck.check(1, 1, 200, Fields.of("a", value)))
        .contains(Fault.INVALID_FIELD_VALUE);
  }
}
