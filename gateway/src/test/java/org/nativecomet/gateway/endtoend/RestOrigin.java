package org.nativecomet.gateway.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An ordinary origin: GET, PUT and DELETE with entity tags, and nothing that helps a gateway. */
final class RestOrigin implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> resources = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Map<String, List<String>> described = new ConcurrentHashMap<>();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RestOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Changes a resource behind everybody's back. */
  void set(String path, String content) {
    resources.put(path, content);
  }

  void remove(String path) {
    resources.remove(path);
  }

  /** Every request for the resource is answered with this status from now on. */
  void fail(String path, int statusCode) {
    failures.put(path, statusCode);
  }

  /** Writes to the resource are done, and the connection is closed in place of an answer. */
  void loseAnswers(String path) {
    lost.add(path);
  }

  void recover(String path) {
    failures.remove(path);
  }

  String content(String path) {
    return resources.getOrDefault(path, "");
  }

  /** Answers to these requests have these fields too, whatever the resource. */
  void describe(String method, String path, String... fields) {
    described.put(method + " " + path, List.of(fields));
  }

  /** How many requests with this method there were for this path. */
  long count(String method, String path) {
    return requests.stream().filter((method + " " + path)::equals).count();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    byte[] received = exchange.getRequestBody().readAllBytes();
    List<String> fields =
        described.getOrDefault(exchange.getRequestMethod() + " " + path, List.of());
    for (int i = 0; i < fields.size(); i += 2) {
      exchange.getResponseHeaders().add(fields.get(i), fields.get(i + 1));
    }
    if (failures.containsKey(path)) {
      answer(exchange, failures.get(path), "");
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> represent(exchange, path);
      case "PUT" -> {
        resources.put(path, new String(received, StandardCharsets.UTF_8));
        if (lost.contains(path)) {
          exchange.close();
        } else {
          answer(exchange, 204, "");
        }
      }
      case "DELETE" -> answer(exchange, resources.remove(path) == null ? 404 : 204, "");
      default -> answer(exchange, 405, "");
    }
  }

  private void represent(HttpExchange exchange, String path) throws IOException {
    String content = resources.get(path);
    if (content == null) {
      answer(exchange, 404, "");
      return;
    }
    String tag = "\"" + Integer.toHexString(content.hashCode()) + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    boolean unchanged = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    answer(exchange, unchanged ? 304 : 200, unchanged ? "" : content);
  }

  private static void answer(HttpExchange exchange, int statusCode, String content)
      throws IOException {
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(statusCode, octets.length == 0 ? -1 : octets.length);
    if (octets.length > 0) {
      exchange.getResponseBody().write(octets);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
