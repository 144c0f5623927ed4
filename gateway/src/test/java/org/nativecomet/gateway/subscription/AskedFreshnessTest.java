package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Request;

/**
 * How fresh a first state a subscription asks for. What it would do with is said to our own cache
 * alone; the origin and every cache on the way there are told what the client said and no more.
 */
class AskedFreshnessTest {
  private final Scene scene = new Scene();

  private Request firstFetch(String... fields) {
    scene.origin.put("/r", "one", "ETag", "\"v1\"");
    scene.stream("/r", fields);
    return scene.origin.asked().get(0);
  }

  private static Optional<String> directives(Request request) {
    return request.fields().combined("Cache-Control");
  }

  @Test
  void aStreamDoesWithAStaleStateAndTellsNobodyButTheCache() {
    Request asked = firstFetch("When-Modified-After", Scene.EPOCH);

    assertThat(asked.acceptsStale()).isTrue();
    assertThat(directives(asked)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "max-age=0", "max-age=60", "min-fresh=5"})
  void whoLimitsTheAgeHasTheOriginAsked(String directive) {
    Request asked = firstFetch("When-Modified-After", Scene.EPOCH, "Cache-Control", directive);

    assertThat(asked.acceptsStale()).isFalse();
    assertThat(directives(asked)).contains("no-cache");
  }

  @ParameterizedTest
  @CsvSource({"max-stale, true", "max-stale=5, false"})
  void whoLimitsTheStalenessIsShownNothingStale(String directive, boolean accepts) {
    Request asked = firstFetch("When-Modified-After", Scene.EPOCH, "Cache-Control", directive);

    assertThat(asked.acceptsStale()).isEqualTo(accepts);
    assertThat(directives(asked)).isEmpty();
  }

  @Test
  void whoWantsNothingStoredIsNotShownStaleStatesAndSaysSoToTheOrigin() {
    Request asked = firstFetch("When-Modified-After", Scene.EPOCH, "Cache-Control", "no-store");

    assertThat(asked.acceptsStale()).isFalse();
    assertThat(directives(asked)).contains("no-store");
  }

  @Test
  void whatIsAskedLaterIsToBeConfirmedByTheOrigin() {
    firstFetch("When-Modified-After", Scene.EPOCH);

    scene.change("/r");

    assertThat(directives(scene.origin.lastAsked())).contains("no-cache");
    assertThat(scene.origin.lastAsked().acceptsStale()).isFalse();
  }

  @Test
  void whatIsAskedLaterForOneWhoWantsNothingStoredSaysBoth() {
    firstFetch("When-Modified-After", Scene.EPOCH, "Cache-Control", "no-store");

    scene.change("/r");

    assertThat(directives(scene.origin.lastAsked())).contains("no-cache, no-store");
  }
}
