package org.nativecomet.conformance.cases;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Requests;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.WireException;

/** Finds out what a server offers, by trying. */
public final class Probes {
  private static final Map<Capability, Predicate<Scene>> PROBES =
      Map.of(
          Capability.TUNNEL, TunnelCases::opens,
          Capability.H2, VersionCases::isSpoken,
          Capability.GZIP, Probes::compresses,
          Capability.APPEND, UpdateCases::sendsParts,
          Capability.CACHE, CacheCases::reuses);

  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(4);
  private static final Duration QUICK = Duration.ofMillis(40);
  private static final int ENOUGH = 10;

  private Probes() {}

  /**
   * Whether the server can be tested at all.
   *
   * @return why not; empty if it can
   */
  public static Optional<String> obstacle(Target target, Optional<OriginServer> origin) {
    try (Scene scene = new Scene(target, origin, "probe/0")) {
      scene.arrange("/there", "a resource of the suite");
      Answer answer = scene.ask("GET {/there}", "");
      if (answer.status() == 200 && answer.content().equals("a resource of the suite")) {
        return Optional.empty();
      }
      return Optional.of(
          (origin.isPresent()
                  ? "a GET through the gateway did not bring what the suite's origin has"
                  : "a GET did not bring what was PUT before")
              + "; the answer was "
              + answer.describe());
    } catch (Disagreement | WireException e) {
      return Optional.of("at " + target.base() + ", " + e.getMessage());
    }
  }

  /**
   * The capabilities that can be probed and are there.
   *
   * @param told those that need not be tried
   */
  public static Set<Capability> probe(
      Target target, Optional<OriginServer> origin, Set<Capability> told) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    Map<Capability, Predicate<Scene>> probes = new EnumMap<>(PROBES);
    probes.keySet().removeAll(told);
    if (origin.isEmpty()) {
      probes.remove(Capability.CACHE);
    }
    probes.forEach(
        (capability, probe) -> {
          try (Scene scene = new Scene(target, origin, "probe/" + capability.label())) {
            if (probe.test(scene)) {
              found.add(capability);
            }
          } catch (Disagreement | WireException no) {
            // A server that cannot be talked to about it does not offer it.
          }
        });
    return found;
  }

  /**
   * Uses the server for a moment before anything is measured: one that was started just now is slow
   * at everything that it does for the first time.
   */
  public static void warmUp(Target target, Optional<OriginServer> origin) {
    long end = System.nanoTime() + target.scaled(LONGEST_WARM_UP).toNanos();
    try (Scene scene = new Scene(target, origin, "probe/warm-up")) {
      scene.arrange("/r", "one");
      int quick = 0;
      while (quick < ENOUGH && System.nanoTime() < end) {
        long start = System.nanoTime();
        scene.ask("GET {/r}", "");
        String name = "warm-up " + start;
        scene
            .openStream(name)
            .send(scene.octets(Requests.whole("GET {/r}", "", Given.FROM_THE_BEGINNING)));
        scene.stream(name).await(answer -> true, target.within(), "an answer");
        quick = System.nanoTime() - start < QUICK.toNanos() ? quick + 1 : 0;
      }
    } catch (Disagreement | WireException no) {
      // It is for the cases to say what is wrong with the server.
    }
  }

  private static boolean compresses(Scene scene) {
    return scene
        .openStream("probe", "Accept-Encoding: gzip")
        .head()
        .fields()
        .has("Content-Encoding");
  }
}
