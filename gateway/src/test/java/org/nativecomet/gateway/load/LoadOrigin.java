package org.nativecomet.gateway.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An origin in this process, a thread for each request. The first segment of a path says how it
 * answers:
 *
 * <ul>
 *   <li>{@code /fresh/...}: may be stored for an hour;
 *   <li>{@code /plain/...}: an entity tag and nothing about caching;
 *   <li>{@code /private/...}: each user's own, by Authorization;
 *   <li>{@code /slow/...}: may be stored, and {@code /slow-no-store/...}: may not; after a while;
 *   <li>{@code /large/...}: many zeros, may be stored if there were room.
 * </ul>
 *
 * <p>PUT replaces what all resources say. It counts requests, and how many are answered at a time.
 */
final class LoadOrigin implements AutoCloseable {
  private final HttpServer server;
  private final long slowNanos;
  private final long largeOctets;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private volatile String state = "0000000000";

  LoadOrigin(Settings settings) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    slowNanos = settings.number("slow-ms", 500) * 1_000_000L;
    largeOctets = settings.number("megabytes", 1000) * 1_000_000L;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String uri() {
    return "http://127.0.0.1:" + port();
  }

  /** Changes what all resources say, behind everybody's back. */
  void set(String newState) {
    state = newState;
  }

  /** Requests with this method so far. */
  int requests(String method) {
    return requests.getOrDefault(method, new AtomicInteger()).get();
  }

  /** The most requests that were answered at one time since the last call. */
  int mostAtATime() {
    return most.getAndSet(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests
        .computeIfAbsent(exchange.getRequestMethod(), method -> new AtomicInteger())
        .incrementAndGet();
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] content = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("PUT")) {
        state = new String(content, StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(204, -1);
      } else {
        get(exchange, exchange.getRequestURI().getPath().split("/", 3)[1]);
      }
    } finally {
      now.decrementAndGet();
    }
  }

  private void get(HttpExchange exchange, String kind) throws IOException {
    switch (kind) {
      case "fresh" -> send(exchange, "max-age=3600", state);
      case "plain" -> send(exchange, "", state);
      case "private" -> {
        LockSupport.parkNanos(2_000_000);
        String user = exchange.getRequestHeaders().getFirst("Authorization");
        send(exchange, "private", user + "/" + state);
      }
      case "slow" -> {
        LockSupport.parkNanos(slowNanos);
        send(exchange, "max-age=3600", state);
      }
      case "slow-no-store" -> {
        LockSupport.parkNanos(slowNanos);
        send(exchange, "no-store", state);
      }
      case "large" -> sendZeros(exchange);
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void send(HttpExchange exchange, String caching, String state) throws IOException {
    String tag = "\"" + state + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (!caching.isEmpty()) {
      exchange.getResponseHeaders().set("Cache-Control", caching);
    }
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    byte[] content = content(state).getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  /** Some 120 octets, as much as a quote has. */
  static String content(String state) {
    return ("{\"symbol\":\"ACME\",\"state\":\""
            + state
            + "\",\"price\":127.91,\"currency\":\"EUR\",")
        + "\"volume\":41200,\"venue\":\"XETRA\",\"open\":true}";
  }

  private void sendZeros(HttpExchange exchange) throws IOException {
    byte[] piece = new byte[1_000_000];
    exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
    exchange.sendResponseHeaders(200, largeOctets);
    OutputStream out = exchange.getResponseBody();
    for (long left = largeOctets; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
