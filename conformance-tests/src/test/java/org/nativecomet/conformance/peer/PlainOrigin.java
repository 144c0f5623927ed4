package org.nativecomet.conformance.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Resources that can be read, replaced and deleted, on the JDK's own server; nothing more. */
final class PlainOrigin implements AutoCloseable {
  private record Stored(String tag, String type, String content) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger version = new AtomicInteger();
  private final Map<String, Stored> resources = new ConcurrentHashMap<>();

  PlainOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      byte[] content = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "GET", "HEAD" -> read(exchange, resources.get(path));
        case "PUT" -> {
          String type = exchange.getRequestHeaders().getFirst("Content-Type");
          resources.put(
              path,
              new Stored(
                  "\"" + version.incrementAndGet() + "\"",
                  type == null ? "text/plain" : type,
                  new String(content, java.nio.charset.StandardCharsets.ISO_8859_1)));
          exchange.sendResponseHeaders(204, -1);
        }
        case "DELETE" ->
            exchange.sendResponseHeaders(resources.remove(path) == null ? 404 : 204, -1);
        default -> exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private static void read(HttpExchange exchange, @org.jspecify.annotations.Nullable Stored stored)
      throws IOException {
    if (stored == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", stored.tag());
    exchange.getResponseHeaders().set("Content-Type", stored.type());
    if (stored.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else if (exchange.getRequestMethod().equals("HEAD") || stored.content().isEmpty()) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      byte[] octets = stored.content().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      exchange.sendResponseHeaders(200, octets.length);
      exchange.getResponseBody().write(octets);
    }
  }
}
