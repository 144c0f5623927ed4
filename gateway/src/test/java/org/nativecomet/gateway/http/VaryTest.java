package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaryTest {
  private static Optional<VarySelection> select(String vary, Fields request) {
    return Vary.of(Fields.of("Vary", vary)).select(request);
  }

  private static void assertSame(String vary, Fields one, Fields other) {
    assertThat(select(vary, one)).isPresent().isEqualTo(select(vary, other));
    assertThat(select(vary, one).orElseThrow().matches(other)).isTrue();
  }

  private static void assertDifferent(String vary, Fields one, Fields other) {
    assertThat(select(vary, one)).isNotEqualTo(select(vary, other));
    assertThat(select(vary, one).orElseThrow().matches(other)).isFalse();
    assertThat(select(vary, other).orElseThrow().matches(one)).isFalse();
  }

  @Test
  void namesAreTheSameInAnyOrderCaseOrNumberOfLines() {
    Vary one = Vary.of(Fields.of("Vary", "Accept-Language, accept,,ACCEPT"));
    Vary other = Vary.of(Fields.of("vary", "Accept", "Vary", "accept-language"));
    assertThat(one).isEqualTo(other);
    assertThat(one.names()).isEqualTo(List.of("accept", "accept-language"));
    assertThat(one.isAny()).isFalse();
  }

  @Test
  void withoutVaryEveryRequestSelectsTheSame() {
    Vary vary = Vary.of(Fields.empty());
    assertThat(vary.select(Fields.of("Accept", "a/b"))).contains(VarySelection.NONE);
    assertThat(vary.select(Fields.empty())).contains(VarySelection.NONE);
    assertThat(VarySelection.NONE.matches(Fields.of("Accept", "a/b"))).isTrue();
  }

  @Test
  void aStarAnywhereMatchesNothing() {
    assertThat(select("*", Fields.empty())).isEmpty();
    assertThat(select("Accept, *", Fields.empty())).isEmpty();
  }

  @Test
  void aValueThatCannotBeReadMatchesNothing() {
    assertThat(select("Accept Language", Fields.empty())).isEmpty();
  }

  @Test
  void absentMatchesOnlyAbsent() {
    assertDifferent("Accept", Fields.of("Accept", ""), Fields.empty());
    assertDifferent("Accept", Fields.of("Accept", "*/*"), Fields.empty());
    assertSame("Accept", Fields.of("X", "1"), Fields.of("X", "2"));
  }

  @Test
  void whiteSpaceAndLinesOfAListMeanNothing() {
    assertSame(
        "Accept",
        Fields.of("Accept", "text/html ;q=0.5 ,text/plain"),
        Fields.of("Accept", "text/html;q=0.5", "accept", "text/plain"));
  }

  @Test
  void whiteSpaceInsideAQuotedStringMeansSomething() {
    assertDifferent(
        "Accept", Fields.of("Accept", "a/b;p=\"x, y\""), Fields.of("Accept", "a/b;p=\"x,y\""));
  }

  @Test
  void caseMeansNothingInLanguagesAndCodingsOnly() {
    assertSame(
        "Accept-Language", Fields.of("Accept-Language", "DE"), Fields.of("Accept-Language", "de"));
    assertSame(
        "Accept-Encoding",
        Fields.of("Accept-Encoding", "GZIP;q=1"),
        Fields.of("Accept-Encoding", "gzip; q=1"));
    assertDifferent("X-Tenant", Fields.of("X-Tenant", "A"), Fields.of("X-Tenant", "a"));
    assertDifferent(
        "Accept-Language",
        Fields.of("Accept-Language", "\u00c4"),
        Fields.of("Accept-Language", "\u00e4"));
  }

  @Test
  void whiteSpaceInAFieldOfUnknownSyntaxMeansSomething() {
    assertDifferent("Cookie", Fields.of("Cookie", "a=1, b"), Fields.of("Cookie", "a=1,b"));
    assertSame(
        "User-Agent", Fields.of("User-Agent", "x (y, z)"), Fields.of("User-Agent", "x (y, z)"));
  }

  @Test
  void cookiesThatWereSplitAreJoinedAsCookiesAre() {
    Fields crumbs = Fields.of("Cookie", "a=1", "Cookie", "b=2");
    assertSame("Cookie", crumbs, Fields.of("Cookie", "a=1; b=2"));
    assertDifferent("Cookie", crumbs, Fields.of("Cookie", "a=1, b=2"));
  }

  @Test
  void orderMeansSomething() {
    assertDifferent("Accept", Fields.of("Accept", "a/b, c/d"), Fields.of("Accept", "c/d, a/b"));
  }

  @Test
  void theOrderOfMembersWithDifferentWeightsMeansNothing() {
    assertSame(
        "Accept-Language",
        Fields.of("Accept-Language", "de;q=0.5, en"),
        Fields.of("Accept-Language", "en;q=1.0, de;Q=0.500"));
    assertSame("Accept", Fields.of("Accept", "a/b;q=.x, c/d"), Fields.of("Accept", "c/d, a/b;q=0"));
  }

  @Test
  void theOrderOfMembersWithTheSameWeightMaySayWhichIsPreferred() {
    assertDifferent(
        "Accept-Language",
        Fields.of("Accept-Language", "de, en"),
        Fields.of("Accept-Language", "en, de"));
  }

  @Test
  void weightsThatDifferSelectDifferently() {
    assertDifferent(
        "Accept-Language",
        Fields.of("Accept-Language", "de, en;q=0.5"),
        Fields.of("Accept-Language", "de, en;q=0.6"));
    assertDifferent(
        "Accept-Encoding",
        Fields.of("Accept-Encoding", "gzip;q=0"),
        Fields.of("Accept-Encoding", "gzip"));
  }

  @Test
  void everyNominatedFieldMustMatch() {
    Fields request = Fields.of("Accept", "a/b", "Accept-Language", "de");
    assertDifferent("Accept, Accept-Language", request, request.with("Accept-Language", "en"));
    assertDifferent("Accept, Accept-Language", request, request.without("Accept"));
    assertSame("Accept, Accept-Language", request, request.with("Cookie", "a=b"));
  }
}
