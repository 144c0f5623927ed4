package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareabilityTest {
  private static final Fields ANYONE = Fields.empty();
  private static final Fields AUTHORIZED = Fields.of("Authorization", "Basic YTpi");
  private static final Fields WITH_COOKIE = Fields.of("Cookie", "session=1");

  private static Shareability of(Fields request, String... responseFields) {
    return Shareability.of(request, 200, Fields.of(responseFields));
  }

  @Test
  void anOrdinaryResponseIsShareable() {
    assertThat(of(ANYONE, "ETag", "\"1\"")).isEqualTo(Shareability.SHAREABLE);
    assertThat(of(ANYONE, "Vary", "Accept").isShareable()).isTrue();
    assertThat(of(ANYONE, "Cache-Control", "no-cache").isShareable()).isTrue();
  }

  @Test
  void noStoreOfEitherSideForbidsSharing() {
    assertThat(of(ANYONE, "Cache-Control", "public, no-store")).isEqualTo(Shareability.NO_STORE);
    assertThat(of(Fields.of("Cache-Control", "No-Store"), "Cache-Control", "public"))
        .isEqualTo(Shareability.NO_STORE);
  }

  @Test
  void mustUnderstandOverridesTheNoStoreBesideItForAKnownStatusOnly() {
    Fields response = Fields.of("Cache-Control", "must-understand, no-store, max-age=60");
    assertThat(Shareability.of(ANYONE, 200, response)).isEqualTo(Shareability.SHAREABLE);
    assertThat(Shareability.of(ANYONE, 299, response)).isEqualTo(Shareability.NOT_UNDERSTOOD);
    assertThat(Shareability.of(Fields.of("Cache-Control", "no-store"), 200, response))
        .isEqualTo(Shareability.NO_STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "PRIVATE, max-age=60", "public, private", "private=\"ETag\""})
  void privateIsForOneUser(String cacheControl) {
    assertThat(of(ANYONE, "Cache-Control", cacheControl)).isEqualTo(Shareability.PRIVATE);
  }

  @Test
  void varyStarMatchesNobodyElse() {
    assertThat(of(ANYONE, "Vary", "Accept", "Vary", "*", "Cache-Control", "public"))
        .isEqualTo(Shareability.VARY_STAR);
  }

  @Test
  void aPartAnswersOnlyTheRangeThatWasAskedFor() {
    assertThat(Shareability.of(ANYONE, 206, Fields.empty())).isEqualTo(Shareability.PARTIAL);
    assertThat(of(ANYONE, "Content-Range", "bytes 0-1/2")).isEqualTo(Shareability.SHAREABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "max-age=60, AUTHORIZED, COOKIE, SET_COOKIE",
    "must-revalidate, SHAREABLE, COOKIE, SET_COOKIE",
    "proxy-revalidate, AUTHORIZED, COOKIE, SET_COOKIE",
    "public, SHAREABLE, SHAREABLE, SHAREABLE",
    "s-maxage=0, SHAREABLE, SHAREABLE, SHAREABLE",
    "s-maxage=soon, AUTHORIZED, COOKIE, SET_COOKIE",
    "s-maxage, AUTHORIZED, COOKIE, SET_COOKIE"
  })
  void credentialsNeedADirectiveThatAllowsSharing(
      String directive, Shareability authorized, Shareability cookie, Shareability setCookie) {
    assertThat(of(AUTHORIZED, "Cache-Control", directive)).isEqualTo(authorized);
    assertThat(of(WITH_COOKIE, "Cache-Control", directive)).isEqualTo(cookie);
    assertThat(of(ANYONE, "Cache-Control", directive, "Set-Cookie", "a=b")).isEqualTo(setCookie);
  }

  @Test
  void mustRevalidateAllowsAuthorizationButNotTheCookieBesideIt() {
    Fields both = AUTHORIZED.plus("Cookie", "a=b");
    assertThat(of(both, "Cache-Control", "must-revalidate")).isEqualTo(Shareability.COOKIE);
  }

  @Test
  void varyingByTheCredentialDoesNotMakeItShareable() {
    assertThat(of(WITH_COOKIE, "Vary", "Cookie")).isEqualTo(Shareability.COOKIE);
  }
}
