package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.stream.StreamNegotiation.Outcome;

/** Who is let in, and what they are answered in. */
final class StreamNegotiationTest {
  private static StreamNegotiation negotiate(String... fields) {
    return StreamNegotiation.of(StreamFixture.outer(Content.empty(), fields));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message/http | message/http",
        "application/http | application/http",
        "APPLICATION/HTTP | application/http",
        "message/http;msgtype=request | message/http",
        "Message/HTTP; MsgType=Request; x=y | message/http",
        "application/http; version=\"1.1\"; msgtype=request | application/http"
      })
  void bothTypesAreAcceptedInAnySpelling(String contentType, String type) {
    StreamNegotiation negotiation = negotiate("Content-Type", contentType);
    assertThat(negotiation).isEqualTo(new StreamNegotiation(Outcome.ACCEPTED, type, type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "",
        "application/http;msgtype=response",
        "message/http; version=2",
        "message/http, text/plain",
        "multipart/mixed",
        "message/*",
        "message/http;msgtype"
      })
  void otherTypesAreUnsupported(String contentType) {
    StreamNegotiation negotiation = negotiate("Content-Type", contentType);
    assertThat(negotiation.outcome()).isEqualTo(Outcome.CONTENT_TYPE_UNSUPPORTED);
    assertThat(negotiation.refusal().statusCode()).isEqualTo(415);
    assertThat(negotiation.refusal().fields().first("Accept"))
        .contains("message/http, application/http");
  }

  @Test
  void contentTypeMustBeThereOnce() {
    Request outer = StreamFixture.outer(Content.empty());
    assertThat(StreamNegotiation.of(outer.withFields(Fields.empty())).outcome())
        .isEqualTo(Outcome.CONTENT_TYPE_UNSUPPORTED);
    assertThat(negotiate("Content-Type", "message/http", "Content-Type", "message/http").outcome())
        .isEqualTo(Outcome.CONTENT_TYPE_UNSUPPORTED);
  }

  @Test
  void compressedContentIsUnsupported() {
    assertThat(negotiate("Content-Encoding", "identity").isAccepted()).isTrue();
    StreamNegotiation gzip = negotiate("Content-Encoding", "identity, gzip");
    assertThat(gzip.outcome()).isEqualTo(Outcome.CONTENT_CODING_UNSUPPORTED);
    assertThat(gzip.refusal().statusCode()).isEqualTo(415);
    assertThat(gzip.refusal().fields().first("Accept-Encoding")).contains("identity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | message/http",
        "message/* | message/http",
        "application/* | application/http",
        "application/http | application/http",
        "message/http, application/http | message/http",
        "message/http;q=0.5, application/http;q=0.6 | application/http",
        "*/*, message/http;q=0 | application/http",
        "*/*;q=0.1, application/http | application/http",
        "text/html, message/http;q=0.001 | message/http"
      })
  void heavierTypeWinsAndATieGoesToTheRequestsOwn(String accept, String type) {
    assertThat(negotiate("Accept", accept).responseType()).isEqualTo(type);
  }

  @Test
  void tieGoesToApplicationHttpWhereTheRequestIsThat() {
    assertThat(negotiate("Content-Type", "application/http", "Accept", "*/*").responseType())
        .isEqualTo("application/http");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "message/http;q=0, application/http;q=0",
        "*/*;q=0",
        "*/*, message/http;q=0, application/*;q=0",
        ""
      })
  void acceptThatExcludesBothIsNotAcceptable(String accept) {
    StreamNegotiation negotiation = negotiate("Accept", accept);
    assertThat(negotiation.outcome()).isEqualTo(Outcome.NOT_ACCEPTABLE);
    assertThat(negotiation.refusal().statusCode()).isEqualTo(406);
  }

  @Test
  void onlyPostOpensAStream() {
    Request outer = StreamFixture.outer(Content.empty());
    Request get =
        new Request(
            Method.GET,
            outer.target(),
            outer.fields(),
            outer.content(),
            outer.client(),
            Optional.empty());
    StreamNegotiation negotiation = StreamNegotiation.of(get);
    assertThat(negotiation.outcome()).isEqualTo(Outcome.METHOD_NOT_ALLOWED);
    assertThat(negotiation.refusal().statusCode()).isEqualTo(405);
    assertThat(negotiation.refusal().fields().first("Allow")).contains("POST");
  }

  @Test
  void http10HasNoStreams() {
    Request outer = StreamFixture.outer(Content.empty());
    Request old =
        new Request(
            outer.method(),
            outer.target(),
            outer.fields(),
            outer.content(),
            new Client("192.0.2.1", "1.0"),
            Optional.empty());
    assertThat(StreamNegotiation.of(old).outcome()).isEqualTo(Outcome.HTTP_1_0);
    assertThat(StreamNegotiation.of(old).refusal().statusCode()).isEqualTo(505);
  }
}
