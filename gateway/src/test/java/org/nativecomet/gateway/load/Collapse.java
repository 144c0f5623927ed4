package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Many clients ask for the same slow thing at the same instant: one request to the origin where its
 * answer is for all, and no waiting for each other where it is not.
 */
final class Collapse {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Collapse() {}

  static void run(Settings settings, PrintStream out) throws IOException {
    try (LoadOrigin origin = new LoadOrigin(settings)) {
      if (settings.peers() && Peers.program("nginx").isPresent()) {
        try (Server nginx = Peers.nginxCache(origin)) {
          ask(settings, nginx, origin, out);
        }
      }
      try (Server gateway = Server.gateway(settings, origin)) {
        ask(settings, gateway, origin, out);
      }
    }
  }

  private static void ask(Settings settings, Server server, LoadOrigin origin, PrintStream out)
      throws IOException {
    askAll(settings, server, "/slow/r", origin, out);
    askAll(settings, server, "/slow-no-store/r", origin, out);
    // It is known by now that its answers are for one client each.
    askAll(settings, server, "/slow-no-store/r", origin, out);
  }

  private static void askAll(
      Settings settings, Server server, String path, LoadOrigin origin, PrintStream out)
      throws IOException {
    int count = settings.number("clients", 1000);
    int before = origin.requests("GET");
    origin.mostAtATime();
    try (Crowd crowd = new Crowd(server.port())) {
      long start = System.nanoTime();
      crowd.connect(count, i -> "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
      Times answered = crowd.awaitEach(i -> "\"open\":true}", start, PATIENCE);
      out.println(
          server.line(
              "%s (%d ms): %d answered, %s; %d GET at the origin, at most %d at a time",
              path,
              settings.number("slow-ms", 500),
              answered.count(),
              answered,
              origin.requests("GET") - before,
              origin.mostAtATime()));
    }
  }
}
