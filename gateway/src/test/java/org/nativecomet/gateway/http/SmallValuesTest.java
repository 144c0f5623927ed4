package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallValuesTest {
  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT"})
  void safeMethods(String name) {
    assertThat(new Method(name).isSafe()).isTrue();
    assertThat(new Method(name).isIdempotent()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,false",
    "PATCH,false",
    "PUT,true",
    "DELETE,true",
    "UNHEARD-OF,false",
    "get,false"
  })
  void unsafeMethods(String name, boolean isIdempotent) {
    assertThat(new Method(name).isSafe()).isFalse();
    assertThat(new Method(name).isIdempotent()).isEqualTo(isIdempotent);
  }

  @Test
  void onlyGetAndHeadSelectARepresentation() {
    assertThat(Method.GET.isRetrieval()).isTrue();
    assertThat(Method.HEAD.isRetrieval()).isTrue();
    assertThat(Method.OPTIONS.isRetrieval()).isFalse();
    assertThat(new Method("Get").isRetrieval()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/a,/a", "/a?b,/a", "/a?b?c,/a", "/?,/", "*,*"})
  void thePathOfATargetEndsAtTheQuery(String pathAndQuery, String path) {
    assertThat(new TargetUri("http", "h", pathAndQuery).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZIP|true",
        "x-gzip|true",
        "deflate, gzip;q=0.5|true",
        "*|true",
        "gzip;q=0.5, identity;q=0.5|true",
        "br;q=1, gzip;q=0.1|true",
        "gzip;q=0|false",
        "gzip;q=0, *|false",
        "*;q=0|false",
        "gzip;q=0.5, identity|false",
        "gzip;q=x|false",
        "identity|false",
        "br|false",
        "''|false",
        ";|false",
        ";q=1, ;|false"
      })
  void gzipIsPreferredWhereItsWeightIsAboveThatOfIdentity(String value, boolean prefers) {
    assertThat(AcceptedCodings.prefersGzip(Fields.of("Accept-Encoding", value))).isEqualTo(prefers);
  }

  @Test
  void gzipIsNotPreferredByWhoSaysNothing() {
    assertThat(AcceptedCodings.prefersGzip(Fields.empty())).isFalse();
  }

  @Test
  void fieldsOfTheConnectionAreRemovedWithThoseItNames() {
    Fields fields =
        Fields.of(
            "Connection",
            "close, X-Mine",
            "x-mine",
            "1",
            "Keep-Alive",
            "5",
            "TE",
            "trailers",
            "transfer-encoding",
            "chunked",
            "Upgrade",
            "h2c",
            "Proxy-Authorization",
            "x",
            "Proxy-Connection",
            "x",
            "connection",
            "Y",
            "Y",
            "2",
            "Cache-Control",
            "no-cache");
    assertThat(HopByHopFields.remove(fields)).isEqualTo(Fields.of("Cache-Control", "no-cache"));
  }
}
