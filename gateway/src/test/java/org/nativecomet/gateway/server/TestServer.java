package org.nativecomet.gateway.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.testing.RawClient;

/**
 * A server on a free port, what it has told its operator, and the promise that it leaks nothing.
 */
final class TestServer implements GatewayEvents, AutoCloseable {
  private final GatewayServer server;
  final List<String> limits = new CopyOnWriteArrayList<>();
  final List<Integer> statusCodes = new CopyOnWriteArrayList<>();
  final List<Long> octets = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  private TestServer(ServerOptions options, List<Listener> listeners) {
    try {
      server = GatewayServer.start(options, listeners, this);
    } catch (ServerStartException failure) {
      throw new AssertionError(failure);
    }
  }

  static TestServer with(ExchangeHandler handler) {
    return with(TestOptions.twoThreads().build(), handler);
  }

  static TestServer with(ServerOptions options, ExchangeHandler handler) {
    return new TestServer(options, List.of(Listener.cleartext(anyPort(), handler)));
  }

  static TestServer with(ServerOptions options, Listener... listeners) {
    return new TestServer(options, List.of(listeners));
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  GatewayServer server() {
    return server;
  }

  InetSocketAddress address() {
    return server.addresses().get(0);
  }

  RawClient connect() {
    return RawClient.connect(address());
  }

  /** Waits until no connection, exchange or held outlet is left: clients must have gone before. */
  void assertNothingIsOpen() {
    await(
        () ->
            server.openExchanges() == 0
                && server.heldOutlets() == 0
                && server.openConnections() == 0
                && connections.get() == 0,
        () ->
            "exchanges "
                + server.openExchanges()
                + ", held "
                + server.heldOutlets()
                + ", connections "
                + server.openConnections()
                + ", counted "
                + connections);
  }

  /** Waits until no exchange is left, while connections may be. */
  void assertNoExchangeIsOpen() {
    await(() -> server.openExchanges() == 0 && server.heldOutlets() == 0);
  }

  static void await(BooleanSupplier condition) {
    await(condition, () -> "not within 10 s");
  }

  static void await(BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise.get());
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {
    statusCodes.add(statusCode);
    this.octets.add(octets);
  }

  @Override
  public void connectionOpened() {
    connections.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    connections.decrementAndGet();
  }

  @Override
  public void limitReached(String limit) {
    limits.add(limit);
  }

  @Override
  public void close() {
    server.close();
  }
}
