package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.StoredResponses.stored;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.VarySelection;

class VariantsTest {
  private static final Instant START = CacheFixture.START;

  private static Fields language(String language) {
    return Fields.of("Accept-Language", language);
  }

  private static StoredResponse inLanguage(Instant at, String language) {
    return stored(
        at, language(language), "", "Vary", "Accept-Language", "Date", HttpDate.format(at));
  }

  @Test
  void aNewerResponseTakesThePlaceOfTheOneForTheSameSelection() {
    StoredResponse older = inLanguage(START, "de");
    StoredResponse newer = inLanguage(START.plusSeconds(1), "de");
    assertThat(Variants.NONE.with(older).with(newer).newestFirst()).containsExactly(newer);
    assertThat(Variants.NONE.with(newer).with(older).newestFirst()).containsExactly(newer);
  }

  @Test
  void ofTwoWithTheSameDateTheOneThatArrivedLaterStays() {
    String date = HttpDate.format(START);
    StoredResponse first = stored(START, Fields.empty(), "a", "Date", date);
    StoredResponse second = stored(START.plusMillis(5), Fields.empty(), "b", "Date", date);
    assertThat(Variants.NONE.with(first).with(second).newestFirst()).containsExactly(second);
    assertThat(Variants.NONE.with(second).with(first).newestFirst()).containsExactly(second);
  }

  @Test
  void ofTwoWithTheSameDateThatWereUnderWayAtTheSameTimeNoneIsReused() {
    StoredResponse asked = answered(START, START.plusMillis(9), "\"a\"");
    StoredResponse meanwhile = answered(START.plusMillis(2), START.plusMillis(5), "\"b\"");

    assertThat(Variants.NONE.with(asked).with(meanwhile).isEmpty()).isTrue();
    assertThat(Variants.NONE.with(meanwhile).with(asked).isEmpty()).isTrue();
  }

  @Test
  void twoThatWereUnderWayAtTheSameTimeAreOneWhereTheirTagsAre() {
    StoredResponse asked = answered(START, START.plusMillis(9), "\"a\"");
    StoredResponse meanwhile = answered(START.plusMillis(2), START.plusMillis(5), "\"a\"");

    assertThat(Variants.NONE.with(meanwhile).with(asked).newestFirst()).containsExactly(asked);
  }

  private static StoredResponse answered(Instant requestTime, Instant responseTime, String tag) {
    return StoredResponse.of(
        200,
        Fields.of("Date", HttpDate.format(START), "ETag", tag),
        Content.empty(),
        VarySelection.NONE,
        requestTime,
        responseTime);
  }

  @Test
  void theNewestThatMatchesIsSelected() {
    // Both match a request for de in text/plain; they name different fields.
    StoredResponse byLanguage = inLanguage(START, "de");
    StoredResponse byType =
        stored(
            START,
            Fields.of("Accept", "text/plain"),
            "",
            "Vary",
            "Accept",
            "Date",
            HttpDate.format(START.plusSeconds(1)));
    Fields request = language("de").plus("Accept", "text/plain");
    assertThat(Variants.NONE.with(byType).with(byLanguage).select(request)).contains(byType);
    assertThat(Variants.NONE.with(byLanguage).with(byType).select(request)).contains(byType);
  }

  @Test
  void theOldestGivesWayAtTheLimit() {
    Variants variants = Variants.NONE;
    for (int i = 0; i < Variants.MAX_VARIANTS; i++) {
      variants = variants.with(inLanguage(START.plusSeconds(i), "l" + i));
    }
    assertThat(variants.select(language("l0"))).isPresent();
    variants = variants.with(inLanguage(START.plusSeconds(99), "new"));
    assertThat(variants.newestFirst()).hasSize(Variants.MAX_VARIANTS);
    assertThat(variants.select(language("l0"))).isEmpty();
    assertThat(variants.select(language("l1"))).isPresent();
    assertThat(variants.select(language("new"))).isPresent();
  }

  @Test
  void anUpdateTakesThePlaceOfExactlyTheOneItUpdates() {
    StoredResponse old = inLanguage(START, "de");
    StoredResponse updated = inLanguage(START.plusSeconds(1), "de");
    StoredResponse other = inLanguage(START, "en");
    Variants variants = Variants.NONE.with(old).with(other);
    assertThat(variants.replacing(old, updated).newestFirst())
        .containsExactlyInAnyOrder(updated, other);
    assertThat(variants.without(old).replacing(old, updated).newestFirst()).containsExactly(other);
  }

  @Test
  void anUpdateWithAnEarlierDateStillTakesThePlace() {
    StoredResponse old = inLanguage(START, "de");
    StoredResponse updated = inLanguage(START.minusSeconds(60), "de");
    assertThat(Variants.NONE.with(old).replacing(old, updated).newestFirst())
        .containsExactly(updated);
  }
}
