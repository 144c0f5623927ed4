package org.nativecomet.samples.nativeorigin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client's interest in the states of one resource: what it has, and so what it is owed.
 *
 * <p>Threading: used by one thread at a time, as its stream or long poll sees to.
 */
final class Subscription {
  private static final Pattern OPEN_RANGE = Pattern.compile("(?i)bytes=([0-9]{1,18})-");

  private final Head head;

  /** What the client has; the next part begins where this ends (UPD-4). */
  private Representation delivered;

  /** Whether the client can append to what it has. */
  private boolean appends;

  private boolean over;

  private Subscription(Head head, Representation delivered) {
    this.head = head;
    this.delivered = delivered;
  }

  /** A subscription with the response to begin with, or that response only (SUB-12). */
  record Beginning(Response response, Optional<Subscription> subscription) {}

  /** Begins. The resource must be watched already, or a change can get lost (SUB-15). */
  static Beginning begin(Head head, Optional<Representation> current, Instant now) {
    Optional<Position> position = Position.of(head.fields(), now);
    if (position.isEmpty()) {
      return refused(Response.problem(400, "When-Modified-After is not one date"));
    }
    if (current.isEmpty()) {
      return refused(Resources.notFound());
    }
    Optional<Response> unmet = Preconditions.changed(head, current, now);
    if (unmet.isPresent()) {
      return refused(unmet.get());
    }
    Representation state = current.get();
    Subscription subscription = new Subscription(head, state);
    boolean hasIt = position.get().has(state, now);
    subscription.appends = !hasIt || subscription.rangeBeginsAt(state.content().length());
    Response response = hasIt ? state.notModified() : state.response();
    return new Beginning(response, Optional.of(subscription));
  }

  private static Beginning refused(Response response) {
    return new Beginning(response, Optional.empty());
  }

  String path() {
    return head.path();
  }

  Head head() {
    return head;
  }

  /** Whether its last response was made. */
  boolean isOver() {
    return over;
  }

  /** The response that a state calls for; none where the client has it (SUB-41). */
  Optional<Response> update(Optional<Representation> current) {
    if (current.isEmpty()) {
      over = true;
      return Optional.of(Response.problem(410, "the resource was deleted"));
    }
    Representation state = current.get();
    if (state.tag().equals(delivered.tag())) {
      return Optional.empty();
    }
    Response update = canAppend(state) ? part(state) : state.response();
    delivered = state;
    appends = true;
    return Optional.of(update);
  }

  /** What the client is told that has waited for nothing. */
  Response nothingNew() {
    return delivered.notModified();
  }

  /** Only where it was asked for, and the old octets are the first of the new (UPD-1, UPD-2). */
  private boolean canAppend(Representation state) {
    return appends
        && head.method().equals("GET")
        && range().isPresent()
        && state.type().equals(delivered.type())
        && state.content().startsWith(delivered.content())
        && state.content().length() > delivered.content().length();
  }

  private Response part(Representation state) {
    int begin = delivered.content().length();
    int end = state.content().length();
    Response whole = state.response();
    return new Response(206, whole.fields(), Optional.of(state.content().substring(begin)))
        .with("Content-Range", "bytes " + begin + "-" + (end - 1) + "/" + end)
        .with("Delta-Base", delivered.tag());
  }

  private boolean rangeBeginsAt(long octets) {
    return range().map(begin -> begin == octets).orElse(false);
  }

  /** The N of {@code bytes=N-}; any other range has no meaning that survives growth (UPD-5). */
  private Optional<Long> range() {
    List<String> ranges = head.fields().all("Range");
    Matcher open = OPEN_RANGE.matcher(ranges.size() == 1 ? ranges.get(0) : "");
    return open.matches() ? Optional.of(Long.valueOf(open.group(1))) : Optional.empty();
  }
}
