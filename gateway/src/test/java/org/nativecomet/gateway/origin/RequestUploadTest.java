package org.nativecomet.gateway.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.testing.PipedContent;

class RequestUploadTest implements RequestUpload.Listener {
  private final Channel channel = new Channel();
  private int ended;
  private @Nullable Throwable broken;

  @Override
  public void uploadProgressed() {}

  @Override
  public void uploadEnded() {
    ended++;
  }

  @Override
  public void uploadBroken(Throwable cause) {
    broken = cause;
  }

  /** A connection that takes as many octets as it has room for. */
  private static final class Channel implements DataStreamChannel {
    private final StringBuilder written = new StringBuilder();
    private int room = Integer.MAX_VALUE;
    private int outputRequests;

    @Override
    public void requestOutput() {
      outputRequests++;
    }

    @Override
    public int write(ByteBuffer source) {
      byte[] taken = new byte[Math.min(room, source.remaining())];
      source.get(taken);
      room -= taken.length;
      written.append(new String(taken, ISO_8859_1));
      return taken.length;
    }

    @Override
    public void endStream() {
      throw new AssertionError("looks like an upload that was given up");
    }

    @Override
    public void endStream(@Nullable List<? extends Header> trailers) {
      assertThat(trailers).isSameAs(RequestEncoder.END);
      written.append('.');
    }
  }

  private RequestUpload uploadOf(Content content) {
    return new RequestUpload(content, this);
  }

  @Test
  void emptyContentHasEndedAndIsNeverSubscribedTo() {
    PipedContent content = PipedContent.ofLength(0);
    RequestUpload upload = uploadOf(content);
    assertThat(upload.hasEnded()).isTrue();
    assertThat(upload.available()).isZero();
    assertThat(content.isSubscribed()).isFalse();
  }

  @Test
  void itAsksForAsMuchAsItHolds() throws IOException {
    PipedContent content = PipedContent.chunked();
    RequestUpload upload = uploadOf(content);
    channel.room = 2;
    upload.produce(channel);
    assertThat(content.demand()).isEqualTo(RequestUpload.BUFFERS);
    content.push("abc").push("def");
    assertThat(content.demand()).isZero();
    assertThat(upload.available()).isPositive();
    upload.produce(channel);
    assertThat(channel.written.toString()).isEqualTo("ab");
    assertThat(content.demand()).isZero();
    assertThat(upload.isBlocked()).isTrue();
    channel.room = 2;
    upload.produce(channel);
    assertThat(content.demand()).isEqualTo(1);
    channel.room = 10;
    upload.produce(channel);
    assertThat(channel.written.toString()).isEqualTo("abcdef");
    assertThat(content.demand()).isEqualTo(2);
    assertThat(upload.isBlocked()).isFalse();
  }

  @Test
  void itWakesTheConnectionForWhatComesLater() throws IOException {
    PipedContent content = PipedContent.chunked();
    RequestUpload upload = uploadOf(content);
    upload.produce(channel);
    assertThat(upload.isConsumed()).isFalse();
    content.push("abc");
    assertThat(channel.outputRequests).isEqualTo(1);
    assertThat(upload.isConsumed()).isTrue();
    upload.produce(channel);
    content.complete();
    assertThat(channel.outputRequests).isEqualTo(2);
    upload.produce(channel);
    upload.produce(channel);
    assertThat(channel.written.toString()).isEqualTo("abc.");
    assertThat(ended).isEqualTo(1);
    assertThat(upload.available()).isZero();
  }

  @Test
  void lessThanWasAnnouncedIsNotCompleted() throws IOException {
    PipedContent content = PipedContent.ofLength(4);
    RequestUpload upload = uploadOf(content);
    upload.produce(channel);
    content.push("abc").complete();
    upload.produce(channel);
    assertThat(broken).isNotNull();
    assertThat(channel.written.toString()).isEqualTo("abc");
  }

  @Test
  void moreThanWasAnnouncedIsNotSent() throws IOException {
    PipedContent content = PipedContent.ofLength(4);
    RequestUpload upload = uploadOf(content);
    upload.produce(channel);
    content.push("abc").push("de");
    upload.produce(channel);
    assertThat(broken).isNotNull();
    assertThat(channel.written.toString()).isEqualTo("abc");
  }

  @Test
  void contentThatBreaksOffIsNotCompleted() throws IOException {
    PipedContent content = PipedContent.chunked();
    RequestUpload upload = uploadOf(content);
    upload.produce(channel);
    content.push("abc").fail(new IOException());
    upload.produce(channel);
    assertThat(broken).isNotNull();
    assertThat(channel.written.toString()).isEqualTo("abc");
  }

  @Test
  void nothingIsSentAfterCancelling() throws IOException {
    PipedContent content = PipedContent.chunked();
    RequestUpload upload = uploadOf(content);
    upload.produce(channel);
    content.push("abc");
    upload.cancel();
    assertThat(content.isCancelled()).isTrue();
    content.complete();
    upload.produce(channel);
    assertThat(channel.written.toString()).isEmpty();
    assertThat(ended).isZero();
  }

  @Test
  void contentInMemoryIsSentAtOnce() throws IOException {
    RequestUpload upload = uploadOf(Content.of("abc".getBytes(ISO_8859_1)));
    upload.produce(channel);
    assertThat(channel.written.toString()).isEqualTo("abc.");
    assertThat(ended).isEqualTo(1);
  }
}
