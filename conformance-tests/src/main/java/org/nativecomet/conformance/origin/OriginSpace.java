package org.nativecomet.conformance.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Transcript;

/**
 * What the origin holds under the path prefix of one case, and what it was asked for there.
 *
 * <p>Threading: scripted by the thread of the case, used by those of the connections.
 */
public final class OriginSpace {
  private final String prefix;
  private final Transcript transcript;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final List<OriginRequest> begun = new ArrayList<>();
  private final List<OriginRequest> requests = new ArrayList<>();
  private int connectionsClosed;

  OriginSpace(String prefix, Transcript transcript) {
    this.prefix = prefix;
    this.transcript = transcript;
  }

  /** Puts an ordinary resource at a path, which begins with a slash below the prefix. */
  public OriginResource resource(String path, String content) {
    String name = (prefix + path).replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("^-", "");
    OriginResource resource = new OriginResource(name, content);
    behaviours.put(prefix + path, resource);
    return resource;
  }

  /** The resource that was put there. */
  public OriginResource resource(String path) {
    if (behaviours.get(prefix + path) instanceof OriginResource resource) {
      return resource;
    }
    throw new IllegalArgumentException("no resource at " + path);
  }

  /** Has a path behave like this. */
  public void behave(String path, Behaviour behaviour) {
    behaviours.put(prefix + path, behaviour);
  }

  /** Answers the requests for a path with these in turn, and further ones with the last. */
  public void script(String path, Reply... replies) {
    List<Reply> left = new ArrayList<>(List.of(replies));
    behave(
        path,
        request -> {
          synchronized (left) {
            return left.size() > 1 ? left.remove(0) : left.get(0);
          }
        });
  }

  /** Lets replies that wait at the gate go on. */
  public void open(String gate) {
    gate(gate).countDown();
  }

  /** Complete requests so far, in the order of their arrival. */
  public synchronized List<OriginRequest> requests() {
    return List.copyOf(requests);
  }

  /** Requests of which at least the head arrived; their content may be missing. */
  public synchronized List<OriginRequest> begun() {
    return List.copyOf(begun);
  }

  /** How many connections ended in the middle of an exchange. */
  public synchronized int abandoned() {
    return connectionsClosed;
  }

  /**
   * Waits for a request.
   *
   * @return null where there was none in time
   */
  public synchronized @Nullable OriginRequest await(
      Predicate<OriginRequest> wanted, Deadline deadline) {
    while (true) {
      for (OriginRequest request : requests) {
        if (wanted.test(request)) {
          return request;
        }
      }
      long millis = deadline.left().toMillis();
      if (millis == 0) {
        return null;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  /** The path below the prefix. */
  public String name(OriginRequest request) {
    return request.path().substring(prefix.length());
  }

  Reply answer(OriginRequest request) {
    Behaviour behaviour = behaviours.get(request.path());
    return behaviour == null
        ? Reply.of(404, "no such resource", "Content-Type: text/plain")
        : behaviour.answer(request);
  }

  /** Whether the gate was opened before the origin went down. */
  boolean awaitGate(String gate, long seconds) throws InterruptedException {
    return gate(gate).await(seconds, TimeUnit.SECONDS);
  }

  Transcript transcript() {
    return transcript;
  }

  synchronized void began(OriginRequest request) {
    begun.add(request);
  }

  synchronized void received(OriginRequest request) {
    requests.add(request);
    notifyAll();
  }

  synchronized void wasAbandoned() {
    connectionsClosed++;
    notifyAll();
  }

  /** Lets everything go, at the end of the case. */
  void close() {
    gates.values().forEach(CountDownLatch::countDown);
    gates.clear();
  }

  private CountDownLatch gate(String gate) {
    return gates.computeIfAbsent(gate, name -> new CountDownLatch(1));
  }
}
