package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptSubscribeTest {
  @ParameterizedTest
  @CsvSource({
    "'message/http, application/http', message/http",
    "application/http, application/http",
    "'application/http, Message/HTTP;x=y', message/http"
  })
  void aStreamTypeCanBeAskedFor(String value, String type) {
    assertThat(AcceptSubscribe.streamType(Fields.of("accept-subscribe", value))).contains(type);
  }

  @ParameterizedTest
  @CsvSource({"none", "text/event-stream", "*/*", "''"})
  void anythingElseIsNoOffer(String value) {
    assertThat(AcceptSubscribe.streamType(Fields.of("Accept-Subscribe", value))).isEmpty();
  }

  @Test
  void varyingOnWhenModifiedAfterIsAnOffer() {
    Fields response = Fields.of("Vary", "Accept, when-modified-after");
    assertThat(AcceptSubscribe.streamType(response)).contains("message/http");
    assertThat(AcceptSubscribe.streamType(Fields.of("Vary", "*"))).isEmpty();
  }

  @Test
  void whatIsSaidHereIsUnderstoodHere() {
    Fields said = Fields.of(AcceptSubscribe.FIELD, AcceptSubscribe.value());
    assertThat(AcceptSubscribe.streamType(said)).contains("message/http");
  }
}
