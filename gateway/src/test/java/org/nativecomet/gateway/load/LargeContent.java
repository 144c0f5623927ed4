package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A representation that is many times larger than the gateway's memory, read by two clients at the
 * same time, one as fast as it can and one slowly: {@code java-options=-Xmx64m} makes the point.
 */
final class LargeContent {
  /** How far one client got, and when. */
  private record Download(long octets, double seconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d octets in %.1f s, %.0f MB/s", octets, seconds, octets / seconds / 1e6);
    }
  }

  private LargeContent() {}

  static void run(Settings settings, PrintStream out) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (LoadOrigin origin = new LoadOrigin(settings);
        Server gateway = Server.gateway(settings, origin)) {
      int slowRate = settings.number("slow-megabytes-per-second", 50);
      Callable<Download> fast = () -> download(gateway.port(), Double.POSITIVE_INFINITY);
      Callable<Download> slow = () -> download(gateway.port(), slowRate * 1e6);
      List<Future<Download>> downloads = clients.invokeAll(List.of(fast, slow));
      out.println(gateway.line("the fast client: %s", downloads.get(0).get()));
      out.println(gateway.line("the slow client: %s", downloads.get(1).get()));
      out.println(
          gateway.line(
              "%s: at most %d MB resident; %d GET at the origin; %.1f s of processor",
              settings.text("java-options", "-Xmx1g"),
              gateway.peakMegabytes(),
              origin.requests("GET"),
              gateway.processorSeconds()));
    } finally {
      clients.shutdownNow();
    }
  }

  private static Download download(int port, double octetsPerSecond) throws IOException {
    long start = System.nanoTime();
    long received = 0;
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /large/r HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        received += count;
        long early = (long) (received / octetsPerSecond * 1e9) - (System.nanoTime() - start);
        if (early > 0) {
          LockSupport.parkNanos(early);
        }
      }
    }
    return new Download(received, (System.nanoTime() - start) / 1e9);
  }
}
