package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Octets;

class SharedChunksTest {
  private final SharedChunks chunks = new SharedChunks(false);

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.US_ASCII.decode(buffer).toString();
  }

  @Test
  void everySubscriberIsWrittenTheSameBufferFromItsStart() {
    Octets[] update = {octets("update")};
    ByteBuffer first = chunks.of(update);
    assertThat(first.isDirect()).isTrue();
    assertThat(text(first)).isEqualTo("6\r\nupdate\r\n");
    ByteBuffer second = chunks.of(update.clone());
    assertThat(second).isSameAs(first);
    assertThat(text(second)).isEqualTo("6\r\nupdate\r\n");
  }

  @Test
  void anotherMessageIsNotTakenForTheLastOne() {
    Octets head = octets("head");
    Octets rest = octets("rest");
    assertThat(text(chunks.of(new Octets[] {head, octets("1"), rest})))
        .isEqualTo("9\r\nhead1rest\r\n");
    assertThat(text(chunks.of(new Octets[] {head, octets("23"), rest})))
        .isEqualTo("a\r\nhead23rest\r\n");
    assertThat(text(chunks.of(new Octets[] {head}))).isEqualTo("4\r\nhead\r\n");
    assertThat(chunks.of(new Octets[0]).hasRemaining()).isFalse();
    assertThat(chunks.length()).isZero();
  }

  @Test
  void aMessageThatIsReturnedToIsFramedAgain() {
    Octets[] one = {octets("one")};
    Octets[] other = {octets("other")};
    chunks.of(one);
    chunks.of(other);
    assertThat(text(chunks.of(one))).isEqualTo("3\r\none\r\n");
    assertThat(chunks.length()).isEqualTo(8);
    assertThat(chunks.contentLength()).isEqualTo(3);
  }

  @Test
  void ofAChunkBeyondTheCapacityOnlyTheStartIsShared() {
    int framing = "fff8\r\n\r\n".length();
    Octets[] fits = {octets("x".repeat(SharedChunks.CAPACITY - framing))};
    assertThat(chunks.of(fits).remaining()).isEqualTo(SharedChunks.CAPACITY);
    assertThat(chunks.length()).isEqualTo(SharedChunks.CAPACITY);
    Octets[] exceeds = {octets("x".repeat(SharedChunks.CAPACITY - framing + 1))};
    assertThat(chunks.of(exceeds).remaining()).isEqualTo(SharedChunks.CAPACITY);
    assertThat(chunks.length()).isEqualTo(SharedChunks.CAPACITY + 1);
  }
}
