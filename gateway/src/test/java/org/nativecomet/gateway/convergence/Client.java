package org.nativecomet.gateway.convergence;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.testing.RawClient;

/**
 * A client that comes, stalls, leaves and comes back as it is told to, and in between subscribes to
 * what it is interested in.
 *
 * <p>Threading: it reads on a thread of its own; it is told by another.
 */
final class Client {
  /** Between the end of an answer and asking again. */
  private static final int BREATH_MILLIS = 8;

  private final Stage stage;
  private final PlannedClient plan;
  private final Map<Interest, Held> helds = new LinkedHashMap<>();
  private boolean isAway = true;
  private boolean isStalled;
  private boolean isOver;
  private int departures;
  private @Nullable RawClient connection;
  private @Nullable Conversation conversation;

  Client(Stage stage, PlannedClient plan) {
    this.stage = stage;
    this.plan = plan;
    for (Interest interest : plan.interests()) {
      Reading reading = reading(plan, stage.resource(interest.resource()), interest);
      helds.put(interest, new Held(reading, plan.resumption()));
    }
    Thread thread = new Thread(this::live, "convergence-" + plan.name());
    thread.setDaemon(true);
    thread.start();
  }

  PlannedClient plan() {
    return plan;
  }

  Stage stage() {
    return stage;
  }

  Held held(Interest interest) {
    Held held = helds.get(interest);
    if (held == null) {
      throw new IllegalArgumentException(interest + " is not one of " + plan.name());
    }
    return held;
  }

  /**
   * Whether it has what the origin has, of everything, and has heard so since it came: who has the
   * right thing from before, and is told nothing now, would not be told of the next change either.
   * (A long poll that waits is told nothing for a while.)
   */
  boolean isSettled() {
    boolean isTold = plan.form() != PlannedClient.Form.LONG_POLL;
    return helds.entrySet().stream()
        .allMatch(
            entry ->
                entry.getValue().isWhatIsAt(stage.origin().resource(entry.getKey().resource()))
                    && (!isTold || entry.getValue().isToldSinceItCame()));
  }

  synchronized void come() {
    isAway = false;
    notifyAll();
  }

  synchronized void leave(boolean withReset) {
    isAway = true;
    departures++;
    RawClient left = connection;
    connection = null;
    conversation = null;
    helds.values().forEach(Held::comesAnew);
    helds.values().forEach(held -> held.note(withReset ? "leaves with a reset" : "leaves"));
    if (left != null && withReset) {
      left.reset();
    } else if (left != null) {
      left.close();
    }
  }

  synchronized void stall() {
    isStalled = true;
  }

  synchronized void resume() {
    isStalled = false;
    notifyAll();
  }

  /** It leaves for good. */
  synchronized void end() {
    isOver = true;
    leave(false);
    resume();
  }

  /** Sends a write on its stream, if it has one just now. */
  void write(int place, int size) {
    Conversation current;
    synchronized (this) {
      current = conversation;
    }
    if (current instanceof CometConversation) {
      String write = stage.errands().begin(place);
      try {
        current.write(write, stage.resource(place), size);
      } catch (UncheckedIOException gone) {
        stage.errands().lost(write);
      }
    }
  }

  /** Returns when it may read on. */
  void awaitReading() {
    awaitUntil(() -> !isStalled || isAway);
  }

  /** A pause before it asks again for what cannot be had now. */
  void breathe() {
    stage.pause(BREATH_MILLIS);
  }

  /** Fields that each of its requests has. */
  String credentials(Interest interest) {
    return authorization(interest) + cookie(plan);
  }

  /** The field line by which the origin knows who is interested. */
  static String authorization(Interest interest) {
    return user(interest.user(), "Authorization: Bearer ");
  }

  /** The field line of a connection of this client. */
  static String cookie(PlannedClient plan) {
    return user(plan.user(), "Cookie: user=");
  }

  private static String user(String user, String before) {
    return user.equals(Stamp.ANYONE) ? "" : before + user + "\r\n";
  }

  /** What the origin makes of the requests of this client for this resource. */
  static Reading reading(PlannedClient plan, PlannedResource resource, Interest interest) {
    boolean isByCookie = resource.readers() == PlannedResource.Readers.BY_COOKIE;
    return Reading.of(resource, isByCookie ? plan.user() : interest.user(), interest.language());
  }

  private void live() {
    awaitUntil(() -> !isAway || isOver);
    while (!isOver()) {
      int before = departures();
      try (RawClient opened = RawClient.connect(stage.address(), plan.receiveBuffer())) {
        Conversation begun = newConversation();
        // Whether what it waits for is due is judged in the end, for all clients together.
        converse(opened.withoutDeadline(), begun, before);
      } catch (RuntimeException | AssertionError failure) {
        judge(failure, before);
      }
      breathe();
      awaitUntil(() -> !isAway || isOver);
    }
  }

  private Conversation newConversation() {
    return switch (plan.form()) {
      case STREAM -> new StreamConversation(this);
      case COMET -> new CometConversation(this);
      case LONG_POLL -> new LongPollConversation(this);
    };
  }

  private void converse(RawClient opened, Conversation begun, int before) {
    if (hasBegun(opened, begun, before)) {
      try {
        begun.converse(opened);
      } finally {
        hasEnded(opened);
      }
    }
  }

  /** From here on it is nobody's to close but who has opened it. */
  private synchronized void hasEnded(RawClient opened) {
    if (connection == opened) {
      connection = null;
      conversation = null;
    }
  }

  private synchronized boolean hasBegun(RawClient opened, Conversation begun, int before) {
    boolean stays = departures == before && !isAway;
    if (stays) {
      connection = opened;
      conversation = begun;
      helds.values().forEach(Held::comesAnew);
    }
    return stays;
  }

  /** Who has left does not wonder what happens to the connection. */
  private void judge(Throwable failure, int departuresBefore) {
    if (departures() != departuresBefore) {
      return;
    }
    Violation violation =
        failure instanceof Violation known
            ? known
            : new Violation(Property.FRAMING, "ends where it should not: " + failure);
    stage.violated(violation.with(plan + "\n" + traces()));
  }

  String traces() {
    StringBuilder traces = new StringBuilder();
    helds
        .values()
        .forEach(held -> traces.append(held).append('\n').append(held.trace()).append('\n'));
    return traces.toString();
  }

  private synchronized boolean isOver() {
    return isOver;
  }

  private synchronized int departures() {
    return departures;
  }

  private synchronized void awaitUntil(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
