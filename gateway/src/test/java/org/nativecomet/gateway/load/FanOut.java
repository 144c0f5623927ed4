package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Many subscribers of one public resource, which is written again and again: how long until the
 * last one has each state, and what a delivery costs. The peer is nginx with nchan.
 */
final class FanOut {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration AFTER_LEAVING = Duration.ofSeconds(5);

  /** What was measured of one crowd. */
  private record Result(double lastMillis, double microsPerDelivery, double kilobytesEach) {}

  /** How one server is subscribed to and written to. */
  private record Target(Server server, String subscription, String method, String written) {}

  private final Settings settings;
  private final PrintStream out;

  private FanOut(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  static void run(Settings settings, PrintStream out) throws IOException {
    FanOut fanOut = new FanOut(settings, out);
    Result peer = settings.peers() && Peers.hasNchan() ? fanOut.nchan() : null;
    Result gateway = fanOut.gateway();
    if (peer != null) {
      out.printf(
          Locale.ROOT,
          "gateway / nchan: last subscriber %.2f, processor %.2f, memory %.2f%n",
          gateway.lastMillis / peer.lastMillis,
          gateway.microsPerDelivery / peer.microsPerDelivery,
          gateway.kilobytesEach / peer.kilobytesEach);
    }
  }

  private Result nchan() throws IOException {
    try (Server nchan = Peers.nchan()) {
      OneRequest.send(nchan.port(), "POST", "/publish/r", LoadOrigin.content("0000000000")).close();
      String request =
          "GET /subscribe/r HTTP/1.1\r\nHost: a.example\r\nAccept: text/event-stream\r\n\r\n";
      return crowd(new Target(nchan, request, "POST", "/publish/r"), 1);
    }
  }

  private Result gateway() throws IOException {
    try (LoadOrigin origin = new LoadOrigin(settings);
        Server gateway = Server.gateway(settings, origin)) {
      String request =
          String.join(
              "\r\n",
              "GET /plain/r HTTP/1.1",
              "Host: a.example",
              "Accept: message/http",
              "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT",
              "",
              "");
      Target target = new Target(gateway, request, "PUT", "/plain/r");
      Result first = crowd(target, 1);
      for (int batch = 2; batch <= settings.number("batches", 1); batch++) {
        crowd(target, batch);
      }
      out.println(
          gateway.line(
              "origin: %d GET for %d PUT", origin.requests("GET"), origin.requests("PUT")));
      return first;
    }
  }

  private Result crowd(Target target, int batch) throws IOException {
    Server server = target.server();
    int count = settings.number("subscribers", 1000);
    int changes = settings.number("changes", 20);
    long memory = server.memory();
    double beforeLeaving;
    Result result;
    try (Crowd crowd = new Crowd(server.port())) {
      Duration connecting = crowd.connect(count, i -> target.subscription());
      crowd.readFor(QUIET);
      double kilobytes = (server.memory() - memory) / (double) count;
      Times last = new Times();
      Times all = new Times();
      double before = server.processorSeconds();
      long octets = crowd.octets();
      for (int change = 1; change <= changes; change++) {
        Times arrivals = change(crowd, target, batch * 1000 + change);
        if (arrivals.count() < count) {
          out.println(server.line("only %d of %d were told", arrivals.count(), count));
        }
        last.add((long) (arrivals.last() * 1e6));
        all.addAll(arrivals);
      }
      double deliveries = (double) count * changes;
      double micros = (server.processorSeconds() - before) * 1e6 / deliveries;
      out.println(
          server.line(
              "crowd %d: %d connected in %.2f s", batch, count, connecting.toMillis() / 1e3));
      out.println(server.line("  last subscriber: %s", last));
      out.println(server.line("  all subscribers: %s", all));
      out.println(
          server.line(
              "  a delivery: %.2f us of processor, %.0f octets; a subscriber: %.2f kB",
              micros, (crowd.octets() - octets) / deliveries, kilobytes));
      result = new Result(last.percentile(50), micros, kilobytes);
      beforeLeaving = server.processorSeconds();
    }
    pause(AFTER_LEAVING);
    out.println(
        server.line(
            "  all leaving at once: %.2f s of processor",
            server.processorSeconds() - beforeLeaving));
    return result;
  }

  private Times change(Crowd crowd, Target target, int number) throws IOException {
    String state = String.format(Locale.ROOT, "%010d", number);
    String content = target.server().name().equals("gateway") ? state : LoadOrigin.content(state);
    IntFunction<String> expected = i -> state;
    long start = System.nanoTime();
    try (OneRequest write =
        OneRequest.send(target.server().port(), target.method(), target.written(), content)) {
      Times arrivals = crowd.awaitEach(expected, start, PATIENCE);
      write.awaitSuccess();
      crowd.readFor(Duration.ofMillis(settings.number("gap-ms", 300)));
      return arrivals;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
  }
}
