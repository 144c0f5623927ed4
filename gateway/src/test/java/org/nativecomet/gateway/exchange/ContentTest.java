package org.nativecomet.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ContentTest {
  @Test
  void discardedContentIsCancelledBeforeAnythingOfItIsAskedFor() {
    WatchedContent content = new WatchedContent();
    content.discard();
    assertThat(content.isCancelled).isTrue();
    assertThat(content.requested).isZero();
  }

  @Test
  void wholeContentCanBeDiscardedToo() {
    Content.empty().discard();
    Content.of("x".getBytes(StandardCharsets.UTF_8)).discard();
  }

  private static final class WatchedContent implements Content, Flow.Subscription {
    private long requested;
    private boolean isCancelled;

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }
  }
}
