package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.testing.RawClient;

class ServerIoThreadIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  /** Work that never ends, one batch at a time. */
  private static final class Batches implements Runnable {
    final AtomicBoolean stop = new AtomicBoolean();
    final AtomicInteger count = new AtomicInteger();
    final CountDownLatch stopped = new CountDownLatch(1);
    private final IoThread thread;

    Batches(IoThread thread) {
      this.thread = thread;
    }

    @Override
    public void run() {
      count.incrementAndGet();
      if (stop.get()) {
        stopped.countDown();
      } else {
        thread.giveWay(this);
      }
    }
  }

  @Test
  void workThatGivesWayLetsConnectionsOfItsThreadBeServed() {
    Holding holding = new Holding();
    try (TestServer server =
        TestServer.with(
            TestOptions.twoThreads().build(),
            (request, sink) -> {
              if (request.target().path().equals("/held")) {
                holding.handle(request, sink);
              } else {
                sink.respond(Response.of(200, Fields.empty(), new byte[] {'o', 'k'}));
              }
            })) {
      RawClient[] clients = new RawClient[4];
      Batches[] batches = new Batches[clients.length];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = server.connect().send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
        clients[i].readHead();
        IoThread thread = holding.next().thread();
        batches[i] = new Batches(thread);
        thread.execute(batches[i]);
      }
      // Whichever thread it lands on, a new connection is served while all of them are busy.
      for (int i = 0; i < 8; i++) {
        try (RawClient client = server.connect().send(GET)) {
          assertThat(client.readMessage().content()).isEqualTo("ok");
        }
      }
      for (Batches each : batches) {
        each.stop.set(true);
        Holding.awaitLatch(each.stopped);
        assertThat(each.count).hasValueGreaterThan(1);
      }
      for (RawClient client : clients) {
        client.close();
      }
      server.assertNothingIsOpen();
    }
  }
}
