package org.nativecomet.gateway.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a stored response is served, asked for by wrk; beside nginx and Varnish as caches before
 * the same origin. Since wrk takes processor time from all of them, processor time for each request
 * says more than requests a second.
 */
final class CacheHits {
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([\\d.]+)");
  private static final Pattern LATENCY = Pattern.compile(" (50|99)% +([\\d.]+)(us|ms|s)");

  /** What was measured of one server. */
  private record Result(String name, double rate, double micros, double p50, double p99) {}

  private final Settings settings;
  private final PrintStream out;
  private final List<Result> results = new ArrayList<>();

  private CacheHits(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  static void run(Settings settings, PrintStream out) throws IOException {
    if (Peers.program("wrk").isEmpty()) {
      out.println("skipped: wrk is not installed");
      return;
    }
    CacheHits hits = new CacheHits(settings, out);
    try (LoadOrigin origin = new LoadOrigin(settings)) {
      if (settings.peers() && Peers.program("nginx").isPresent()) {
        hits.measure(Peers.nginxCache(origin));
      }
      if (settings.peers() && Peers.program("varnishd").isPresent()) {
        hits.measure(Peers.varnish(origin));
      }
      hits.measure(Server.gateway(settings, origin));
      out.println("origin: " + origin.requests("GET") + " GET in all");
    }
    hits.compare();
  }

  private void measure(Server started) throws IOException {
    try (Server server = started) {
      int warmUp = settings.number("warm-up-seconds", 5);
      wrk(server, warmUp);
      int seconds = settings.number("seconds", 10);
      double before = server.processorSeconds();
      String report = wrk(server, seconds);
      double rate = Double.parseDouble(found(RATE, report).group(1));
      double micros = (server.processorSeconds() - before) * 1e6 / (rate * seconds);
      Matcher latency = LATENCY.matcher(report);
      double p50 = latency.find() ? millis(latency) : Double.NaN;
      double p99 = latency.find() ? millis(latency) : Double.NaN;
      out.println(
          server.line(
              "%.0f requests/s, %.1f us of processor each, latency p50 %.2f p99 %.2f ms%s",
              rate, micros, p50, p99, faults(report)));
      results.add(new Result(server.name(), rate, micros, p50, p99));
    }
  }

  private String wrk(Server server, int seconds) throws IOException {
    Process wrk =
        new ProcessBuilder(
                Peers.program("wrk").orElseThrow(),
                "--latency",
                "-t1",
                "-c" + settings.number("connections", 64),
                "-d" + seconds + "s",
                "http://127.0.0.1:" + server.port() + "/fresh/r")
            .redirectErrorStream(true)
            .start();
    return new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Matcher found(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("not a report of wrk: " + text);
    }
    return matcher;
  }

  private static double millis(Matcher latency) {
    double value = Double.parseDouble(latency.group(2));
    return switch (latency.group(3)) {
      case "us" -> value / 1000;
      case "ms" -> value;
      default -> value * 1000;
    };
  }

  /** What wrk has seen besides complete 2xx answers; empty where there was nothing. */
  private static String faults(String report) {
    return report
        .lines()
        .filter(line -> line.contains("Socket errors") || line.contains("Non-2xx"))
        .findFirst()
        .map(line -> ";" + line)
        .orElse("");
  }

  private void compare() {
    Optional<Result> gateway =
        results.stream().filter(result -> result.name().equals("gateway")).findFirst();
    for (Result peer : results) {
      if (gateway.isPresent() && !peer.equals(gateway.get())) {
        out.printf(
            Locale.ROOT,
            "gateway / %s: requests/s %.2f, processor %.2f, p50 %.2f, p99 %.2f%n",
            peer.name(),
            gateway.get().rate() / peer.rate(),
            gateway.get().micros() / peer.micros(),
            gateway.get().p50() / peer.p50(),
            gateway.get().p99() / peer.p99());
      }
    }
  }
}
