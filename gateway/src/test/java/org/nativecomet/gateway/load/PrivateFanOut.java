package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Many subscribers of one resource that the origin shows each of them its own way: how long until
 * all are told of a change, and how much of it the origin sees at one time. That each is told its
 * own is part of what they wait for.
 */
final class PrivateFanOut {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private PrivateFanOut() {}

  static void run(Settings settings, PrintStream out) throws IOException {
    int count = settings.number("subscribers", 1000);
    try (LoadOrigin origin = new LoadOrigin(settings);
        Server gateway = Server.gateway(settings, origin);
        Crowd crowd = new Crowd(gateway.port())) {
      long start = System.nanoTime();
      Duration connecting = crowd.connect(count, PrivateFanOut::request);
      tell(crowd, "0000000000", start, "first state", origin, gateway, out);
      out.println(gateway.line("%d connected in %.2f s", count, connecting.toMillis() / 1e3));
      for (int change = 1; change <= settings.number("changes", 3); change++) {
        String state = String.format(Locale.ROOT, "%010d", change);
        long changed = System.nanoTime();
        try (OneRequest write = OneRequest.send(gateway.port(), "PUT", "/private/r", state)) {
          tell(crowd, state, changed, "change " + change, origin, gateway, out);
          write.awaitSuccess();
        }
      }
    }
  }

  private static void tell(
      Crowd crowd,
      String state,
      long start,
      String what,
      LoadOrigin origin,
      Server gateway,
      PrintStream out)
      throws IOException {
    int before = origin.requests("GET");
    double processor = gateway.processorSeconds();
    Times told = crowd.awaitEach(i -> user(i) + "/" + state, start, PATIENCE);
    out.println(
        gateway.line(
            "%s: %d told their own, %s; %d GET, at most %d at a time; %.0f us of processor each",
            what,
            told.count(),
            told,
            origin.requests("GET") - before,
            origin.mostAtATime(),
            (gateway.processorSeconds() - processor) * 1e6 / Math.max(1, told.count())));
  }

  private static String user(int index) {
    return "Bearer u" + index;
  }

  private static String request(int index) {
    return "GET /private/r HTTP/1.1\r\nHost: a.example\r\nAccept: message/http\r\n"
        + ("Authorization: " + user(index) + "\r\n")
        + "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n";
  }
}
