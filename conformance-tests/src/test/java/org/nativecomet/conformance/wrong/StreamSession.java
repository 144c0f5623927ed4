package org.nativecomet.conformance.wrong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.nativecomet.conformance.wire.Answer;

/** One stream: its requests, its subscriptions, its order. */
final class StreamSession {
  private static final int MAX_IN_FLIGHT = 64;
  private static final int MAX_SUBSCRIPTIONS = 1000;

  private final EnclosedReader requests;
  private final Out out;
  private final InnerRules rules;
  private final OriginCaller caller;
  private final Hub hub;
  private final ExecutorService threads;
  private final Set<Fault> faults;
  private final Semaphore room;
  private final Set<String> activeIds = ConcurrentHashMap.newKeySet();
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> writes = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> unnamed = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> open = new ArrayList<>();
  private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

  StreamSession(
      EnclosedReader requests,
      Out out,
      InnerRules rules,
      OriginCaller caller,
      Hub hub,
      ExecutorService threads,
      Set<Fault> faults) {
    this.requests = requests;
    this.out = out;
    this.rules = rules;
    this.caller = caller;
    this.hub = hub;
    this.threads = threads;
    this.faults = faults;
    this.room = new Semaphore(faults.contains(Fault.NO_LIMIT) ? 100_000 : MAX_IN_FLIGHT);
  }

  /** Reads to the end of the request stream; whether that was clean. */
  boolean run() {
    while (true) {
      try {
        Optional<Asked> asked = requests.next();
        if (asked.isEmpty()) {
          finish();
          return true;
        }
        accept(asked.get());
      } catch (EnclosedReader.Fatal fatal) {
        if (faults.contains(Fault.REPAIRS)) {
          requests.repair();
        } else if (fatal.status() != 200 && !fatal(fatal)) {
          return false;
        }
      }
    }
  }

  void abandon() {
    if (!faults.contains(Fault.POLLS_FOR_EVER)) {
      watches.values().forEach(Watch::close);
    }
  }

  private boolean fatal(EnclosedReader.Fatal fatal) {
    if (!faults.contains(Fault.FATAL_LOSES_OTHERS)) {
      join(open);
    }
    Answer problem =
        Answers.problem(fatal.status(), String.valueOf(fatal.getMessage()), "Connection: close");
    if (faults.contains(Fault.FATAL_NAMED)) {
      problem = Answers.with(problem, problem.fields().with("Exchange-Id: ok"));
    }
    out.send(problem, false);
    if (faults.contains(Fault.FATAL_TWICE)) {
      out.send(problem, false);
    }
    if (faults.contains(Fault.FATAL_GOES_ON)) {
      requests.repair();
      return true;
    }
    abandon();
    if (faults.contains(Fault.FATAL_CUTS)) {
      return false;
    }
    out.end(true);
    return false;
  }

  private void finish() {
    if (faults.contains(Fault.END_ENDS_ALL)) {
      abandon();
    }
    if (!faults.contains(Fault.ENDS_EARLY)) {
      join(open);
    }
    while (!watches.isEmpty() && !faults.contains(Fault.END_ENDS_ALL)) {
      pause();
      watches.values().removeIf(watch -> !activeIds.contains(key(watch.asked())));
    }
    if (!faults.contains(Fault.NEVER_ENDS)) {
      out.end();
    }
  }

  private void accept(Asked asked) {
    Optional<Answer> refusal = rules.refusal(asked);
    if (refusal.isPresent()) {
      send(asked, refusal.get(), false);
      return;
    }
    if (asked.fields().first("Subscribe").orElse("").equals("none")
        && !faults.contains(Fault.NO_CANCEL)) {
      cancel(asked);
    } else if (subscribes(asked)) {
      subscribe(asked);
    } else {
      claim(asked.id());
      exchange(asked);
    }
  }

  private boolean subscribes(Asked asked) {
    boolean dated = asked.fields().has("When-Modified-After");
    return (asked.isSubscription()
            && !faults.contains(Fault.NEEDS_ACCEPT)
            && (dated || !faults.contains(Fault.NO_WHEN_NONE_MATCH)))
        || (faults.contains(Fault.SUBSCRIBES_ANY_METHOD) && dated)
        || faults.contains(Fault.SUBSCRIBES_ALL);
  }

  private void exchange(Asked asked) {
    room.acquireUninterruptibly();
    String path = asked.path().replaceFirst("\\?.*", "");
    CompletableFuture<Void> ready =
        asked.isSafe() || faults.contains(Fault.WRITES_TOGETHER)
            ? faults.contains(Fault.READS_DO_NOT_WAIT) ? done() : writes.getOrDefault(path, done())
            : lastWrite;
    if (faults.contains(Fault.ONE_AT_A_TIME)) {
      ready = open.isEmpty() ? done() : open.get(open.size() - 1);
    }
    if (faults.contains(Fault.WRITES_BLOCK_ALL) && asked.isSafe()) {
      ready = lastWrite;
    }
    CompletableFuture<Void> mayWrite =
        asked.id().isEmpty() && !faults.contains(Fault.UNNAMED_ANY_ORDER)
            ? unnamed.getOrDefault(asked.target(), done())
            : done();
    CompletableFuture<Void> answered =
        ready
            .thenRunAsync(() -> perform(asked, mayWrite), threads)
            .whenComplete((v, e) -> room.release());
    if (!asked.isSafe()) {
      lastWrite = answered;
      writes.put(path, answered);
    }
    if (asked.id().isEmpty()) {
      unnamed.put(asked.target(), answered);
    }
    synchronized (open) {
      open.add(answered);
    }
  }

