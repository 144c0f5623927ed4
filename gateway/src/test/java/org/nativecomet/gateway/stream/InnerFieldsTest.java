package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;

/** Which fields an enclosed request has of its own, and which it has from the stream. */
final class InnerFieldsTest {
  private static Fields inner(Fields outer, String... enclosed) {
    return new InnerFields(outer).of(Fields.of(enclosed), "g.example").without("Host");
  }

  @Test
  void ownFieldsAreKept() {
    Fields own =
        Fields.of("Accept", "a/b", "Accept-Encoding", "gzip", "If-Match", "\"1\"", "X-A", "1");
    assertThat(
            inner(
                Fields.of("Accept", "message/http", "Accept-Encoding", "br", "X-B", "2"),
                "Accept",
                "a/b",
                "Accept-Encoding",
                "gzip",
                "If-Match",
                "\"1\"",
                "X-A",
                "1"))
        .isEqualTo(own);
  }

  @Test
  void nothingElseIsInherited() {
    assertThat(
            inner(
                Fields.of(
                    "Accept", "message/http",
                    "Accept-Encoding", "gzip",
                    "Content-Type", "message/http",
                    "User-Agent", "x",
                    "X-HTTP-Method-Override", "DELETE",
                    "Sec-WebSocket-Key", "k",
                    "Proxy-Authorization", "p",
                    "X-A", "1")))
        .isEqualTo(Fields.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie",
        "ORIGIN",
        "referer",
        "Sec-Fetch-Site",
        "Via",
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Real-IP"
      })
  void whatOnlyABrowserOrProxyWritesIsThatOfTheStream(String name) {
    assertThat(inner(Fields.of(name, "outer"), name, "forged")).isEqualTo(Fields.of(name, "outer"));
    assertThat(inner(Fields.empty(), name, "forged")).isEqualTo(Fields.empty());
    assertThat(inner(Fields.of(name, "outer"))).isEqualTo(Fields.of(name, "outer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie",
        "Proxy-Authorization",
        "Proxy-Foo",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "Expect",
        "Upgrade",
        "Connection",
        "Keep-Alive",
        "TE",
        "Transfer-Encoding",
        "Content-Length",
        "Exchange-Id",
        "Cancel-Exchange",
        "Subscribe",
        "X_Forwarded_For",
        "Sec_Fetch-Site"
      })
  void whatNobodyMayWriteIsRemoved(String name) {
    assertThat(inner(Fields.empty(), name, "forged", "X-A", "1")).isEqualTo(Fields.of("X-A", "1"));
  }

  @Test
  void whatConnectionNamesIsRemoved() {
    assertThat(inner(Fields.empty(), "Connection", "close, x-a", "X-A", "1", "X-B", "2"))
        .isEqualTo(Fields.of("X-B", "2"));
  }

  @Test
  void authorizationIsItsOwnOrElseThatOfTheStream() {
    Fields outer = Fields.of("Authorization", "outer");
    assertThat(inner(outer, "Authorization", "own")).isEqualTo(Fields.of("Authorization", "own"));
    assertThat(inner(outer)).isEqualTo(outer);
    assertThat(inner(Fields.empty())).isEqualTo(Fields.empty());
  }

  @Test
  void hostIsTheAuthorityOfTheTarget() {
    assertThat(new InnerFields(Fields.of("Host", "x")).of(Fields.of("Host", "y"), "g.example"))
        .isEqualTo(Fields.of("Host", "g.example"));
  }
}
