package org.nativecomet.samples.nativeorigin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An outer exchange whose response is a stream: requests are read and answered, and what is
 * subscribed is sent whenever it changes.
 *
 * <p>Threading: two threads meet here. The connection's own reads requests and answers each before
 * it reads the next, which keeps their order (ORD-1, ORD-2, COR-6) and bounds them (LIM-1). The
 * other sends updates and heartbeats, and ends the stream. Whoever has the {@link #turn} carries
 * something out <em>and</em> writes what comes of it, so that a write is answered before the update
 * that it causes (SUB-19) and nothing follows the answer to a cancellation (SUB-43). A client that
 * does not read holds up its own turn and nobody else's (LIM-3).
 */
final class Stream {
  private final Object turn = new Object();
  private final ResponseStream out;
  private final Admission admission;
  private final Resources resources;
  private final Settings settings;
  private final Clock clock;
  private final Inbox inbox = new Inbox();

  /** By Exchange-Id, or by target where there is none; the two cannot be confused. */
  private final Map<String, Subscription> open = new LinkedHashMap<>();

  private Instant lastExchange;
  private boolean requestsOver;
  private volatile boolean failed;
  private volatile boolean stopped;
  private boolean ended;

  Stream(
      ResponseStream out,
      Admission admission,
      Resources resources,
      Settings settings,
      Clock clock) {
    this.out = out;
    this.admission = admission;
    this.resources = resources;
    this.settings = settings;
    this.clock = clock;
    this.lastExchange = clock.instant();
  }

  /**
   * Reads enclosed requests to the end of the request stream, or to what cannot be trusted.
   *
   * @throws IOException where the client has gone
   */
  void readRequests(InputStream content, boolean unfolds) throws IOException {
    HeadReader heads = new HeadReader(content, settings, unfolds);
    try {
      Optional<Head> head = heads.next();
      while (head.isPresent()) {
        read(head.get(), Body.of(head.get(), content));
        head = heads.next();
      }
    } catch (Malformed fatal) {
      fail(fatal);
    }
    requestsAreOver();
  }

  private void read(Head head, Body body) throws IOException {
    checkNameIsFree(head);
    Optional<String> content = body.whole(settings.amount("max-content"));
    if (content.isPresent()) {
      answer(new Request(head, content.get()));
    } else if (body.hasLength()) {
      synchronized (turn) {
        send(head, Response.problem(413, "the content is too large"));
      }
      body.transferTo(OutputStream.nullOutputStream());
    } else {
      throw new Malformed(413, "the content is too large");
    }
  }

  private void checkNameIsFree(Head head) throws Malformed {
    synchronized (turn) {
      if (exchangeId(head).map(open::containsKey).orElse(false)) {
        throw new Malformed("the Exchange-Id is in use");
      }
    }
  }

  /** Carries a request out and answers it, in one turn. */
  void answer(Request request) throws IOException {
    synchronized (turn) {
      send(request.head(), response(request));
    }
  }

  private Response response(Request request) {
    Head head = request.head();
    if (head.target().length() > settings.amount("max-target")) {
      return Response.problem(414, "the request target is too long");
    }
    Optional<Response> refusal = admission.refusalOfEnclosed(head);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (head.isGetOrHead() && head.fields().is("Subscribe", "none")) {
      return cancel(head);
    }
    return Position.isIn(head) ? subscribe(head) : resources.answer(request);
  }

  private Response subscribe(Head head) {
    String name = name(head);
    if (open.size() >= settings.amount("max-subscriptions") && !open.containsKey(name)) {
      return Response.problem(429, "there are too many subscriptions in this stream");
    }
    resources.watch(head.path(), inbox);
    Subscription.Beginning beginning =
        Subscription.begin(head, resources.current(head.path()), clock.instant());
    // An earlier subscription without a name to the same target is replaced (SUB-45).
    beginning.subscription().ifPresent(subscription -> open.put(name, subscription));
    unwatchUnlessOpen(head.path());
    return beginning
        .response()
        .with("Subscribed", beginning.subscription().isPresent() ? "OK" : "none");
  }

  /** Ends what Cancel-Exchange names, or else all of the target (SUB-25, SUB-44). */
  private Response cancel(Head head) {
    List<String> names =
        head.fields().has("Cancel-Exchange")
            ? Admission.exchangeName(head.fields(), "Cancel-Exchange").stream().toList()
            : open.values().stream()
                .filter(s -> s.head().location().equals(head.location()))
                .map(s -> name(s.head()))
                .toList();
    boolean found = open.keySet().removeAll(names);
    unwatchUnlessOpen(head.path());
    return found
        ? Response.of(204).with("Subscribed", "none")
        : Response.problem(404, "there is no such subscription");
  }

  /** Sends updates and signs of life until the stream is over, and ends it. */
  void deliver() throws InterruptedException {
    // A little early, so that the network does not make it late.
    Duration heartbeat = settings.time("heartbeat").multipliedBy(9).dividedBy(10);
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = deliver(inbox.take(heartbeat.minus(out.silence())), heartbeat);
      }
    } catch (IOException gone) {
      stop();
    } finally {
      release();
    }
  }

  private boolean deliver(Set<String> changed, Duration heartbeat) throws IOException {
    synchronized (turn) {
      for (Subscription subscription : List.copyOf(open.values())) {
        if (changed.contains(subscription.path())) {
          update(subscription);
        }
      }
      ended = isOver();
      if (ended) {
        out.end();
      } else if (out.silence().compareTo(heartbeat) >= 0) {
        out.heartbeat();
      }
      return !ended;
    }
  }

  private void update(Subscription subscription) throws IOException {
    String path = subscription.path();
    Optional<Response> update = subscription.update(resources.current(path));
    if (subscription.isOver()) {
      open.remove(name(subscription.head()));
      unwatchUnlessOpen(path);
    }
    if (update.isPresent()) {
      String stays = subscription.isOver() ? "none" : "OK";
      send(subscription.head(), update.get().with("Subscribed", stays));
    }
  }

  private boolean isOver() {
    boolean nothingOpen = open.isEmpty();
    Duration idle = Duration.between(lastExchange, clock.instant());
    stopped |= nothingOpen && idle.compareTo(settings.time("idle-timeout")) >= 0;
    return stopped || failed || (nothingOpen && requestsOver);
  }

  /** No request follows; what is subscribed stays (OUT-16, OUT-22). */
  void requestsAreOver() {
    synchronized (turn) {
      requestsOver = true;
    }
    inbox.awaken();
  }

  /** Lets the stream end after the response that is being sent (LIM-4). */
  void stop() {
    stopped = true;
    inbox.awaken();
  }

  boolean wasStopped() {
    return stopped;
  }

  /** Whether the rest of the connection cannot be trusted. */
  boolean hasFailed() {
    return failed;
  }

  /** Answers a fatal error: once, naming no exchange, and nothing after it (FRM-16, FRM-30). */
  private void fail(Malformed fatal) throws IOException {
    synchronized (turn) {
      failed = true;
      if (!ended) {
        out.send(fatal.response());
      }
    }
  }

  private void send(Head head, Response response) throws IOException {
    if (ended) {
      return;
    }
    Response answer = response.with("Content-Location", head.location());
    Optional<String> id = exchangeId(head);
    if (id.isPresent()) {
      answer = answer.with("Exchange-Id", id.get());
    }
    lastExchange = clock.instant();
    out.send(head.isHead() ? answer.withoutContent() : answer);
  }

  private void unwatchUnlessOpen(String path) {
    if (open.values().stream().noneMatch(s -> s.path().equals(path))) {
      resources.unwatch(path, inbox);
    }
  }

  /** Nothing is kept for a stream that has ended (SUB-26). */
  private void release() {
    synchronized (turn) {
      ended = true;
      open.values().forEach(s -> resources.unwatch(s.path(), inbox));
      open.clear();
    }
  }

  private static String name(Head head) {
    return exchangeId(head).orElse(head.location());
  }

  private static Optional<String> exchangeId(Head head) {
    return Admission.exchangeName(head.fields(), "Exchange-Id");
  }
}
