package org.nativecomet.gateway.convergence;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.RawClient.Message;

/**
 * Writes, ordinary GETs and notices: what takes one request and an answer.
 *
 * <p>Threading: any thread; each errand runs on its own.
 */
final class Errands {
  /** Who awaits an answer does not await it for longer. */
  private static final long LONGEST_WAIT_MILLIS = 400;

  private final Stage stage;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger names = new AtomicInteger();
  private final Map<String, Integer> openWrites = new ConcurrentHashMap<>();
  private final Set<Integer> uncertain = ConcurrentHashMap.newKeySet();

  Errands(Stage stage) {
    this.stage = stage;
  }

  /** A write begins; returns what it is called. */
  String begin(int resource) {
    String name = "w" + names.incrementAndGet();
    openWrites.put(name, resource);
    return name;
  }

  /** A write has been answered. */
  void written(String write, int statusCode) {
    Integer resource = openWrites.get(write);
    if (resource != null && statusCode >= 400) {
      uncertain.add(resource);
    }
    openWrites.remove(write);
  }

  /** Nobody will be told whether a write was applied. */
  void lost(String write) {
    written(write, 502);
  }

  /** Whether there is an answer to everything that will be answered. */
  boolean isDone() {
    return running.get() == 0 && openWrites.isEmpty();
  }

  /**
   * Announces every resource that was perhaps changed by a write that failed: but for polling,
   * nobody could know of that.
   */
  void announceUncertain() {
    uncertain.forEach(this::announce);
  }

  void write(Step.Write write) {
    OriginResource resource = stage.origin().resource(write.resource());
    switch (write.way()) {
      case DIRECT -> resource.put("direct" + names.incrementAndGet(), write.size());
      case DIRECT_REMOVAL -> resource.remove();
      case PUT, POST, DELETE -> {
        String name = begin(write.resource());
        Thread writer = run(() -> send(name, write, resource.plan().path()));
        if (write.isAwaited()) {
          await(writer);
        }
      }
    }
  }

  void get(Step.Get get) {
    run(() -> retrieve(get));
  }

  /** Nobody waits for their end. */
  void throng(Step.Throng throng) {
    PlannedClient model = stage.client(throng.client()).plan();
    model.interests().stream()
        .filter(interest -> interest.resource() == throng.resource())
        .findFirst()
        .ifPresent(
            interest -> run(() -> visit(new Crowd(stage, model, interest), throng.millis())));
  }

  private void visit(Crowd crowd, int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    try {
      while (System.nanoTime() < end) {
        crowd.visit();
      }
    } catch (UncheckedIOException | AssertionError failure) {
      stage.violated(
          failure instanceof Violation violation
              ? violation
              : new Violation(Property.FRAMING, "to a crowd: " + failure));
    }
  }

  /** Tells the gateway that a resource has changed. */
  void announce(int resource) {
    String path = stage.resource(resource).path();
    try (RawClient operator = RawClient.connect(stage.adminAddress())) {
      operator.send(
          "POST /changes HTTP/1.1\r\nHost: "
              + stage.gateway().gateway().adminAddress()
              + "\r\nContent-Type: text/plain\r\nContent-Length: "
              + path.length()
              + "\r\n\r\n"
              + path);
      Message answer = operator.readMessage();
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException("a notice was answered " + answer);
      }
    }
  }

  private void send(String name, Step.Write write, String path) {
    boolean isPost = write.way() == Step.Way.POST;
    String content = write.way() == Step.Way.DELETE ? "" : name + " " + write.size();
    try (RawClient writer = RawClient.connect(stage.address())) {
      writer.send(
          write.way()
              + (isPost ? " /change" : " ")
              + path
              + " HTTP/1.1\r\nHost: "
              + stage.authority()
              + "\r\nContent-Length: "
              + content.length()
              + "\r\n\r\n"
              + content);
      written(name, writer.readMessage().statusCode());
    } catch (UncheckedIOException failed) {
      lost(name);
    }
  }

  private void retrieve(Step.Get get) {
    PlannedResource resource = stage.resource(get.resource());
    try (RawClient reader = RawClient.connect(stage.address())) {
      reader.send(
          "GET "
              + resource.path()
              + " HTTP/1.1\r\nHost: "
              + stage.authority()
              + "\r\nAccept-Language: "
              + get.language()
              + "\r\n"
              + credentials(get)
              + "\r\n");
      Message answer = reader.readMessage();
      if (answer.statusCode() == 200) {
        Reading.of(resource, get.user(), get.language()).judge(answer.fields(), answer.content());
      }
    } catch (UncheckedIOException broken) {
      // The origin may break off, and then so does the gateway.
    } catch (Violation violation) {
      stage.violated(violation.with(get.toString()));
    }
  }

  private static String credentials(Step.Get get) {
    return get.user().equals(Stamp.ANYONE)
        ? ""
        : "Authorization: Bearer " + get.user() + "\r\nCookie: user=" + get.user() + "\r\n";
  }

  @CanIgnoreReturnValue
  private Thread run(Runnable errand) {
    running.incrementAndGet();
    Thread thread =
        new Thread(
            () -> {
              try {
                errand.run();
              } finally {
                running.decrementAndGet();
              }
            },
            "convergence-errand");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(Thread errand) {
    try {
      errand.join(LONGEST_WAIT_MILLIS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
