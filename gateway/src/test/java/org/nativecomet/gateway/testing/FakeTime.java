package org.nativecomet.gateway.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Timers;

/** A clock and timers that move only when told, on the thread that tells them. */
public final class FakeTime extends Clock implements Timers {
  private record Task(Instant due, long order, Runnable action) {}

  private final List<Task> tasks = new ArrayList<>();
  private Instant now;
  private long order;

  public FakeTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Scheduled after(Duration delay, Runnable action) {
    Task task = new Task(now.plus(delay), order++, action);
    tasks.add(task);
    return () -> forget(task);
  }

  /** Moves time forward and runs what becomes due, in order, each at its own time. */
  public void advance(Duration duration) {
    Instant end = instant().plus(duration);
    for (Optional<Task> due = takeDue(end); due.isPresent(); due = takeDue(end)) {
      due.get().action().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  /** How many tasks wait for their time. */
  public synchronized int waiting() {
    return tasks.size();
  }

  private synchronized Optional<Task> takeDue(Instant end) {
    Optional<Task> due =
        tasks.stream()
            .filter(task -> !task.due().isAfter(end))
            .min(Comparator.comparing(Task::due).thenComparing(Task::order));
    due.ifPresent(
        task -> {
          tasks.remove(task);
          now = task.due();
        });
    return due;
  }

  private synchronized void forget(Task task) {
    tasks.remove(task);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
