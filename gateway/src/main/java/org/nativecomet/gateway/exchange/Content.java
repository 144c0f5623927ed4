package org.nativecomet.gateway.exchange;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * The content of a message (RFC 9110, section 6.4): octets without their framing, published in
 * order, at the pace the subscriber asks for.
 *
 * <p>It can be subscribed to once. A buffer handed to {@code onNext} belongs to the subscriber and
 * holds at most {@link #MAX_BUFFER} octets, so demand for <i>n</i> items is a bound on memory. A
 * subscriber that cancels abandons the message: the publisher frees what stands behind it. {@code
 * onError} means that the content is incomplete and must not be passed on as if it were whole.
 *
 * <p>Threading: signals come one after another but from any thread; {@code request} and {@code
 * cancel} may be called from any thread.
 */
public interface Content extends Flow.Publisher<ByteBuffer> {
  /** The most octets in one published buffer. */
  int MAX_BUFFER = 64 * 1024;

  /** The number of octets to come, where it is known beforehand. */
  OptionalLong length();

  /** Whether it is known to be of no octets at all. */
  default boolean isEmpty() {
    return length().orElse(-1) == 0;
  }

  /** Abandons content that nobody will read, so that what stands behind it is freed. */
  default void discard() {
    subscribe(new DiscardingSubscriber());
  }

  static Content empty() {
    return WholeContent.EMPTY;
  }

  /** Content that is already here. The array must not be changed afterwards. */
  static Content of(byte[] octets) {
    return octets.length == 0 ? empty() : new WholeContent(octets);
  }
}
