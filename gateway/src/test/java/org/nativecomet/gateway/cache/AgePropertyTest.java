package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.nativecomet.gateway.cache.ReuseDecision.Verdict;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.DeltaSeconds;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;

/** Whatever an origin sends and whatever the clocks do; the repetition is the seed. */
class AgePropertyTest {
  private static final int SEEDS = 20;
  private static final int TRIES = 500;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "59",
          "60",
          "61",
          "2147483647",
          "2147483648",
          "4294967295",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "-1",
          "-2147483649",
          "1.5",
          "",
          "x",
          "\"7\"",
          "'7'",
          "7, 100",
          "0x10",
          "1e9",
          "\u0661");
  private static final List<String> DIRECTIVES =
      List.of("max-age", "s-maxage", "stale-if-error", "stale-while-revalidate", "max-stale");
  private static final List<String> FLAGS =
      List.of("public", "must-revalidate", "immutable", "no-cache", "no-cache=\"X\"", "private=X");
  private static final List<String> REQUESTS =
      List.of("", "max-age=0", "max-age=x", "min-fresh=99999999999", "no-cache", "only-if-cached");

  private Random random = new Random();

  @RepeatedTest(SEEDS)
  void anAgeIsNeverNegativeOrTooLargeAndNothingStaleIsReusedUnasked(RepetitionInfo seed) {
    random = new Random(seed.getCurrentRepetition());
    for (int i = 0; i < TRIES; i++) {
      Instant requested = instant();
      Instant received = requested.plusMillis(random.nextInt(200_000) - 20_000);
      Instant now = received.plusSeconds(random.nextInt(400) - 100L);
      Fields response = response(received);
      check(stored(response, requested, received), now);
    }
  }

  private static void check(StoredResponse stored, Instant now) {
    Response answer =
        StoredAnswer.unvalidated(
            CacheFixture.request(Method.GET, CacheFixture.TARGET), stored, now);
    String age = answer.fields().first("Age").orElseThrow();
    assertThat(age).as("%s", stored).matches("\\d{1,10}");
    assertThat(Long.parseLong(age)).isBetween(0L, DeltaSeconds.INFINITE.toSeconds());
    Duration current = stored.age().at(now);
    assertThat(current).as("%s", stored).isGreaterThanOrEqualTo(Duration.ZERO);
    for (String request : REQUESTS) {
      Fields fields = request.isEmpty() ? Fields.empty() : Fields.of("Cache-Control", request);
      ReuseDecision decision = ReusePolicy.decide(fields, Variants.NONE.with(stored), now);
      if (decision.reason() == Reason.STALE_WHILE_REVALIDATE) {
        Duration window = stored.directives().seconds("stale-while-revalidate").orElseThrow();
        assertThat(stored.mustNotBeStale()).as("%s", stored).isFalse();
        assertThat(stored.staleness(now)).as("%s", stored).isLessThanOrEqualTo(window);
      } else if (decision.verdict() == Verdict.REUSE) {
        assertThat(stored.freshness().lifetime()).as("%s", stored).isGreaterThan(current);
      }
    }
  }

  private static StoredResponse stored(Fields response, Instant requested, Instant received) {
    StoredResponse exact = StoredResponses.stored(received, Fields.empty(), "", lines(response));
    return new StoredResponse(
        exact.statusCode(),
        exact.fields(),
        exact.content(),
        exact.part(),
        exact.selection(),
        exact.directives(),
        exact.freshness(),
        Age.of(response, requested, received),
        exact.date(),
        exact.groups());
  }

  private static String[] lines(Fields fields) {
    String[] lines = new String[fields.size() * 2];
    int i = 0;
    for (Fields.Line line : fields) {
      lines[i++] = line.name();
      lines[i++] = line.value();
    }
    return lines;
  }

  private Fields response(Instant received) {
    Fields.Builder fields = Fields.builder();
    if (random.nextBoolean()) {
      fields.add("Age", pick(NUMBERS));
    }
    if (random.nextBoolean()) {
      fields.add("Date", date(received));
    }
    if (random.nextInt(3) == 0) {
      fields.add("Expires", date(received));
    }
    if (random.nextInt(3) == 0) {
      fields.add("Last-Modified", date(received));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.add("Cache-Control", pick(DIRECTIVES) + "=" + pick(NUMBERS) + ", " + pick(FLAGS));
    }
    return fields.build();
  }

  private String date(Instant received) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(NUMBERS);
      case 1 -> HttpDate.format(instant());
      default -> HttpDate.format(received.plusSeconds(random.nextInt(240) - 120L));
    };
  }

  private Instant instant() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.parse("9999-12-31T00:00:00Z");
      default -> CacheFixture.START.plusMillis(random.nextInt(1000));
    };
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
