package org.nativecomet.samples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An ordinary REST server, such as anybody has: it answers requests, and that is all it can do.
 *
 * <p>{@code /quotes/ACME}, {@code /clock} and {@code /log} change by themselves, {@code /notes} by
 * POST, {@code /notes/1} by PUT and DELETE. Each has an entity tag and a date, and honours
 * conditions.
 */
public final class SampleOrigin implements AutoCloseable {
  private static final long QUOTE_MILLIS = 1500;
  private static final long LOG_MILLIS = 5000;

  /** Requests answered at once; the gateway is the only client. */
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService handlers = Executors.newFixedThreadPool(THREADS);
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

  private final Map<String, Quote> quotes;
  private final WallClock clock;
  private final GrowingLog log;
  private final Notes notes;
  private final PageFiles page;

  private SampleOrigin(HttpServer server, Clock time) {
    this.server = server;
    Random random = new Random();
    quotes =
        new TreeMap<>(
            Map.of(
                "/quotes/ACME", new Quote("ACME", 128.00, random, time),
                "/quotes/GLOBEX", new Quote("GLOBEX", 42.50, random, time),
                "/quotes/INITECH", new Quote("INITECH", 7.80, random, time)));
    clock = new WallClock(time);
    log = new GrowingLog(time);
    notes = new Notes("/notes", time);
    notes.add("Open this page twice: what you write here appears there.");
    page = new PageFiles(time.instant());
  }

  /**
   * Starts the origin.
   *
   * @throws IOException when the address cannot be bound
   */
  public static SampleOrigin start(InetSocketAddress address) throws IOException {
    // Without it a response waits 40 ms for the client to acknowledge the response's own head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    SampleOrigin origin = new SampleOrigin(HttpServer.create(address, 0), Clock.systemUTC());
    origin.run();
    return origin;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops at once; requests in progress are cut off. */
  @Override
  public void close() {
    ticks.shutdownNow();
    server.stop(0);
    handlers.shutdownNow();
  }

  private void run() {
    for (Quote quote : quotes.values()) {
      every(QUOTE_MILLIS, quote::tick);
    }
    every(LOG_MILLIS, this::logPrices);
    server.createContext("/", new ResourceHandler(this::resource));
    server.setExecutor(handlers);
    server.start();
  }

  private void every(long millis, Runnable action) {
    var unused = ticks.scheduleAtFixedRate(action, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void logPrices() {
    quotes.forEach((path, quote) -> log.append(path + " is at " + quote.price()));
  }

  private Optional<Resource> resource(String path) {
    if (path.startsWith("/notes/")) {
      return notes.item(path);
    }
    return switch (path) {
      case "/clock" -> Optional.of(clock);
      case "/log" -> Optional.of(log);
      case "/notes" -> Optional.of(notes);
      default -> quotes.containsKey(path) ? Optional.of(quotes.get(path)) : page.at(path);
    };
  }
}
