package org.nativecomet.conformance.suite;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Inapplicable;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.wire.Transcript;
import org.nativecomet.conformance.wire.WireException;
import org.nativecomet.spec.Specification;

/** Runs cases side by side, each in a scene of its own. */
public final class Runner {
  /** Told of what happens, by one thread at a time. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = result -> {};

    /** A case begins. */
    default void started(Case testCase) {}

    /** A case has ended. */
    void finished(CaseResult result);
  }

  /** No case takes longer, whatever the server does; its connections are closed then. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Target target;
  private final Optional<OriginServer> origin;
  private final Specification specification;
  private final int jobs;
  private final String run;

  /**
   * A runner.
   *
   * @param origin present where the target is a gateway
   * @param jobs cases at a time
   */
  public Runner(
      Target target, Optional<OriginServer> origin, Specification specification, int jobs) {
    this.target = target;
    this.origin = origin;
    this.specification = specification;
    this.jobs = jobs;
    this.run = "ct" + Long.toString(System.currentTimeMillis() % 1_000_000_000L, 36);
  }

  /** Runs the cases and tells the listener of each as it begins and ends. */
  public Report run(List<Case> cases, Listener listener) {
    Instant started = Clock.systemUTC().instant();
    long start = System.nanoTime();
    ExecutorService workers = Executors.newFixedThreadPool(jobs, Runner::daemon);
    ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1, Runner::daemon);
    try {
      List<CaseResult> results = runAll(cases, listener, workers, watchdog);
      return new Report(
          target, started, Duration.ofNanos(System.nanoTime() - start), results, unjudged(results));
    } finally {
      workers.shutdownNow();
      watchdog.shutdownNow();
    }
  }

  private List<CaseResult> runAll(
      List<Case> cases,
      Listener listener,
      ExecutorService workers,
      ScheduledExecutorService watchdog) {
    Map<String, CaseResult> done = new ConcurrentHashMap<>();
    for (List<Case> wave : waves(cases)) {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (Case testCase : wave) {
        int number = cases.indexOf(testCase);
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  synchronized (listener) {
                    listener.started(testCase);
                  }
                  CaseResult result = run(testCase, number, done, watchdog);
                  done.put(testCase.id(), result);
                  synchronized (listener) {
                    listener.finished(result);
                  }
                },
                workers));
      }
      running.forEach(CompletableFuture::join);
    }
    return cases.stream().map(c -> java.util.Objects.requireNonNull(done.get(c.id()))).toList();
  }

  /** Cases in an order in which each comes after the one that it depends on. */
  private static List<List<Case>> waves(List<Case> cases) {
    List<List<Case>> waves = new ArrayList<>();
    List<Case> left = new ArrayList<>(cases);
    while (!left.isEmpty()) {
      List<String> waiting = left.stream().map(Case::id).toList();
      List<Case> wave =
          left.stream()
              .filter(c -> c.dependsOn().map(other -> !waiting.contains(other)).orElse(true))
              .toList();
      if (wave.isEmpty()) {
        throw new IllegalArgumentException("cases depend on each other: " + waiting);
      }
      waves.add(wave);
      left.removeAll(wave);
    }
    return waves;
  }

  private CaseResult run(
      Case testCase, int number, Map<String, CaseResult> done, ScheduledExecutorService watchdog) {
    Kind kind = kind(testCase);
    Optional<Capability> missing =
        testCase.needs().stream().filter(need -> !target.can(need)).sorted().findFirst();
    if (missing.isPresent()) {
      return without(testCase, kind, Verdict.NOT_APPLICABLE, "needs " + missing.get().label());
    }
    Optional<CaseResult> dependency = testCase.dependsOn().map(done::get);
    if (dependency.isPresent() && dependency.get().verdict() != Verdict.PASS) {
      return without(
          testCase,
          kind,
          Verdict.DEPENDENCY_FAILED,
          dependency.get().testCase().id() + " is " + dependency.get().verdict());
    }
    return perform(testCase, kind, number, watchdog);
  }

  private CaseResult perform(
      Case testCase, Kind kind, int number, ScheduledExecutorService watchdog) {
    long start = System.nanoTime();
    Scene scene = new Scene(target, origin, run + "/" + number);
    Thread worker = Thread.currentThread();
    ScheduledFuture<?> limit =
        watchdog.schedule(
            () -> {
              scene.close();
              worker.interrupt();
            },
            target.scaled(LIMIT).toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return result(testCase, kind, perform(testCase, scene), start, scene.transcript());
    } finally {
      limit.cancel(false);
      scene.close();
      if (Thread.interrupted()) {
        scene.transcript().note("suite", "the case took too long and was ended");
      }
    }
  }

  private static Outcome perform(Case testCase, Scene scene) {
    for (Step step : testCase.steps()) {
      scene.transcript().note("suite", step.says());
      try {
        step.action().perform(scene);
      } catch (Inapplicable e) {
        return new Outcome.Inapplicable(e.reason());
      } catch (Disagreement e) {
        return unmet(step, e.expected(), e.actual());
      } catch (WireException e) {
        return unmet(step, "the server to play along", e.actual());
      } catch (InterruptedException e) {
        return unmet(step, "the case to end", "it took too long");
      } catch (RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return new Outcome.Broken(step.says() + "\n" + trace);
      }
    }
    return new Outcome.Met(scene.accepted());
  }

  private static Outcome unmet(Step step, String expected, String actual) {
    return step.setup()
        ? new Outcome.NotSetUp(step.says(), expected, actual)
        : new Outcome.Unmet(step.says(), expected, actual);
  }

  private static CaseResult result(
      Case testCase, Kind kind, Outcome outcome, long start, Transcript transcript) {
    String step = "";
    String expected = "";
    String actual = "";
    if (outcome instanceof Outcome.Unmet unmet) {
      step = unmet.step();
      expected = unmet.expected();
      actual = unmet.actual();
    } else if (outcome instanceof Outcome.NotSetUp unmet) {
      step = unmet.step();
      expected = unmet.expected();
      actual = unmet.actual();
    } else if (outcome instanceof Outcome.Inapplicable inapplicable) {
      actual = inapplicable.reason();
    } else if (outcome instanceof Outcome.Broken broken) {
      actual = broken.trace();
    } else if (outcome instanceof Outcome.Met met) {
      actual = met.accepted().isEmpty() ? "" : "accepted: " + String.join("; ", met.accepted());
    }
    return new CaseResult(
        testCase,
        kind,
        Judge.judge(kind, outcome),
        step,
        expected,
        actual,
        Duration.ofNanos(System.nanoTime() - start),
        transcript.entries());
  }

  private static CaseResult without(Case testCase, Kind kind, Verdict verdict, String why) {
    return new CaseResult(testCase, kind, verdict, "", "", why, Duration.ZERO, List.of());
  }

  private Map<String, String> unjudged(List<CaseResult> results) {
    Map<String, String> reasons = new LinkedHashMap<>();
    specification
        .requirements()
        .forEach(
            requirement -> {
              List<CaseResult> about =
                  results.stream()
                      .filter(r -> r.testCase().requirement().equals(requirement.id()))
                      .toList();
              String beyond = specification.untestable().get(requirement.id());
              if (about.isEmpty()) {
                reasons.put(requirement.id(), beyond == null ? "no case of this run" : beyond);
              } else if (about.stream().noneMatch(r -> r.verdict().isJudgement())) {
                reasons.put(
                    requirement.id(), about.get(0).verdict() + ": " + about.get(0).actual());
              }
            });
    return reasons;
  }

  private Kind kind(Case testCase) {
    return Kind.of(
        specification
            .requirement(testCase.requirement())
            .orElseThrow(() -> new IllegalArgumentException("no requirement for " + testCase.id()))
            .level());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "case");
    thread.setDaemon(true);
    return thread;
  }
}
