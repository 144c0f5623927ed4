package org.nativecomet.gateway.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Many clients, each with a connection of its own on which it has sent one request, all read by one
 * thread.
 *
 * <p>An address has some 28,000 ports, so the clients come from four.
 *
 * <p>Threading: confined to one thread.
 */
final class Crowd implements AutoCloseable {
  private static final int ADDRESSES = 4;

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final byte[] octets = new byte[1 << 18];
  private final ByteBuffer buffer = ByteBuffer.wrap(octets);
  private final InetSocketAddress server;
  private Times arrivals = new Times();
  private long received;
  private int gone;

  Crowd(int port) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Connects so many, each sending its request as soon as it is connected; gives the time. */
  Duration connect(int count, IntFunction<String> request) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.bind(new InetSocketAddress(address(i), 0));
      channel.connect(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(octets(request.apply(i))));
      channel.configureBlocking(false);
      Client client = new Client();
      clients.add(client);
      channel.register(selector, SelectionKey.OP_READ, client);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Reads until every client has seen its text since the last call, or time is up.
   *
   * @param start the moment that arrivals are counted from, as {@link System#nanoTime} has it
   */
  Times awaitEach(IntFunction<String> text, long start, Duration patience) throws IOException {
    arrivals = new Times();
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).expect(octets(text.apply(i)));
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (arrivals.count() < clients.size() - gone && System.nanoTime() < deadline) {
      selector.select(key -> read(key, start), 100);
    }
    return arrivals;
  }

  /** Reads whatever comes for so long. */
  void readFor(Duration time) throws IOException {
    arrivals = new Times();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      selector.select(key -> read(key, 0), 100);
    }
  }

  /** Clients whose connection the server has closed. */
  int gone() {
    return gone;
  }

  /** Octets received by all together. */
  long octets() {
    return received;
  }

  private static InetAddress address(int index) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + index % ADDRESSES)});
  }

  private void read(SelectionKey key, long start) {
    Client client = (Client) key.attachment();
    try {
      client.continueIn(buffer.clear());
      int count = ((SocketChannel) key.channel()).read(buffer);
      if (count < 0) {
        leave(key);
        return;
      }
      received += count;
      if (client.sees(octets, buffer.position())) {
        arrivals.add(System.nanoTime() - start);
      }
    } catch (IOException reset) {
      leave(key);
    }
  }

  private void leave(SelectionKey key) {
    gone++;
    key.cancel();
  }

  /** All leave at once. */
  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What one client waits for. */
  private static final class Client {
    private byte[] expected = {};
    private byte[] tail = {};
    private boolean waits;

    void expect(byte[] text) {
      expected = text;
      tail = new byte[0];
      waits = true;
    }

    /** Puts what was received last before what comes next: the text may be cut anywhere. */
    void continueIn(ByteBuffer next) {
      next.put(tail);
    }

    /** Whether the text is there, for the first time. */
    boolean sees(byte[] all, int length) {
      if (!waits) {
        return false;
      }
      for (int at = 0; at + expected.length <= length; at++) {
        if (all[at] == expected[0]
            && Arrays.equals(all, at, at + expected.length, expected, 0, expected.length)) {
          waits = false;
          tail = new byte[0];
          return true;
        }
      }
      tail = Arrays.copyOfRange(all, Math.max(0, length - expected.length + 1), length);
      return false;
    }
  }
}
