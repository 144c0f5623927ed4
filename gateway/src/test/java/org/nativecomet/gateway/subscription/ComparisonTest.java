package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.subscription.Comparison.Decision.CONTENT_DIFFERS;
import static org.nativecomet.gateway.subscription.Comparison.Decision.DATE_WENT_BACK;
import static org.nativecomet.gateway.subscription.Comparison.Decision.FIELD_DIFFERS;
import static org.nativecomet.gateway.subscription.Comparison.Decision.SAME_REPRESENTATION;
import static org.nativecomet.gateway.subscription.Comparison.Decision.SAME_TAG;
import static org.nativecomet.gateway.subscription.Comparison.Decision.SAME_WEAK_TAG;
import static org.nativecomet.gateway.subscription.Comparison.Decision.TAG_DIFFERS;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

class ComparisonTest {
  private static final String EARLIER = "Fri, 20 Nov 2026 08:00:00 GMT";
  private static final String LATER = "Fri, 20 Nov 2026 09:00:00 GMT";
  private static final String RECEIVED = "Fri, 20 Nov 2026 10:00:00 GMT";

  private static Representation state(String content, String... fields) {
    return Representation.of(
        Response.of(200, Fields.of(fields), content.getBytes(StandardCharsets.UTF_8)),
        Instant.parse("2026-11-20T10:00:00Z"));
  }

  private static Comparison.Decision decide(Representation shown, Representation received) {
    return Comparison.DEFAULT.decide(shown, received);
  }

  @Test
  void tagsDecide() {
    Representation one = state("x", "ETag", "\"1\"");
    assertThat(decide(one, state("x", "ETag", "\"2\""))).isEqualTo(TAG_DIFFERS);
    assertThat(decide(one, state("x", "ETag", "W/\"1\""))).isEqualTo(TAG_DIFFERS);
    assertThat(decide(one, state("x"))).isEqualTo(TAG_DIFFERS);
    assertThat(decide(state("x"), one)).isEqualTo(TAG_DIFFERS);
  }

  @Test
  void theSameStrongTagIsNoNewsWhateverElseDiffers() {
    assertThat(
            decide(
                state("x", "ETag", "\"1\"", "Content-Type", "text/plain", "Last-Modified", LATER),
                state("x", "ETag", "\"1\"", "Content-Type", "text/html", "Last-Modified", EARLIER)))
        .isEqualTo(SAME_TAG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", EARLIER})
  void theSameStrongTagIsNoNewsWhateverTheOctets(String modified) {
    Representation one = state("x", tagged(modified));
    assertThat(decide(one, state("y", tagged(modified)))).isEqualTo(SAME_TAG);
  }

  @Test
  void otherOctetsUnderATagOfTheSecondOfTheChangeAreNews() {
    // What was received in the second of its modification, and what may have come in the same.
    Representation one = state("x", tagged(RECEIVED));
    assertThat(decide(one, state("y", tagged(RECEIVED)))).isEqualTo(CONTENT_DIFFERS);
    assertThat(decide(one, state("x", tagged(RECEIVED)))).isEqualTo(SAME_TAG);
  }

  private static String[] tagged(String modified) {
    return modified.isEmpty()
        ? new String[] {"ETag", "\"1\""}
        : new String[] {"ETag", "\"1\"", "Last-Modified", modified};
  }

  @Test
  void aWeakTagIsBelieved() {
    assertThat(decide(state("x", "ETag", "W/\"1\""), state("y", "ETag", "W/\"1\"")))
        .isEqualTo(SAME_WEAK_TAG);
  }

  @Test
  void withoutTagsTheOctetsDecide() {
    assertThat(decide(state("x"), state("y"))).isEqualTo(CONTENT_DIFFERS);
    assertThat(decide(state("x"), state("x"))).isEqualTo(SAME_REPRESENTATION);
  }

  @Test
  void aDateThatGoesBackIsNewsAndATouchIsNot() {
    Representation late = state("x", "Last-Modified", LATER);
    Representation early = state("x", "Last-Modified", EARLIER);
    assertThat(decide(late, early)).isEqualTo(DATE_WENT_BACK);
    assertThat(decide(early, late)).isEqualTo(SAME_REPRESENTATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Date", "Age", "Set-Cookie", "X-Request-Id", "Via", "Server", "Expires", "X-Any"})
  void noiseIsNoNews(String field) {
    assertThat(
            decide(
                state("x", "Last-Modified", EARLIER, field, EARLIER),
                state("x", "Last-Modified", EARLIER, field, LATER)))
        .isEqualTo(SAME_REPRESENTATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "content-language", "Content-Encoding", "Link"})
  void whatDescribesTheRepresentationIsPartOfIt(String field) {
    assertThat(decide(state("x", field, "a"), state("x", field, "b"))).isEqualTo(FIELD_DIFFERS);
    assertThat(decide(state("x", field, "a"), state("x"))).isEqualTo(FIELD_DIFFERS);
  }

  @Test
  void theConfigurationSaysWhatIsCompared() {
    Comparison own = new Comparison(List.of("X-Version"));
    Representation one = state("x", "X-Version", "1", "Content-Type", "a/b");
    assertThat(own.decide(one, state("x", "X-Version", "2", "Content-Type", "a/b")).isNews())
        .isTrue();
    assertThat(own.decide(one, state("x", "X-Version", "1", "Content-Type", "a/c")).isNews())
        .isFalse();
  }
}
