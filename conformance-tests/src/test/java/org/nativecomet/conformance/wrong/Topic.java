package org.nativecomet.conformance.wrong;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** The states of one resource as one kind of request sees it, fetched once for all who watch. */
final class Topic {
  private static final long POLL_MILLIS = 250;
  private static final long STALE_IF_ERROR_MILLIS = 1500;

  private final Asked asked;
  private final OriginCaller caller;
  private final Set<Fault> faults;
  private @Nullable Answer latest;
  private long sequence;
  private int watchers;
  private long failingSince;
  private boolean deleted;
  private boolean signalled;
  private boolean patientWithErrors;

  Topic(Asked asked, OriginCaller caller, Set<Fault> faults) {
    this.asked = asked;
    this.caller = caller;
    this.faults = faults;
  }

  synchronized void join() {
    if (watchers++ == 0) {
      Thread poller = new Thread(this::poll, "poller");
      poller.setDaemon(true);
      poller.start();
    }
  }

  synchronized void leave() {
    if (!faults.contains(Fault.POLLS_FOR_EVER)) {
      watchers--;
    }
    notifyAll();
  }

  /** Called before a DELETE is passed on, whose effect could be seen before its answer. */
  synchronized void expectDeletion(boolean expected) {
    deleted = expected;
  }

  synchronized void signal(boolean delete) {
    deleted |= delete;
    signalled = true;
    notifyAll();
  }

  /** Looks at the origin; the number of the state that is current then. */
  long refresh() {
    // One at a time, outside the lock that waiting watchers need.
    synchronized (asked) {
      Answer before;
      synchronized (this) {
        before = latest;
      }
      Answer answer = fetch(before);
      synchronized (this) {
        take(before, answer);
        return sequence;
      }
    }
  }

  synchronized Answer latest() {
    return java.util.Objects.requireNonNull(latest);
  }

  /** The number of a later state, or the same after a while. */
  synchronized long after(long seen, long millis) {
    long end = System.currentTimeMillis() + millis;
    while (sequence == seen && System.currentTimeMillis() < end) {
      try {
        wait(Math.max(1, end - System.currentTimeMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return sequence;
      }
    }
    return sequence;
  }

  private Answer fetch(@Nullable Answer before) {
    Fields fields = asked.fields();
    if (before != null && before.status() == 200 && !faults.contains(Fault.UNCONDITIONAL)) {
      fields =
          before
              .fields()
              .first("ETag")
              .map(tag -> asked.fields().with("If-None-Match: " + tag))
              .orElse(asked.fields());
    }
    return caller.call(asked.with(fields));
  }

  private void take(@Nullable Answer before, Answer answer) {
    if (before != null && isSame(before, answer)) {
      failingSince = 0;
      if (faults.contains(Fault.EVERY_LOOK_IS_AN_UPDATE)) {
        sequence++;
        notifyAll();
      }
      return;
    }
    if (before != null && before.status() == 200 && answer.status() >= 500) {
      if (failingSince == 0) {
        failingSince = System.currentTimeMillis();
      }
      patientWithErrors |=
          before.fields().first("Cache-Control").orElse("").contains("stale-if-error=30");
      long limit = patientWithErrors ? 30_000 : STALE_IF_ERROR_MILLIS;
      if (faults.contains(Fault.HIDES_ERRORS)
          || (!faults.contains(Fault.DELIVERS_ERRORS)
              && System.currentTimeMillis() - failingSince < limit)) {
        return;
      }
      answer =
          faults.contains(Fault.DELIVERS_ERRORS)
              ? answer
              : Answers.upstream("http_response_status");
    } else {
      failingSince = 0;
    }
    if (faults.contains(Fault.FORWARD_ONLY)
        && before != null
        && before.status() == 200
        && answer.fields().first("Last-Modified").orElse("").endsWith("00:00:00 GMT")) {
      return;
    }
    if (answer.status() == 404 && deleted && !faults.contains(Fault.GONE_IS_NOT_FOUND)) {
      answer =
          faults.contains(Fault.GONE_IS_STORABLE)
              ? Answers.with(Answers.of(410, ""), Fields.of())
              : Answers.problem(410, "deleted");
    } else if (deleted && faults.contains(Fault.DELETE_IS_GONE)) {
      answer = Answers.problem(410, "deleted");
    } else if (answer.status() == 404 && faults.contains(Fault.NOT_FOUND_IS_GONE)) {
      answer = Answers.problem(410, "guessed");
    } else if (answer.status() == 404
        && !deleted
        && faults.contains(Fault.KEEPS_WATCHING)
        && before != null) {
      return;
    }
    if (before != null && faults.contains(Fault.KEEPS_WATCHING) && answer.status() != 200) {
      return;
    }
    if (answer.status() == 200) {
      deleted = false;
    }
    latest = answer;
    sequence++;
    notifyAll();
  }

  private boolean isSame(Answer before, Answer answer) {
    if (answer.status() == 304) {
      return true;
    }
    if (answer.status() != before.status() || answer.status() != 200) {
      return answer.status() == before.status();
    }
    String tag = answer.fields().first("ETag").orElse("");
    return tag.isEmpty()
        ? answer.content().equals(before.content())
        : tag.equals(before.fields().first("ETag").orElse("none"));
  }

  private void poll() {
    while (true) {
      synchronized (this) {
        long end = System.currentTimeMillis() + interval();
        while (!signalled && watchers > 0 && System.currentTimeMillis() < end) {
          try {
            wait(Math.max(1, end - System.currentTimeMillis()));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
        }
        if (watchers == 0) {
          return;
        }
        signalled = false;
      }
      refresh();
    }
  }

  private long interval() {
    if (faults.contains(Fault.NEVER_POLLS)) {
      return 3_600_000;
    }
    if (faults.contains(Fault.IGNORES_NOTICES)) {
      return 2500;
    }
    if (faults.contains(Fault.IGNORES_WRITES)
        || faults.contains(Fault.IGNORES_LOCATION)
        || faults.contains(Fault.ONLY_PUT_CHANGES)) {
      return 3000;
    }
    return faults.contains(Fault.POLLS_PER_SUBSCRIBER)
        ? Math.max(1, POLL_MILLIS / Math.max(1, watchers))
        : POLL_MILLIS;
  }
}
