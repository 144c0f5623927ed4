package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.ScriptedOrigin.always;
import static org.nativecomet.gateway.testing.ScriptedOrigin.ok;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** What the configuration says about caching, route by route. */
class RouteCachingIT {
  private static final String LIFETIME = "Cache-Control: max-age=60";

  private final ScriptedOrigin origin = ScriptedOrigin.answering(ok("one", LIFETIME));
  private final RunningGateway gateway =
      RunningGateway.routing(
          """
          cache:
            ignore-query: [utm_*]
          routes:
            - path: /bypassed
              origin: ORIGIN
              cache: {bypass: true}
            - path: /supplied
              origin: ORIGIN
              cache: {default-freshness: 1h}
            - path: /overridden
              origin: ORIGIN
              cache: {override-freshness: 1h, ignore-directives: [no-cache]}
            - path: /queries
              origin: ORIGIN
              cache: {ignore-query: ["*"]}
            - path: /cookies
              origin: ORIGIN
              cache: {public-cookies: true}
            - origin: ORIGIN
          """
              .replace("ORIGIN", origin.uri().toString()));

  @AfterEach
  void nothingIsLeftOpen() {
    gateway.close();
    origin.close();
  }

  private String cacheStatus(String path, String... fields) {
    HttpResponse<String> response = gateway.send("GET", path, "", fields);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("Cache-Status").orElse("");
  }

  private void assertHit(String path, String... fields) {
    assertThat(cacheStatus(path, fields)).contains("; hit");
  }

  private void assertForwarded(String path, String... fields) {
    assertThat(cacheStatus(path, fields)).contains("; fwd=");
  }

  @Test
  void aBypassedRouteAlwaysAsksItsOrigin() {
    assertForwarded("/bypassed");
    assertThat(cacheStatus("/bypassed")).contains("fwd=bypass");
    assertThat(origin.requests()).hasSize(2);
  }

  @Test
  void aRouteSuppliesTheFreshnessThatItsOriginDoesNotName() {
    origin.serveWith(always(ok("one")));
    assertForwarded("/supplied");
    assertHit("/supplied");
    assertForwarded("/other");
    assertForwarded("/other");
  }

  @Test
  void aRouteOverridesTheFreshnessThatItsOriginNames() {
    origin.serveWith(always(ok("one", "Cache-Control: no-cache, max-age=0")));
    assertForwarded("/overridden");
    assertHit("/overridden");
    assertForwarded("/supplied");
    assertForwarded("/supplied");
  }

  @Test
  void anOverrideDoesNotShareWhatIsPrivate() {
    origin.serveWith(always(ok("one", "Cache-Control: private, no-cache")));
    assertForwarded("/overridden");
    assertForwarded("/overridden");
  }

  @Test
  void aRouteIgnoresQueryParametersAndItsOriginGetsThem() {
    assertForwarded("/queries?a=1");
    assertHit("/queries?b=2");
    assertHit("/queries");
    assertThat(origin.awaitRequest().target()).isEqualTo("/queries?a=1");
  }

  @Test
  void whatIsSaidForEveryRouteHoldsWhereARouteSaysNothing() {
    assertForwarded("/other?utm_source=a&id=1");
    assertHit("/other?id=1&utm_source=b");
    assertForwarded("/other?id=2");
  }

  @Test
  void aWriteToOneSpellingIsSeenByAll() {
    assertForwarded("/queries?a=1");
    assertHit("/queries?b=2");
    gateway.send("PUT", "/queries?c=3", "new");
    assertForwarded("/queries?a=1");
  }

  @Test
  void publicCookiesDoNotKeepClientsApart() {
    assertForwarded("/cookies", "Cookie", "s=1");
    assertHit("/cookies", "Cookie", "s=2");
    assertForwarded("/other", "Cookie", "s=1");
    assertForwarded("/other", "Cookie", "s=2");
  }

  @Test
  void aTargetedFieldIsReadFirst() {
    origin.serveWith(always(ok("one", "CDN-Cache-Control: max-age=60", "Cache-Control: no-store")));
    assertForwarded("/other");
    assertHit("/other");
  }

  @Test
  void whatATargetedFieldForbidsIsForbiddenWhateverCacheControlSays() {
    origin.serveWith(always(ok("one", "CDN-Cache-Control: private", LIFETIME)));
    assertForwarded("/other");
    assertForwarded("/other");
  }
}
