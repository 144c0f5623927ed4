package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseContentTest implements ResponseContent.Listener {
  private final ResponseContent content = new ResponseContent(OptionalLong.empty(), this);
  private final Reader reader = new Reader();
  private int awaited;
  private int cancelled;

  @Override
  public void contentAwaited() {
    awaited++;
  }

  @Override
  public void contentCancelled() {
    cancelled++;
  }

  /** Notes its signals; asks for nothing by itself. */
  private static final class Reader implements Flow.Subscriber<ByteBuffer> {
    private final List<String> signals = new ArrayList<>();
    private Flow.@Nullable Subscription subscription;

    void request(long count) {
      Objects.requireNonNull(subscription).request(count);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      signals.add(Integer.toString(buffer.remaining()));
    }

    @Override
    public void onError(Throwable cause) {
      signals.add("error");
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  private void offer(int octets) {
    content.offer(ByteBuffer.allocate(octets));
  }

  @Test
  void nothingIsGivenThatWasNotAskedFor() {
    content.subscribe(reader);
    offer(1);
    offer(2);
    assertThat(reader.signals).isEmpty();
    reader.request(1);
    assertThat(reader.signals).containsExactly("1");
    reader.request(5);
    content.complete();
    assertThat(reader.signals).containsExactly("1", "2", "complete");
  }

  @Test
  void whatCameBeforeTheSubscriberIsKept() {
    offer(3);
    content.complete();
    content.subscribe(reader);
    assertThat(reader.signals).isEmpty();
    reader.request(1);
    assertThat(reader.signals).containsExactly("3", "complete");
  }

  @Test
  void theEndNeedsNoDemand() {
    content.complete();
    content.subscribe(reader);
    assertThat(reader.signals).containsExactly("complete");
  }

  @Test
  void aFailureComesAfterWhatWasReceived() {
    content.subscribe(reader);
    offer(1);
    content.fail(new IOException());
    reader.request(2);
    assertThat(reader.signals).containsExactly("1", "error");
  }

  @Test
  void completeContentCannotFail() {
    content.subscribe(reader);
    content.complete();
    content.fail(new IOException());
    assertThat(reader.signals).containsExactly("complete");
  }

  @Test
  void nothingIsSignalledAfterCancelling() {
    content.subscribe(reader);
    reader.request(10);
    Objects.requireNonNull(reader.subscription).cancel();
    Objects.requireNonNull(reader.subscription).cancel();
    offer(1);
    content.complete();
    assertThat(reader.signals).isEmpty();
    assertThat(cancelled).isEqualTo(1);
  }

  @Test
  void cancellingAfterTheEndIsNoCancellation() {
    content.subscribe(reader);
    content.complete();
    Objects.requireNonNull(reader.subscription).cancel();
    assertThat(cancelled).isZero();
  }

  @Test
  void itIsSubscribedToOnce() {
    content.subscribe(reader);
    assertThatThrownBy(() -> content.subscribe(new Reader()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itSaysWhetherTheOriginIsAwaited() {
    content.subscribe(reader);
    assertThat(content.isAwaited()).isFalse();
    reader.request(1);
    assertThat(content.isAwaited()).isTrue();
    assertThat(awaited).isEqualTo(1);
    offer(1);
    assertThat(content.isAwaited()).isFalse();
    reader.request(1);
    content.complete();
    assertThat(content.isAwaited()).isFalse();
  }

  @Test
  void roomIsGivenBackOnceHalfTheWindowIsFree() {
    List<Integer> room = new ArrayList<>();
    content.subscribe(reader);
    int piece = ResponseContent.WINDOW / 8;
    for (int i = 0; i < 8; i++) {
      offer(piece);
    }
    content.waitForRoom(room::add);
    reader.request(3);
    assertThat(room).isEmpty();
    reader.request(1);
    assertThat(room).containsExactly(4 * piece);
    reader.request(1);
    assertThat(room).containsExactly(4 * piece, piece);
  }

  @Test
  void noMoreThanTheWindowAndABufferIsHeldWhateverTheReaderTakes() {
    int buffer = 16 * 1024;
    int[] window = {ResponseContent.WINDOW};
    int[] held = {0};
    int most = 0;
    content.subscribe(reader);
    for (int i = 0; i < 10_000; i++) {
      if (window[0] > 0) {
        int octets = i < 5_000 ? 16 : buffer;
        offer(octets);
        window[0] -= octets;
        held[0] += octets;
        if (window[0] <= 0) {
          content.waitForRoom(increment -> window[0] += increment);
        }
      } else {
        int before = reader.signals.size();
        reader.request(1);
        held[0] -= Integer.parseInt(reader.signals.get(before));
      }
      most = Math.max(most, held[0]);
    }
    assertThat(most).isLessThanOrEqualTo(ResponseContent.WINDOW + buffer);
  }
}
