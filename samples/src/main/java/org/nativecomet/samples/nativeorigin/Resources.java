package org.nativecomet.samples.nativeorigin;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is served: a representation for each path that was PUT, and who is told when it becomes
 * another one.
 *
 * <p>Threading: one lock for everything. A request is carried out in microseconds and inboxes take
 * a path without waiting for anybody, so no client can hold the lock.
 */
final class Resources {
  /** There is no disk; this is about 10 GiB at the most. */
  private static final int MOST = 10_000;

  private static final String ALLOWED = "GET, HEAD, PUT, DELETE, OPTIONS";

  private final Clock clock;
  private final Map<String, Representation> states = new HashMap<>();
  private final Map<String, Set<Inbox>> watchers = new HashMap<>();

  /** Paths that lost their state within the second {@link #lastRemoval}. */
  private final Set<String> removed = new HashSet<>();

  private Instant lastRemoval = Instant.EPOCH;

  Resources(Clock clock) {
    this.clock = clock;
  }

  /** From now on each change of the path is put into the inbox. */
  synchronized void watch(String path, Inbox inbox) {
    watchers.computeIfAbsent(path, p -> new HashSet<>()).add(inbox);
  }

  synchronized void unwatch(String path, Inbox inbox) {
    watchers.computeIfPresent(
        path,
        (p, inboxes) -> {
          inboxes.remove(inbox);
          return inboxes.isEmpty() ? null : inboxes;
        });
  }

  synchronized Optional<Representation> current(String path) {
    return Optional.ofNullable(states.get(path));
  }

  /** Carries out an ordinary request. */
  synchronized Response answer(Request request) {
    Head head = request.head();
    Optional<Representation> current = current(head.path());
    return switch (head.method()) {
      case "GET", "HEAD" ->
          current.isEmpty() ? notFound() : conditional(head, () -> current.get().response());
      case "PUT" -> conditional(head, () -> replace(request));
      case "DELETE" -> current.isEmpty() ? notFound() : conditional(head, () -> remove(head));
      case "OPTIONS" -> Response.of(204).with("Allow", ALLOWED);
      default ->
          Response.problem(405, "a resource here can be read, replaced and deleted")
              .with("Allow", ALLOWED);
    };
  }

  static Response notFound() {
    return Response.problem(404, "there is nothing here");
  }

  private Response conditional(Head head, Supplier<Response> action) {
    return Preconditions.refusal(head, current(head.path()), now()).orElseGet(action);
  }

  private Response replace(Request request) {
    Fields fields = request.head().fields();
    if (fields.has("Content-Range") || fields.has("Content-Encoding")) {
      return Response.problem(415, "representations are stored whole and as they are");
    }
    String path = request.head().path();
    Optional<Representation> before = current(path);
    if (before.isEmpty() && states.size() == MOST) {
      return Response.problem(507, "there is no room for another resource");
    }
    String type = fields.first("Content-Type").orElse("application/octet-stream");
    Representation after =
        Representation.of(type, request.content(), now(), hadAStateThisSecond(path));
    if (before.map(Representation::tag).equals(Optional.of(after.tag()))) {
      return Response.of(204).with("ETag", after.tag());
    }
    states.put(path, after);
    tell(path);
    return (before.isEmpty() ? Response.of(201, "") : Response.of(204)).with("ETag", after.tag());
  }

  private Response remove(Head head) {
    if (!lastRemoval.equals(now())) {
      lastRemoval = now();
      removed.clear();
    }
    removed.add(head.path());
    states.remove(head.path());
    tell(head.path());
    return Response.of(204);
  }

  private boolean hadAStateThisSecond(String path) {
    return current(path)
        .map(r -> r.modified().equals(now()))
        .orElse(removed.contains(path) && lastRemoval.equals(now()));
  }

  private void tell(String path) {
    watchers.getOrDefault(path, Set.of()).forEach(inbox -> inbox.add(path));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
