package org.nativecomet.gateway.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An origin that answers each user with what is that user's: the user's name is in the content, the
 * entity tag and a field of every response, errors included. Who a user is, the credentials say.
 */
final class UserOrigin implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile List<String> fields = List.of();
  private volatile int status = 200;
  private final AtomicInteger version = new AtomicInteger(1);
  private volatile boolean sameForAll;
  private volatile @Nullable CountDownLatch gate;

  UserOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
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

  /** Every response has these fields from now on: names and values by turns. */
  void says(String... namesAndValues) {
    fields = List.of(namesAndValues);
  }

  /** Every response has this status from now on. */
  void answers(int newStatus) {
    status = newStatus;
  }

  /** What everybody is shown changes, behind the gateway's back. */
  void change() {
    version.incrementAndGet();
  }

  /** Nothing in a successful response depends on the user any more. */
  void showsAllTheSame() {
    sameForAll = true;
  }

  void revoke(String user) {
    revoked.add(user);
  }

  /** Requests wait from now on until the gate is opened. */
  CountDownLatch closeGate() {
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    return closed;
  }

  /** The users who have asked, one for each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The fields of each request. */
  List<Headers> heads() {
    return List.copyOf(heads);
  }

  long requestsOf(String user) {
    return requests.stream().filter(user::equals).count();
  }

  /** How many requests were in progress at one time, since the last look. */
  int mostAtOnce() {
    return mostAtOnce.getAndSet(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String user = user(exchange.getRequestHeaders());
    requests.add(user);
    heads.add(exchange.getRequestHeaders());
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      exchange.getRequestBody().readAllBytes();
      waitAtTheGate();
      answer(exchange, user);
    } finally {
      atOnce.decrementAndGet();
      exchange.close();
    }
  }

  private void waitAtTheGate() {
    CountDownLatch closed = gate;
    try {
      if (closed != null && !closed.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate was never opened");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String user) throws IOException {
    if (revoked.contains(user)) {
      send(exchange, 403, "refused to " + user);
      return;
    }
    String owner = sameForAll ? "all" : user;
    Headers headers = exchange.getResponseHeaders();
    for (int i = 0; i < fields.size(); i += 2) {
      headers.add(fields.get(i), fields.get(i + 1));
    }
    headers.set("X-User", user);
    if (status != 200) {
      send(exchange, status, "error page of " + user);
      return;
    }
    String tag = "\"" + version + "-" + owner + "\"";
    headers.set("ETag", tag);
    boolean unchanged = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    send(exchange, unchanged ? 304 : 200, unchanged ? "" : "v" + version + " of " + owner);
  }

  private static String user(Headers request) {
    String authorization = request.getFirst("Authorization");
    String cookie = request.getFirst("Cookie");
    return authorization != null
        ? authorization.replace("Bearer ", "")
        : cookie != null ? cookie.replace("session=", "") : "nobody";
  }

  private static void send(HttpExchange exchange, int status, String content) throws IOException {
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    boolean empty = octets.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : octets.length);
    if (!empty) {
      exchange.getResponseBody().write(octets);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
