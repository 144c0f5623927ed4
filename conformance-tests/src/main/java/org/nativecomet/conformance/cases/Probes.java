package org.nativecomet.conformance.cases;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Disagreement;
import org.nativecomet.conformance.scene.Scene;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.WireException;

/** Finds out what a server offers, by trying. */
public final class Probes {
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
      return Optional.of(java.util.Objects.toString(e.getMessage()));
    }
  }

  /** The capabilities that can be probed and are there. */
  public static Set<Capability> probe(Target target, Optional<OriginServer> origin) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    try (Scene scene = new Scene(target, origin, "probe/1")) {
      if (TunnelCases.opens(scene)) {
        found.add(Capability.TUNNEL);
      }
    }
    try (Scene scene = new Scene(target, origin, "probe/2")) {
      if (compresses(scene)) {
        found.add(Capability.GZIP);
      }
    }
    try (Scene scene = new Scene(target, origin, "probe/3")) {
      if (sendsParts(scene)) {
        found.add(Capability.APPEND);
      }
    }
    if (origin.isPresent()) {
      try (Scene scene = new Scene(target, origin, "probe/4")) {
        if (CacheCases.reuses(scene)) {
          found.add(Capability.CACHE);
        }
      }
    }
    return found;
  }

  private static boolean compresses(Scene scene) {
    try {
      return scene
          .openStream("probe", "Accept-Encoding: gzip")
          .head()
          .fields()
          .has("Content-Encoding");
    } catch (WireException no) {
      return false;
    }
  }

  private static boolean sendsParts(Scene scene) {
    try {
      return UpdateCases.sendsParts(scene);
    } catch (WireException no) {
      return false;
    }
  }
}
