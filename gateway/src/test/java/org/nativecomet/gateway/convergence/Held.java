package org.nativecomet.gateway.convergence;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.convergence.PlannedClient.Resumption;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;

/**
 * What one client has of one resource, by what it was sent, and the judge of whether it should have
 * been sent that.
 *
 * <p>Threading: any thread.
 */
final class Held {
  static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final int TRACE_LENGTH = 40;

  private enum State {
    NOTHING,
    PRESENT,
    ABSENT,
    REFUSED
  }

  private final Reading reading;
  private final Resumption resumption;
  private final Deque<String> trace = new ArrayDeque<>();
  private State state = State.NOTHING;
  private int greatestVersion;
  private @Nullable Stamp stamp;
  private Fields fields = Fields.empty();
  private Optional<EntityTag> asked = Optional.empty();
  private boolean isFirst = true;
  private boolean isTold;

  Held(Reading reading, Resumption resumption) {
    this.reading = reading;
    this.resumption = resumption;
  }

  /** A conversation has ended, or begins. */
  synchronized void comesAnew() {
    isTold = false;
  }

  /** Whether it was sent anything in the conversation that is under way. */
  synchronized boolean isToldSinceItCame() {
    return isTold;
  }

  /** The field lines of a request to be told of what is later than this. */
  synchronized String ask() {
    isFirst = true;
    asked = state == State.PRESENT ? EntityTag.of(fields) : Optional.empty();
    String lines = position();
    note("asks " + lines.replace("\r\n", "; "));
    return lines;
  }

  private String position() {
    if (state != State.PRESENT || resumption == Resumption.FORGETFUL) {
      asked = Optional.empty();
      return "When-Modified-After: " + EPOCH + "\r\n";
    }
    if (asked.isEmpty()) {
      String date = fields.first("Last-Modified").or(() -> fields.first("Date")).orElse(EPOCH);
      return "When-Modified-After: " + date + "\r\n";
    }
    String tag = asked.get().toString();
    String now = HttpDate.format(Instant.now());
    return switch (resumption) {
      case TAG_AND_NOW -> "When-Modified-After: " + now + "\r\nIf-None-Match: " + tag + "\r\n";
      case TAG_AND_EPOCH -> "When-Modified-After: " + EPOCH + "\r\nIf-None-Match: " + tag + "\r\n";
      case WHEN_NONE_MATCH, FORGETFUL -> "When-None-Match: " + tag + "\r\n";
    };
  }

  /**
   * Takes a response.
   *
   * @param unanswered the writes of the same stream that have not been answered
   */
  synchronized void take(int statusCode, Fields newFields, String content, Set<String> unanswered) {
    note(statusCode + " " + newFields.first(Stamp.FIELD).orElse("-") + " " + validators(newFields));
    switch (statusCode) {
      case 200 -> takeRepresentation(newFields, content, unanswered);
      case 304 -> takeNothingNew(newFields);
      case 401, 403 -> state = State.REFUSED;
      case 404, 410 -> state = State.ABSENT;
      case 500, 502, 503, 504 -> note("no state");
      default -> throw violated(Property.INTEGRITY, "an answer with status " + statusCode);
    }
    isFirst = false;
    isTold = true;
  }

  private void takeRepresentation(Fields newFields, String content, Set<String> unanswered) {
    Stamp newStamp = reading.judge(newFields, content);
    judgeOrder(newStamp, EntityTag.of(newFields), unanswered);
    state = State.PRESENT;
    greatestVersion = newStamp.version();
    stamp = newStamp;
    fields = newFields;
  }

  private void judgeOrder(Stamp newStamp, Optional<EntityTag> tag, Set<String> unanswered) {
    if (newStamp.version() < greatestVersion) {
      throw violated(Property.NEVER_BACK, newStamp + " after version " + greatestVersion);
    }
    // The first message answers a request that came before the write; only updates have to wait.
    if (!isFirst && unanswered.contains(newStamp.write())) {
      throw violated(Property.WRITE_FIRST, newStamp + " before the answer to its write");
    }
    if (asked.isPresent() && isFirst && tag.filter(asked.get()::matchesWeakly).isPresent()) {
      throw violated(Property.NO_REPEAT, "its own validator named " + newStamp);
    }
    if (tag.isPresent() && !isFirst && newStamp.equals(stamp)) {
      throw violated(Property.NO_REPEAT, newStamp + " again");
    }
  }

  private void takeNothingNew(Fields newFields) {
    Optional<EntityTag> tag = EntityTag.of(newFields);
    if (tag.isPresent() && asked.isPresent() && !tag.get().matchesWeakly(asked.get())) {
      throw violated(Property.INTEGRITY, "304 says nothing newer, and names " + tag.get());
    }
  }

  /** Whether it is what the origin would answer now. */
  synchronized boolean isWhatIsAt(OriginResource origin) {
    Optional<Stamp> shown = origin.shownTo(reading.user(), reading.language());
    if (shown.isPresent()) {
      return state == State.PRESENT && shown.get().equals(stamp);
    }
    return state == State.ABSENT || state == State.REFUSED;
  }

  /** What it was sent lately. */
  synchronized String trace() {
    return "  " + String.join("\n  ", trace);
  }

  @Override
  public synchronized String toString() {
    return reading + ": " + state + " " + stamp;
  }

  /** Something that happened to it. */
  synchronized void note(String event) {
    if (trace.size() == TRACE_LENGTH) {
      trace.removeFirst();
    }
    trace.addLast(Instant.now() + " " + event);
  }

  private static String validators(Fields fields) {
    return fields.first("ETag").orElse("")
        + " "
        + fields.first("Last-Modified").orElse("")
        + " "
        + fields.first("Cache-Status").orElse("");
  }

  private Violation violated(Property property, String what) {
    return new Violation(property, reading.resource().path() + ": " + what);
  }
}
