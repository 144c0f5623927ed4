package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriReferenceTest {
  private static final TargetUri BASE = new TargetUri("http", "a", "/b/c/d;p?q");

  @ParameterizedTest
  @CsvSource({
    // RFC 3986, section 5.4, but for what has no meaning as a target.
    "g,http://a/b/c/g",
    "./g,http://a/b/c/g",
    "g/,http://a/b/c/g/",
    "/g,http://a/g",
    "//g,http://g/",
    "?y,http://a/b/c/d;p?y",
    "g?y,http://a/b/c/g?y",
    "#s,http://a/b/c/d;p?q",
    "g#s,http://a/b/c/g",
    "g?y#s,http://a/b/c/g?y",
    ";x,http://a/b/c/;x",
    "g;x?y#s,http://a/b/c/g;x?y",
    "'',http://a/b/c/d;p?q",
    ".,http://a/b/c/",
    "./,http://a/b/c/",
    "..,http://a/b/",
    "../g,http://a/b/g",
    "../..,http://a/",
    "../../g,http://a/g",
    "../../../g,http://a/g",
    "/./g,http://a/g",
    "/../g,http://a/g",
    "g.,http://a/b/c/g.",
    "..g,http://a/b/c/..g",
    "./../g,http://a/b/g",
    "g/../h,http://a/b/c/h",
    "g;x=1/../y,http://a/b/c/y",
    "g?y/../x,http://a/b/c/g?y/../x",
    "http://B:80/x,http://b/x",
    "HTTPS://b,https://b/",
    "https://b:443?x,https://b/?x",
    "/%7Eg//h,http://a/%7Eg//h"
  })
  void referencesAreResolvedAgainstTheTarget(String reference, String target) {
    assertThat(UriReference.resolve(BASE, reference).map(TargetUri::toString)).contains(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g:h",
        "http:g",
        "mailto:a@b",
        "http://",
        "//u@h/",
        "http://h:99999/",
        "/a b",
        "/a\n"
      })
  void whatIsNoTargetIsNotResolved(String reference) {
    assertThat(UriReference.resolve(BASE, reference)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http,a,true", "https,a,false", "http,b,false", "http,a:81,false"})
  void anOriginIsSchemeHostAndPort(String scheme, String authority, boolean same) {
    assertThat(BASE.isSameOrigin(new TargetUri(scheme, authority, "/"))).isEqualTo(same);
  }
}
