package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KeptOctetsTest {
  private final ReceivingRoom room = new ReceivingRoom(10);

  private KeptOctets keeping(int octets) {
    KeptOctets kept = new KeptOctets(100, room);
    kept.add(ByteBuffer.allocate(octets));
    return kept;
  }

  @Test
  void allThatIsBeingReceivedSharesOneRoom() {
    KeptOctets first = keeping(6);
    KeptOctets second = keeping(4);
    KeptOctets third = keeping(1);
    assertThat(third.complete()).isEmpty();
    assertThat(first.complete()).hasValueSatisfying(octets -> assertThat(octets).hasSize(6));
    assertThat(second.complete()).hasValueSatisfying(octets -> assertThat(octets).hasSize(4));
    assertThat(room.taken()).isZero();
  }

  @Test
  void theRoomIsFreeAgainHoweverReceivingEnds() {
    KeptOctets tooLarge = new KeptOctets(5, room);
    tooLarge.add(ByteBuffer.allocate(5));
    assertThat(room.taken()).isEqualTo(5);
    tooLarge.add(ByteBuffer.allocate(1));
    assertThat(room.taken()).isZero();
    KeptOctets givenUp = keeping(3);
    givenUp.giveUp();
    givenUp.giveUp();
    givenUp.add(ByteBuffer.allocate(3));
    assertThat(givenUp.complete()).isEmpty();
    assertThat(room.taken()).isZero();
  }

  @Test
  void theBufferIsLeftAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    KeptOctets kept = new KeptOctets(100, room);
    kept.add(buffer);
    assertThat(buffer.position()).isEqualTo(1);
    assertThat(kept.complete())
        .hasValueSatisfying(octets -> assertThat(octets).containsExactly(2, 3));
  }
}
