package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.DefaultByteBufferPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * After a burst of connections Undertow's own pool parks the buffers in a queue of their thread,
 * where nobody uses or frees them.
 */
class BufferPoolTest {
  private static final int BURST = 500;

  private static Set<ByteBuffer> burst(ByteBufferPool pool) {
    Set<ByteBuffer> used = Collections.newSetFromMap(new IdentityHashMap<>());
    List<PooledByteBuffer> taken = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      PooledByteBuffer buffer = pool.allocate();
      used.add(buffer.getBuffer());
      taken.add(buffer);
    }
    taken.forEach(PooledByteBuffer::close);
    return used;
  }

  private static int newInSecondBurst(ByteBufferPool pool) {
    Set<ByteBuffer> first = burst(pool);
    Set<ByteBuffer> second = burst(pool);
    second.removeAll(first);
    return second.size();
  }

  @Test
  void theBuffersOfABurstAreUsedAgain() {
    assertThat(newInSecondBurst(GatewayServer.pool(4096))).isZero();
  }

  @Test
  void undertowsOwnPoolWouldAllocateThemAnew() {
    assertThat(newInSecondBurst(new DefaultByteBufferPool(true, 4096, -1, 4))).isPositive();
  }
}