  private void perform(Asked asked, CompletableFuture<Void> mayWrite) {
    Answer answer;
    if (faults.contains(Fault.READS_DO_NOT_WAIT) && !asked.isSafe()) {
      pause();
      pause();
    }
    hub.writing(asked);
    answer = caller.call(rules.admitted(asked));
    if (!asked.isSafe() && faults.contains(Fault.UPDATE_FIRST)) {
      hub.written(asked, answer);
      pause();
      pause();
    }
    mayWrite.join();
    if (!faults.contains(Fault.ID_STAYS)) {
      activeIds.remove(asked.id());
    }
    send(asked, answer, false);
    if (!asked.isSafe() && !faults.contains(Fault.UPDATE_FIRST)) {
      hub.written(asked, answer);
    }
  }

  private void subscribe(Asked asked) {
    if (watches.size() >= MAX_SUBSCRIPTIONS && !faults.contains(Fault.NO_LIMIT)) {
      send(asked, Answers.problem(429, "too many"), false);
      return;
    }
    if (asked.id().isEmpty() && !faults.contains(Fault.UNNAMED_PILE_UP)) {
      Watch before = watches.remove(key(asked));
      if (before != null) {
        before.close();
        activeIds.remove(key(asked));
      }
    }
    claim(
        faults.contains(Fault.ONE_PER_TARGET) || faults.contains(Fault.UNNAMED_PILE_UP)
            ? ""
            : key(asked));
    Watch[] watch = new Watch[1];
    watch[0] =
        new Watch(
            asked,
            hub.topic(rules.admitted(asked)),
            (answer, last) -> deliver(asked, answer, last, watch[0]),
            faults);
    if ((faults.contains(Fault.ONE_SUBSCRIPTION) && !watches.isEmpty())
        || (faults.contains(Fault.ONE_PER_TARGET)
            && watches.values().stream().anyMatch(w -> w.asked().path().equals(asked.path())))) {
      send(asked, Answers.of(304, ""), false);
      return;
    }
    watches.put(
        key(asked) + (faults.contains(Fault.UNNAMED_PILE_UP) ? System.nanoTime() : ""), watch[0]);
    activeIds.add(key(asked));
    threads.execute(watch[0]);
  }

  private void deliver(Asked asked, Answer answer, boolean last, Watch watch) {
    String path = asked.path().replaceFirst("\\?.*", "");
    if (!faults.contains(Fault.UPDATE_FIRST)) {
      writes.getOrDefault(path, done()).join();
    }
    if (last) {
      watches.values().remove(watch);
      activeIds.remove(key(asked));
    }
    if (faults.contains(Fault.NOT_TO_WRITERS) && writes.containsKey(path)) {
      return;
    }
    send(asked, answer, true);
  }

  private void cancel(Asked asked) {
    String name = asked.fields().first("Cancel-Exchange").orElse("");
    Collection<Watch> ended = new ArrayList<>();
    watches.forEach(
        (key, watch) -> {
          if ((name.isEmpty() || faults.contains(Fault.CANCELS_ALL))
              ? watch.asked().path().equals(asked.path())
              : key.equals(name)) {
            ended.add(watch);
          }
        });
    if (!faults.contains(Fault.CANCELS_NOTHING)) {
      ended.forEach(Watch::close);
      watches.values().removeAll(ended);
      ended.forEach(watch -> activeIds.remove(key(watch.asked())));
    }
    send(
        asked,
        ended.isEmpty() && !faults.contains(Fault.ALWAYS_CANCELLED)
            ? Answers.problem(404, "nothing to end")
            : Answers.of(204, "", "Subscribed: none"),
        true);
  }

  private void claim(String id) {
    if (!id.isEmpty() && !activeIds.add(id) && !faults.contains(Fault.SAME_IDS)) {
      throw new EnclosedReader.Fatal(400, "an Exchange-Id is in use");
    }
  }

  private void send(Asked asked, Answer answer, boolean update) {
    if (faults.contains(Fault.ERRORS_UNNAMED) && answer.status() >= 400) {
      Asked nameless = asked.with(asked.fields().without("Exchange-Id"));
      out.send(rules.labelled(nameless, answer, update), asked.method().equals("HEAD"));
    } else if (faults.contains(Fault.UPDATES_UNNAMED) && update) {
      Asked nameless = asked.with(asked.fields().without("Exchange-Id"));
      out.send(rules.labelled(nameless, answer, update), false);
    } else {
      out.send(
          rules.labelled(asked, answer, update),
          asked.method().equals("HEAD") && !faults.contains(Fault.HEAD_WITH_CONTENT));
    }
  }

  private static String key(Asked asked) {
    return asked.id().isEmpty() ? " " + asked.target() : asked.id();
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private static void join(List<CompletableFuture<Void>> all) {
    List<CompletableFuture<Void>> now;
    synchronized (all) {
      now = List.copyOf(all);
    }
    now.forEach(future -> future.exceptionally(e -> null).join());
  }

  private static void pause() {
    try {
      Thread.sleep(40);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
