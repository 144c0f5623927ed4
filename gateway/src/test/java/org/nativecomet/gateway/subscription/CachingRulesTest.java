package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.IgnoredQuery;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingOutlet;

/** What targeted fields and the operator say about caching holds for subscriptions too. */
class CachingRulesTest {
  private static final IgnoredQuery TRACKING = new IgnoredQuery(List.of("utm_*"));

  /** Cookies are public; a field named Targeted takes the place of Cache-Control. */
  private static final CachingRules RULES =
      new CachingRules() {
        @Override
        public Fields governing(TargetUri target, int statusCode, Fields response) {
          return response
              .first("Targeted")
              .map(targeted -> response.with("Cache-Control", targeted))
              .orElse(response)
              .without("Set-Cookie");
        }

        @Override
        public Fields identifying(TargetUri target, Fields request) {
          return request.without("Cookie");
        }

        @Override
        public TargetUri keyOf(TargetUri target) {
          return TRACKING.strip(target);
        }

        @Override
        public List<String> keysOf(String pathAndQuery) {
          return List.of(TRACKING.strip(pathAndQuery));
        }
      };

  private final Scene scene = new Scene(SubscriptionOptions.DEFAULTS, RULES);

  @AfterEach
  void nothingIsLeftBehind() {
    scene.everybodyLeaves();
    assertThat(scene.hub.watchedResources()).isZero();
  }

  private static String epoch() {
    return "Thu, 01 Jan 1970 00:00:00 GMT";
  }

  @Test
  void whatIsPrivateByATargetedFieldIsFetchedForEach() {
    scene.origin.put("/r", "one", "Targeted", "private", "Cache-Control", "public, max-age=60");
    scene.subscribe("/r");
    scene.subscribe("/r");
    assertThat(scene.origin.requests()).isEqualTo(2);
  }

  @Test
  void whatIsPublicByATargetedFieldIsFetchedOnce() {
    scene.origin.put("/r", "one", "Targeted", "max-age=60", "Cache-Control", "private");
    scene.subscribe("/r");
    RecordingOutlet second = scene.subscribe("/r");
    assertThat(scene.origin.requests()).isEqualTo(1);
    assertThat(second.messages()).hasSize(1);
  }

  @Test
  void subscribersWithPublicCookiesShareAFetchOnceItIsKnown() {
    scene.origin.put("/r", "one", "ETag", "\"1\"", "Set-Cookie", "s=1");
    scene.stream("/r", "When-Modified-After", epoch(), "Cookie", "s=1");
    scene.stream("/r", "When-Modified-After", epoch(), "Cookie", "s=2");
    assertThat(scene.origin.requests()).isEqualTo(1);
  }

  @Test
  void aCookieThatDoesNotCountReachesNobodyElse() {
    scene.origin.put("/r", "one", "ETag", "\"1\"", "Set-Cookie", "s=1");
    scene.stream("/r", "When-Modified-After", epoch());
    assertThat(scene.get("/r", "When-Modified-After", epoch()).fields().has("Set-Cookie"))
        .isFalse();
  }

  @Test
  void aChangeReachesWatchersOfEverySpelling() {
    scene.origin.put("/r", "one", "ETag", "\"1\"");
    scene.origin.put("/r?utm_x=1", "one", "ETag", "\"1\"");
    RecordingOutlet plain = scene.subscribe("/r");
    RecordingOutlet tracked = scene.subscribe("/r?utm_x=1");
    scene.origin.put("/r", "two", "ETag", "\"2\"");
    scene.origin.put("/r?utm_x=1", "two", "ETag", "\"2\"");
    assertThat(scene.change("/r?utm_y=2").subscribers()).isEqualTo(2);
    assertThat(plain.messages()).hasSize(2);
    assertThat(tracked.messages()).hasSize(2);
    assertThat(tracked.messages().get(1)).contains("Content-Location: /r?utm_x=1");
  }

  @Test
  void aChangeOfAnotherResourceReachesNobody() {
    scene.origin.put("/r?id=1", "one", "ETag", "\"1\"");
    RecordingOutlet client = scene.subscribe("/r?id=1");
    assertThat(scene.change("/r?id=2&utm_x").subscribers()).isZero();
    assertThat(client.messages()).hasSize(1);
  }
}
