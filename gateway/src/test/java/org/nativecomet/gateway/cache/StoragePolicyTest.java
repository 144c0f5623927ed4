package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

class StoragePolicyTest {
  private static final long LIMIT = 10;
  private static final Request GET = CacheFixture.request(Method.GET, TARGET);

  private static StorageDecision decide(Request request, int statusCode, String... fields) {
    return StoragePolicy.mayStore(request, StubOrigin.response(statusCode, "", fields), LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "QUERY", "get"})
  void onlyAnswersToGetAreStored(String method) {
    Request request = CacheFixture.request(new Method(method), TARGET);
    assertThat(decide(request, 200, "Cache-Control", "max-age=60, public"))
        .isEqualTo(StorageDecision.METHOD);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
  void aHeuristicallyCacheableStatusNeedsNoDirective(int statusCode) {
    assertThat(decide(GET, statusCode)).isEqualTo(StorageDecision.STORE);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 303, 307, 451})
  void anotherStatusNeedsADirective(int statusCode) {
    assertThat(decide(GET, statusCode)).isEqualTo(StorageDecision.NOT_CACHEABLE);
    assertThat(decide(GET, statusCode, "ETag", "\"1\"")).isEqualTo(StorageDecision.NOT_CACHEABLE);
    assertThat(decide(GET, statusCode, "Cache-Control", "max-age=1"))
        .isEqualTo(StorageDecision.STORE);
    assertThat(decide(GET, statusCode, "Cache-Control", "s-maxage=1"))
        .isEqualTo(StorageDecision.STORE);
    assertThat(decide(GET, statusCode, "Cache-Control", "public")).isEqualTo(StorageDecision.STORE);
    assertThat(decide(GET, statusCode, "Expires", "0")).isEqualTo(StorageDecision.STORE);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 299, 302, 400, 401, 403, 418, 499, 500, 502, 503, 504, 599})
  void aStatusNeedsNotBeKnownWhereTheOriginSaysThatItMayBeStored(int statusCode) {
    assertThat(decide(GET, statusCode)).isEqualTo(StorageDecision.NOT_CACHEABLE);
    assertThat(decide(GET, statusCode, "Cache-Control", "max-age=60"))
        .isEqualTo(StorageDecision.STORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "Text/Event-Stream;charset=utf-8"})
  void whatHasNoEndByItsTypeIsNotStored(String type) {
    assertThat(decide(GET, 200, "Cache-Control", "max-age=60", "Content-Type", type))
        .isEqualTo(StorageDecision.ENDLESS);
    assertThat(decide(GET, 200, "Cache-Control", "max-age=60", "Content-Type", "text/plain"))
        .isEqualTo(StorageDecision.STORE);
  }

  @ParameterizedTest
  @ValueSource(ints = {299, 400, 500, 599})
  void mustUnderstandIsForAStatusThatIsKnown(int statusCode) {
    assertThat(decide(GET, statusCode, "Cache-Control", "max-age=60, must-understand, no-store"))
        .isEqualTo(StorageDecision.STATUS);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 103, 206, 304, 407, 412, 416, 417, 421, 428, 429, 431, 511})
  void whatOnlySaysSomethingOfThisRequestIsNotStored(int statusCode) {
    assertThat(decide(GET, statusCode, "Cache-Control", "max-age=60, public"))
        .isEqualTo(StorageDecision.STATUS);
  }

  @Test
  void contentRangeMeansNothingInAWholeResponse() {
    assertThat(decide(GET, 200, "Cache-Control", "max-age=60", "Content-Range", "bytes 0-1/9"))
        .isEqualTo(StorageDecision.STORE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-store|NO_STORE",
        "max-age=60, no-store|NO_STORE",
        "private|PRIVATE",
        "private=\"X\", max-age=60|PRIVATE",
        "no-cache|STORE",
        "max-age=0|STORE",
        "must-understand, no-store, max-age=60|STORE"
      })
  void theDirectivesOfTheResponseDecide(String cacheControl, StorageDecision decision) {
    assertThat(decide(GET, 200, "Cache-Control", cacheControl)).isEqualTo(decision);
  }

  @Test
  void credentialsOfTheRequestDecide() {
    Request authorized = CacheFixture.request(Method.GET, TARGET, "Authorization", "A");
    Request withCookie = CacheFixture.request(Method.GET, TARGET, "Cookie", "a=b");
    assertThat(decide(authorized, 200)).isEqualTo(StorageDecision.AUTHORIZED);
    assertThat(decide(withCookie, 200)).isEqualTo(StorageDecision.COOKIE);
    assertThat(decide(GET, 200, "Set-Cookie", "a=b")).isEqualTo(StorageDecision.SET_COOKIE);
    assertThat(decide(withCookie, 200, "Cache-Control", "public")).isEqualTo(StorageDecision.STORE);
  }

  @Test
  void whatVariesByAnythingIsNotStored() {
    assertThat(decide(GET, 200, "Vary", "*")).isEqualTo(StorageDecision.VARY_STAR);
  }

  @Test
  void contentMayBeAsLargeAsTheLimit() {
    assertThat(withLength(LIMIT)).isEqualTo(StorageDecision.STORE);
    assertThat(withLength(LIMIT + 1)).isEqualTo(StorageDecision.TOO_LARGE);
  }

  private static StorageDecision withLength(long length) {
    Response response =
        new Response(200, Fields.empty(), new PushedContent(OptionalLong.of(length)));
    return StoragePolicy.mayStore(GET, response, LIMIT);
  }
}
