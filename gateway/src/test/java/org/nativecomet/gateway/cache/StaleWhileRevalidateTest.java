package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.StubOrigin.response;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.RecordingSink;

/** RFC 5861, section 3. */
class StaleWhileRevalidateTest {
  private static final String FRESH_FOR_A_SECOND = "max-age=1, stale-while-revalidate=60";

  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  private void storeStale(String cacheControl) {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", cacheControl);
    fixture.get();
    fixture.advance(10);
    origin.holds();
  }

  @Test
  void aStaleResponseIsUsedWhileTheOriginIsAskedOnce() {
    storeStale(FRESH_FOR_A_SECOND);
    RecordingSink first = fixture.get().await();
    assertThat(first.text()).isEqualTo("one");
    assertThat(first.fields().values("Age")).containsExactly("10");
    assertThat(cacheStatus(first))
        .isEqualTo("native-comet; hit; ttl=-9; detail=stale-while-revalidate");
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertThat(origin.asked()).isEqualTo(2);
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    origin.release(0, response(200, "two", "ETag", "\"2\"", "Cache-Control", "max-age=60"));
    assertThat(fixture.get().await().text()).isEqualTo("two");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void a304MakesItFreshAgain() {
    storeStale(FRESH_FOR_A_SECOND);
    fixture.get();
    origin.release(0, response(304, "", "ETag", "\"1\"", "Cache-Control", "max-age=60"));
    assertThat(cacheStatus(fixture.get())).isEqualTo("native-comet; hit; ttl=60");
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void beyondTheWindowClientsWait() {
    storeStale(FRESH_FOR_A_SECOND);
    fixture.advance(51);
    assertThat(fixture.get().isAnswered()).as("61 s is within").isTrue();
    fixture.advance(1);
    RecordingSink late = fixture.get();
    assertThat(late.isAnswered()).isFalse();
    assertThat(origin.asked()).as("it waits for what was asked already").isEqualTo(2);
    origin.release(0, response(200, "two", "Cache-Control", "max-age=60"));
    assertThat(late.await().text()).isEqualTo("two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=1"})
  void itIsNotUsedAgainstADirectiveThatForbidsIt(String directive) {
    storeStale(FRESH_FOR_A_SECOND + ", " + directive);
    assertThat(fixture.get().isAnswered()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "max-age=5", "min-fresh=1"})
  void whoInsistsOnMoreWaits(String directive) {
    storeStale(FRESH_FOR_A_SECOND);
    assertThat(fixture.get("Cache-Control", directive).isAnswered()).isFalse();
  }

  @Test
  void anOriginThatFailsIsLeftAloneForASecond() {
    storeStale(FRESH_FOR_A_SECOND);
    fixture.get();
    origin.release(0, response(503, ""));
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertThat(origin.asked()).isEqualTo(2);
    fixture.advance(1);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(3);
  }

  @Test
  void whatTheClientHasItselfIsNotAsked() {
    storeStale(FRESH_FOR_A_SECOND);
    RecordingSink sink =
        fixture.send(
            Method.HEAD, TARGET, "If-None-Match", "\"mine\"", "Cache-Control", "only-if-cached");
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(origin.lastRequest().method()).isEqualTo(Method.GET);
    assertThat(origin.lastRequest().fields().values("If-None-Match")).containsExactly("\"1\"");
    assertThat(origin.lastRequest().fields().has("Cache-Control")).isFalse();
  }

  @Test
  void aDrainEndsItAndBeginsNoMore() {
    storeStale(FRESH_FOR_A_SECOND);
    fixture.get();
    boolean[] isAbandoned = {false};
    origin.whenAbandoned(0, () -> isAbandoned[0] = true);
    fixture.cache.stopRefreshing();
    assertThat(isAbandoned[0]).isTrue();
    fixture.advance(2);
    assertThat(fixture.get().isAnswered()).isTrue();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aBugOnTheWayToTheOriginKeepsNoPlace() {
    Instant now = fixture.time.instant();
    StoredResponse stale = StoredResponses.stored(now, Fields.empty(), "one");
    AtomicInteger started = new AtomicInteger();
    Refreshes refreshes =
        new Refreshes(
            1000,
            fixture.time,
            (request, response, sink) -> {
              started.incrementAndGet();
              throw new IllegalStateException("a bug");
            });

    for (int i = 0; i <= Refreshes.MOST; i++) {
      Request request = get("/" + i);
      assertThatThrownBy(() -> refreshes.refresh(request, stale)).hasMessage("a bug");
    }

    assertThat(started).hasValue(Refreshes.MOST + 1);
  }

  private static Request get(String path) {
    return new Request(
        Method.GET,
        new TargetUri("http", "g.example", path),
        Fields.empty(),
        Content.empty(),
        new Client("127.0.0.1", "1.1"),
        Optional.empty());
  }

  @Test
  void contentIsReadToItsEndThoughNobodyWaits() {
    storeStale(FRESH_FOR_A_SECOND);
    fixture.get();
    PushedContent content = new PushedContent();
    origin.release(0, new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    for (int i = 0; i < 10; i++) {
      content.push("x");
    }
    content.complete();
    assertThat(fixture.get().await().text()).hasSize(10);
  }
}
