package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;
import static org.nativecomet.gateway.cache.CacheFixture.request;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

class CacheHandlerTest {
  private final CacheFixture fixture = new CacheFixture();
  private final StubOrigin origin = fixture.origin;

  @Test
  void aFreshResponseIsReusedWithItsAge() {
    origin.answers(200, "one", "Cache-Control", "max-age=60", "Date", fixture.date(), "X", "y");
    RecordingSink first = fixture.get().await();
    fixture.advance(7);
    RecordingSink second = fixture.get().await();
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(first.fields().has("Age")).isFalse();
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.text()).isEqualTo("one");
    assertThat(second.fields().values("Age")).containsExactly("7");
    assertThat(second.fields().first("X")).contains("y");
  }

  @Test
  void whoAcceptsStaleResponsesGetsOneAndTheOriginIsNotTold() {
    Request request = CacheFixture.request(Method.GET, TARGET).acceptingStale();
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1");
    fixture.send(request);
    fixture.advance(10);

    assertThat(fixture.send(request).fields().first("Age")).contains("10");

    assertThat(origin.asked()).isEqualTo(1);
    assertThat(origin.lastRequest().fields().has("Cache-Control")).isFalse();
  }

  @Test
  void cacheStatusSaysWhatHappened() {
    origin.answers(200, "one", "Cache-Control", "max-age=60");
    assertThat(cacheStatus(fixture.get()))
        .isEqualTo("native-comet; fwd=uri-miss; fwd-status=200; ttl=60; stored");
    assertThat(cacheStatus(fixture.get())).isEqualTo("native-comet; hit; ttl=60");
    assertThat(cacheStatus(fixture.send(Method.POST, TARGET)))
        .isEqualTo("native-comet; fwd=method; fwd-status=200");
    assertThat(fixture.decisions).containsExactly("uri-miss", "fresh", "method");
  }

  @Test
  void cacheStatusOfTheCachesBehindUsIsKeptBeforeOurs() {
    origin.answers(200, "", "Cache-Control", "max-age=60", "Cache-Status", "Inner; hit");
    assertThat(cacheStatus(fixture.get()))
        .isEqualTo("Inner; hit, native-comet; fwd=uri-miss; fwd-status=200; ttl=60; stored");
    assertThat(cacheStatus(fixture.get())).isEqualTo("Inner; hit, native-comet; hit; ttl=60");
  }

  @Test
  void cacheStatusIsNotPutOnWhatTheGatewayItselfSaysOfTheOrigin() {
    origin.answers(
        request -> Failure.origin(502, "connection_refused", "No connection.").toResponse());
    assertThat(fixture.get().fields().has("Cache-Status")).isFalse();
  }

  @Test
  void theAgeOfACacheBehindUsIsCarriedOn() {
    origin.answers(200, "", "Cache-Control", "max-age=60", "Age", "30");
    fixture.get();
    fixture.advance(29);
    assertThat(fixture.get().fields().values("Age")).containsExactly("59");
    fixture.advance(1);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void aStoredResponseWithoutADateGetsTheTimeItWasReceived() {
    origin.answers(200, "", "Cache-Control", "max-age=60");
    String received = fixture.date();
    fixture.get();
    fixture.advance(5);
    assertThat(fixture.get().fields().values("Date")).containsExactly(received);
  }

  @Test
  void headIsAnsweredFromAStoredGet() {
    origin.answers(200, "four", "Cache-Control", "max-age=60");
    fixture.get();
    RecordingSink head = fixture.send(Method.HEAD, TARGET).await();
    assertThat(origin.asked()).isEqualTo(1);
    assertThat(head.text()).isEmpty();
    assertThat(head.fields().values("Content-Length")).containsExactly("4");
    assertThat(cacheStatus(head)).isEqualTo("native-comet; hit; ttl=60");
  }

  @Test
  void headThatMissesIsForwardedAndNotStored() {
    origin.answers(200, "", "Cache-Control", "max-age=60", "Content-Length", "4");
    RecordingSink head = fixture.send(Method.HEAD, TARGET);
    assertThat(origin.lastRequest().method()).isEqualTo(Method.HEAD);
    assertThat(head.fields().first("Content-Length")).contains("4");
    assertThat(cacheStatus(head)).isEqualTo("native-comet; fwd=uri-miss; fwd-status=200");
    fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @Test
  void contentLengthOfTheOriginIsNotRepeated() {
    origin.answers(200, "four", "Cache-Control", "max-age=60", "Content-Length", "4");
    fixture.get();
    assertThat(fixture.get().fields().has("Content-Length")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"})
  void aClientThatHoldsTheStoredRepresentationGets304(String tags) {
    origin.answers(
        200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=60", "Content-Type", "text/plain");
    fixture.get();
    RecordingSink sink = fixture.get("If-None-Match", tags).await();
    assertThat(sink.statusCode()).isEqualTo(304);
    assertThat(sink.text()).isEmpty();
    assertThat(sink.fields().first("ETag")).contains("\"1\"");
    assertThat(sink.fields().first("Cache-Control")).contains("max-age=60");
    assertThat(sink.fields().has("Age")).isTrue();
    assertThat(sink.fields().has("Content-Type")).isFalse();
    assertThat(cacheStatus(sink)).isEqualTo("native-comet; hit; ttl=60");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void aClientThatHoldsAnotherRepresentationGetsTheStoredOne() {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    fixture.get();
    RecordingSink sink =
        fixture.get("If-None-Match", "\"0\"", "If-Modified-Since", fixture.date()).await();
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text()).isEqualTo("one");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void onlyAStored200IsTurnedInto304() {
    origin.answers(404, "none", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    fixture.get();
    assertThat(fixture.get("If-None-Match", "\"1\"").statusCode()).isEqualTo(404);
  }

  @Test
  void aConditionalRequestThatMissesIsForwardedAsItIs() {
    origin.answers(304, "", "ETag", "\"1\"");
    RecordingSink sink = fixture.get("If-None-Match", "\"1\"");
    assertThat(origin.lastRequest().fields().first("If-None-Match")).contains("\"1\"");
    assertThat(sink.statusCode()).isEqualTo(304);
    fixture.get();
    assertThat(origin.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match", "If-Unmodified-Since"})
  void whatOnlyTheOriginMayEvaluateIsForwardedAsItIs(String field) {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=60");
    fixture.get();
    RecordingSink sink = fixture.get(field, "\"1\"");
    assertThat(origin.asked()).isEqualTo(2);
    assertThat(origin.lastRequest().fields().first(field)).contains("\"1\"");
    assertThat(origin.lastRequest().fields().has("If-None-Match")).isFalse();
    assertThat(cacheStatus(sink))
        .isEqualTo("native-comet; fwd=request; fwd-status=200; ttl=60; stored");
  }

  @Test
  void onlyIfCachedNeverReachesTheOrigin() {
    RecordingSink sink = fixture.get("Cache-Control", "only-if-cached");
    assertThat(sink.statusCode()).isEqualTo(504);
    assertThat(sink.fields().has("Cache-Status")).isFalse();
    assertThat(origin.asked()).isZero();
  }

  @Test
  void aGetWithContentIsNeitherAnsweredNorStored() {
    origin.answers(200, "one", "Cache-Control", "max-age=60");
    fixture.get();
    Request plain = request(Method.GET, TARGET);
    byte[] octets = "x".getBytes(StandardCharsets.UTF_8);
    Request search =
        new Request(
            plain.method(),
            plain.target(),
            plain.fields(),
            Content.of(octets),
            plain.client(),
            plain.enclosure());
    origin.answers(200, "found", "Cache-Control", "max-age=60");
    assertThat(cacheStatus(fixture.send(search)))
        .isEqualTo("native-comet; fwd=bypass; fwd-status=200");
    assertThat(fixture.get().await().text()).isEqualTo("one");
  }

  @Test
  void nothingIsStoredWhereStoringIsOff() {
    CacheFixture off = new CacheFixture(new CacheOptions(0, 1000));
    off.origin.answers(200, "one", "Cache-Control", "max-age=60");
    off.get();
    assertThat(cacheStatus(off.get())).isEqualTo("native-comet; fwd=bypass; fwd-status=200");
    assertThat(off.origin.asked()).isEqualTo(2);
  }

  @Test
  void targetsThatDifferInAnyOctetAreDifferent() {
    origin.answers(200, "", "Cache-Control", "max-age=60");
    fixture.get();
    fixture.get(TARGET.at("/a?"));
    fixture.get(TARGET.at("/%61"));
    assertThat(origin.asked()).isEqualTo(3);
  }
}
