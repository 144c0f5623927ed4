package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.Fields;

class FreshnessRuleTest {
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));
  private static final FreshnessRule OTHERWISE =
      new FreshnessRule(MINUTE, Optional.empty(), Set.of());
  private static final FreshnessRule OVERRIDE =
      new FreshnessRule(Optional.empty(), MINUTE, Set.of());

  private static String apply(FreshnessRule rule, String cacheControl) {
    return rule.apply(200, Fields.of("Cache-Control", cacheControl, "ETag", "\"1\""))
        .combined("Cache-Control")
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public|public, max-age=60",
        "max-age=5|max-age=5",
        "s-maxage=5|s-maxage=5",
        "no-store|no-store, max-age=60",
        "private|private, max-age=60",
        "no-cache|no-cache, max-age=60"
      })
  void aLifetimeIsSuppliedWhereTheOriginNamesNone(String received, String governing) {
    assertThat(apply(OTHERWISE, received)).isEqualTo(governing);
  }

  @Test
  void expiresIsALifetimeThatTheOriginNames() {
    Fields response = Fields.of("Expires", "0");
    assertThat(OTHERWISE.apply(200, response)).isEqualTo(response);
    assertThat(OVERRIDE.apply(200, response)).isEqualTo(Fields.of("Cache-Control", "max-age=60"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=5, s-maxage=7, must-revalidate|must-revalidate, max-age=60",
        "no-store, max-age=5|no-store, max-age=60",
        "private|private, max-age=60",
        "no-cache|no-cache, max-age=60"
      })
  void anOverrideReplacesLifetimesAndNothingThatForbids(String received, String governing) {
    assertThat(apply(OVERRIDE, received)).isEqualTo(governing);
  }

  @Test
  void whatForbidsIsIgnoredOnlyWhereItIsNamed() {
    FreshnessRule rule =
        new FreshnessRule(Optional.empty(), MINUTE, Set.of("no-cache", "no-store"));
    assertThat(apply(rule, "no-store, no-cache, private")).isEqualTo("private, max-age=60");
    FreshnessRule ignoring =
        new FreshnessRule(Optional.empty(), Optional.empty(), Set.of("no-cache"));
    assertThat(apply(ignoring, "no-cache, max-age=5")).isEqualTo("max-age=5");
    assertThat(apply(ignoring, "no-cache")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 500, 502, 503})
  void aFailureIsNeverMadeFresh(int statusCode) {
    Fields response = Fields.of("Cache-Control", "no-cache");
    assertThat(OTHERWISE.apply(statusCode, response)).isEqualTo(response);
    assertThat(OVERRIDE.apply(statusCode, response)).isEqualTo(response);
  }
}
