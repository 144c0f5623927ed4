package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Octets;

class ChunkTest {
  private static final String WIRE = "10\r\n0123456789abcdef\r\n";

  private static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Chunk chunk() {
    return Chunk.of(
        new Octets[] {octets("01234"), octets(""), octets("56789"), octets("abcdef")}, false);
  }

  private static String copy(Chunk chunk, int capacity) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(capacity);
    chunk.copyTo(buffer);
    return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
  }

  @Test
  void piecesAreOneChunk() {
    assertThat(copy(chunk(), 100)).isEqualTo(WIRE);
    assertThat(chunk().remaining()).isEqualTo(WIRE.length());
    assertThat(chunk().remainingContent()).isEqualTo(16);
  }

  @Test
  void whatIsLeftStartsWhereTheLastWriteStopped() {
    for (int written = 0; written <= WIRE.length(); written++) {
      Chunk chunk = chunk();
      assertThat(chunk.advance(written)).isEqualTo(Math.max(0, Math.min(16, written - 4)));
      assertThat(copy(chunk, 100)).isEqualTo(WIRE.substring(written));
      assertThat(chunk.hasRemaining()).isEqualTo(written < WIRE.length());
    }
  }

  @Test
  void partsOfAnySizeMakeUpTheChunk() {
    for (int size = 1; size <= WIRE.length(); size++) {
      Chunk chunk = chunk();
      StringBuilder wire = new StringBuilder();
      long content = 0;
      while (chunk.hasRemaining()) {
        String part = copy(chunk, size);
        wire.append(part);
        content += chunk.advance(part.length());
      }
      assertThat(wire.toString()).isEqualTo(WIRE);
      assertThat(content).isEqualTo(16);
    }
  }

  @Test
  void theSharedOctetsAreNotMoved() {
    Octets shared = octets("shared");
    Chunk.of(new Octets[] {shared}, false).advance(5);
    assertThat(shared.identity().position()).isZero();
  }

  @Test
  void noContentMakesNoChunkBecauseThatWouldBeTheLast() {
    assertThat(Chunk.of(new Octets[] {octets("")}, false).hasRemaining()).isFalse();
    assertThat(Chunk.of(ByteBuffer.allocate(0)).remaining()).isZero();
  }
}
