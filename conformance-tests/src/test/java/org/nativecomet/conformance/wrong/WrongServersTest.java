package org.nativecomet.conformance.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nativecomet.conformance.cases.Catalog;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Declared;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Runner;
import org.nativecomet.conformance.suite.Selector;
import org.nativecomet.conformance.suite.Verdict;
import org.nativecomet.spec.Specification;

/** The suite is trusted as far as it finds wrong servers out, and leaves a right one alone. */
class WrongServersTest {
  private static final Specification SPECIFICATION = Specification.load();
  private static final int AT_A_TIME = 12;

  /** Cases that no wrong server fails, by pattern, and why. */
  private static final Map<String, String> UNPROVEN =
      Map.of(
          "SUB-39/*", "an observation: both answers conform",
          "CCH-11/*", "an observation: both answers conform");

  @Test
  void aRightServerPasses() throws IOException {
    Report report = run(1, Catalog.all(), Set.of());

    assertThat(report.results())
        .filteredOn(result -> isFound(result.verdict()) || isBroken(result.verdict()))
        .filteredOn(result -> !UNPROVEN.keySet().stream().anyMatch(p -> selects(p, result)))
        .extracting(
            result -> result.testCase().id() + ": " + result.expected() + " / " + result.actual())
        .isEmpty();
  }

  @Test
  void everyWrongServerIsFoundOutByTheCasesForIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    List<Callable<List<String>>> proofs = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      proofs.add(() -> notFoundOut(fault));
    }
    List<String> missed = new ArrayList<>();
    for (Future<List<String>> proof : threads.invokeAll(proofs)) {
      missed.addAll(proof.get());
    }
    threads.shutdownNow();

    assertThat(missed).isEmpty();
  }

  @Test
  void everyCaseIsProvenOrHasAReason() {
    Set<String> proven =
        Arrays.stream(Fault.values())
            .flatMap(fault -> cases(fault).stream())
            .map(Case::id)
            .collect(Collectors.toSet());
    Set<String> unproven =
        Catalog.all().stream()
            .filter(c -> UNPROVEN.keySet().stream().noneMatch(p -> new Selector(p).selects(c)))
            .map(Case::id)
            .filter(id -> !proven.contains(id))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unproven).isEmpty();
  }

  @Test
  void everyPatternMeansACase() {
    for (Fault fault : Fault.values()) {
      for (String pattern : fault.cases()) {
        assertThat(Catalog.all())
            .as(fault + " " + pattern)
            .anyMatch(new Selector(pattern)::selects);
      }
    }
  }

  /** A loaded machine can make it seem that silence was kept; so what was missed is tried again. */
  private static List<String> notFoundOut(Fault fault) throws IOException {
    List<Case> missed = missed(fault, cases(fault), 0.7);
    if (!missed.isEmpty()) {
      missed = missed(fault, missed, 2.5);
    }
    return missed.stream().map(c -> fault + " " + c.id()).toList();
  }

  private static List<Case> missed(Fault fault, List<Case> cases, double patience)
      throws IOException {
    return run(patience, cases, Set.of(Capability.CACHE), fault).results().stream()
        .filter(result -> !isFound(result.verdict()))
        .map(CaseResult::testCase)
        .toList();
  }

  private static Report run(
      double patience, List<Case> cases, Set<Capability> more, Fault... faults) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (OriginServer origin = OriginServer.listen(any);
        RightServer server = RightServer.start(origin.address(), faults)) {
      Set<Capability> capabilities =
          EnumSet.of(
              Capability.GATEWAY,
              Capability.STREAM,
              Capability.SUBSCRIBE,
              Capability.LONG_POLL,
              Capability.CROSS_ORIGIN,
              Capability.APPEND,
              Capability.GZIP,
              Capability.TUNNEL,
              Capability.PUBLISH,
              Capability.H2);
      capabilities.addAll(more);
      Declared declared =
          Declared.usual()
              .with(Map.of("heartbeat", "1s", "detection", "1s", "wait", "3s", "max-wait", "3s"));
      Target target =
          new Target(
              URI.create("http://" + server.authority()),
              "",
              declared,
              capabilities,
              patience,
              Optional.of(server.notices()));
      return new Runner(target, Optional.of(origin), SPECIFICATION, AT_A_TIME)
          .run(cases, Runner.Listener.NONE);
    }
  }

  private static List<Case> cases(Fault fault) {
    return Selector.select(fault.cases().stream().map(Selector::new).toList(), Catalog.all());
  }

  private static boolean selects(String pattern, CaseResult result) {
    return new Selector(pattern).selects(result.testCase());
  }

  private static boolean isFound(Verdict verdict) {
    return verdict == Verdict.FAIL || verdict == Verdict.WARN || verdict == Verdict.NO;
  }

  private static boolean isBroken(Verdict verdict) {
    return verdict == Verdict.SETUP_FAILED || verdict == Verdict.HARNESS_ERROR;
  }
}
