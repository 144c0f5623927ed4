package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.CacheFixture.cacheStatus;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.testing.RecordingSink;

class CacheStreamingTest {
  private static final int MAX_RESPONSE = 10;

  private final CacheFixture fixture = new CacheFixture(new CacheOptions(100_000, MAX_RESPONSE));
  private final StubOrigin origin = fixture.origin;

  private PushedContent answerWith(OptionalLong length) {
    PushedContent content = new PushedContent(length);
    origin.answers(request -> new Response(200, Fields.of("Cache-Control", "max-age=60"), content));
    return content;
  }

  private boolean isStored() {
    return fixture.get("Cache-Control", "only-if-cached").statusCode() == 200;
  }

  @Test
  void contentIsStoredOnceItHasPassedCompletely() {
    PushedContent content = answerWith(OptionalLong.empty());
    RecordingSink sink = fixture.get();
    content.push("one ").push("two");
    assertThat(isStored()).isFalse();
    content.complete();
    assertThat(sink.await().text()).isEqualTo("one two");
    assertThat(fixture.get().await().text()).isEqualTo("one two");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void contentOfAKnownLengthIsStoredWhenItsLastOctetIsHere() {
    PushedContent content = answerWith(OptionalLong.of(7));
    RecordingSink sink = fixture.get();
    content.push("one ");
    assertThat(isStored()).isFalse();
    content.push("two");
    assertThat(isStored()).as("before the end is said").isTrue();
    content.complete();
    assertThat(sink.await().text()).isEqualTo("one two");
    assertThat(fixture.get().await().text()).isEqualTo("one two");
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void contentThatBreaksOffIsNotStored() {
    PushedContent content = answerWith(OptionalLong.empty());
    RecordingSink sink = fixture.get();
    content.push("one ").fail();
    assertThat(sink.await().failure()).isNotNull();
    assertThat(isStored()).isFalse();
  }

  @Test
  void contentShorterThanItsLengthIsNotStored() {
    PushedContent content = answerWith(OptionalLong.of(5));
    fixture.get();
    content.push("four").complete();
    assertThat(isStored()).isFalse();
  }

  @Test
  void contentAtTheLimitIsStored() {
    PushedContent content = answerWith(OptionalLong.empty());
    fixture.get();
    content.push("12345").push("67890").complete();
    assertThat(fixture.get().await().text()).isEqualTo("1234567890");
  }

  @Test
  void contentOverTheLimitPassesWithoutBeingStored() {
    PushedContent content = answerWith(OptionalLong.empty());
    RecordingSink sink = fixture.get();
    content.push("12345").push("678901").push("2").complete();
    assertThat(sink.await().text()).isEqualTo("123456789012");
    assertThat(isStored()).isFalse();
  }

  @Test
  void contentKnownToBeOverTheLimitIsNotSaidToBeStored() {
    answerWith(OptionalLong.of(MAX_RESPONSE + 1));
    assertThat(cacheStatus(fixture.get()))
        .isEqualTo("native-comet; fwd=uri-miss; fwd-status=200; detail=too-large");
  }

  @Test
  void emptyContentIsStored() {
    PushedContent content = answerWith(OptionalLong.empty());
    fixture.get();
    content.complete();
    assertThat(fixture.get().await().text()).isEmpty();
    assertThat(origin.asked()).isEqualTo(1);
  }

  @Test
  void theClientsPaceIsTheOriginsPace() {
    PushedContent content = answerWith(OptionalLong.empty());
    SlowClient client = new SlowClient();
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), client);
    assertThat(content.demand()).isZero();
    client.subscription().request(1);
    assertThat(content.demand()).isEqualTo(1);
    content.push("a").push("b");
    assertThat(client.received).isEqualTo("a");
    client.subscription().request(2);
    assertThat(client.received).isEqualTo("ab");
    assertThat(content.demand()).isEqualTo(1);
  }

  @Test
  void aClientThatLeavesEndsTheFetchAndNothingIsStored() {
    PushedContent content = answerWith(OptionalLong.empty());
    SlowClient client = new SlowClient();
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), client);
    client.subscription().request(5);
    content.push("a");
    client.subscription().cancel();
    assertThat(content.isCancelled()).isTrue();
    content.complete();
    assertThat(isStored()).isFalse();
  }

  @Test
  void theStoredCopyIsNotTheBufferThatTheClientGot() {
    PushedContent content = answerWith(OptionalLong.empty());
    SlowClient client = new SlowClient();
    client.scribblesOnWhatItGets = true;
    fixture.cache.handle(CacheFixture.request(Method.GET, TARGET), client);
    client.subscription().request(5);
    content.push("clean").complete();
    assertThat(fixture.get().await().text()).isEqualTo("clean");
  }

  @Test
  void theContentOfAReplacedAnswerIsFreed() {
    origin.answers(200, "one", "ETag", "\"1\"", "Cache-Control", "max-age=1, stale-if-error=60");
    fixture.get();
    fixture.advance(5);
    PushedContent error = new PushedContent();
    origin.answers(request -> new Response(503, Fields.empty(), error));
    assertThat(fixture.get().await().text()).isEqualTo("one");
    assertThat(error.isCancelled()).isTrue();
  }

  @Test
  void anAbandonedRequestIsAbandonedFurtherOn() {
    origin.holds();
    RecordingSink sink = fixture.get();
    boolean[] isAbandoned = {false};
    origin.whenAbandoned(0, () -> isAbandoned[0] = true);
    sink.abandon();
    assertThat(isAbandoned[0]).isTrue();
  }

  /** Asks for octets only when the test does. */
  private static final class SlowClient implements ResponseSink, Flow.Subscriber<ByteBuffer> {
    private Flow.@org.jspecify.annotations.Nullable Subscription subscription;
    private String received = "";
    private boolean scribblesOnWhatItGets;

    Flow.Subscription subscription() {
      if (subscription == null) {
        throw new AssertionError("not answered");
      }
      return subscription;
    }

    @Override
    public void respond(Response response) {
      response.content().subscribe(this);
    }

    @Override
    public Outlet hold(Fields outerFields) {
      throw new AssertionError("not expected to be held");
    }

    @Override
    public void onAbandoned(Runnable action) {}

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      received += java.nio.charset.StandardCharsets.UTF_8.decode(buffer.duplicate());
      if (scribblesOnWhatItGets) {
        scribble(buffer);
      }
    }

    private static void scribble(ByteBuffer buffer) {
      try {
        buffer.put(0, (byte) '!');
      } catch (java.nio.ReadOnlyBufferException prevented) {
        // That is one way to keep it clean.
      }
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }
}
