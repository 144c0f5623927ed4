package org.nativecomet.gateway.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The variants of one path that somebody watches, under whatever authority, and what those showed
 * that have gone.
 *
 * <p>Threading: guarded by the hub, which looks at it only inside an atomic operation of its map.
 */
final class Watched {
  /**
   * Of how many that have gone it is known what they showed. It matters while an answer is on its
   * way that was asked for before; the one that went longest ago is forgotten first.
   */
  private static final int MOST_DEPARTED = 64;

  private record Departed(TargetUri target, Sharing sharing) {}

  /** Those that others may join. */
  private final List<Variant> shared = new ArrayList<>(1);

  /** All others, which nobody joins but members of the same circle. */
  private final Set<Variant> apart = new LinkedHashSet<>();

  /** Of those, the ones that are for a circle. */
  private final Map<Circle, Variant> byCircle = new HashMap<>();

  private final Map<Variant, Circle> circles = new HashMap<>();
  private final Map<Departed, Shown> departed = new LinkedHashMap<>(0);
  private final OwnFetches ownFetches;

  Watched(OwnFetches ownFetches) {
    this.ownFetches = ownFetches;
  }

  /** A variant for this subscriber: one that is there and matches, or else a new one. */
  Variant variantFor(Subscriber subscriber, Function<OwnFetches, Variant> newVariant) {
    TargetUri target = subscriber.request().request().target();
    Optional<Variant> ofItsCircle =
        subscriber
            .clearance()
            .map(clearance -> byCircle.get(clearance.circle()))
            .filter(variant -> variant.matches(subscriber));
    if (ofItsCircle.isPresent()) {
      return ofItsCircle.get();
    }
    for (Variant variant : shared) {
      if (variant.target().equals(target) && variant.matches(subscriber)) {
        return variant;
      }
    }
    Variant variant = newVariant.apply(ownFetches);
    add(variant);
    return variant;
  }

  /** What the other variants show that anybody may join, and what those showed that have gone. */
  List<Shown> shownBeside(Variant variant) {
    List<Shown> beside = new ArrayList<>(0);
    for (Map.Entry<Departed, Shown> gone : departed.entrySet()) {
      if (gone.getKey().target().equals(variant.target())) {
        beside.add(gone.getValue());
      }
    }
    for (Variant other : shared) {
      if (other != variant && other.target().equals(variant.target())) {
        other.shownToAll().ifPresent(beside::add);
      }
    }
    return beside;
  }

  /**
   * It is known now whom the variant is for.
   *
   * @return the one that has to make way, where there are now two for the same
   */
  Optional<Variant> settle(Variant variant) {
    if (!remove(variant)) {
      // Everybody was answered and left before it came to this.
      return Optional.empty();
    }
    add(variant);
    Optional<Circle> circle = variant.circle();
    return circle.isPresent()
        ? settle(variant, circle.get())
        : twinOf(variant).map(twin -> variant);
  }

  /** Another variant that is for the same requests. */
  Optional<Variant> twinOf(Variant variant) {
    return shared.stream()
        .filter(other -> other.target().equals(variant.target()) && other.isTwinOf(variant))
        .findFirst();
  }

  private Optional<Variant> settle(Variant variant, Circle circle) {
    Variant other = byCircle.get(circle);
    if (other == null || !other.circle().equals(Optional.of(circle))) {
      enter(variant, circle);
      return Optional.empty();
    }
    if (other.size() >= variant.size()) {
      return Optional.of(variant);
    }
    enter(variant, circle);
    return Optional.of(other);
  }

  private void enter(Variant variant, Circle circle) {
    byCircle.put(circle, variant);
    circles.put(variant, circle);
  }

  /** It has come to its end. */
  void forget(Variant variant) {
    remove(variant);
    variant.shownToAll().ifPresent(shown -> remember(variant.target(), shown));
  }

  private void remember(TargetUri target, Shown shown) {
    Departed key = new Departed(target, shown.sharing());
    departed.remove(key);
    departed.put(key, shown);
    if (departed.size() > MOST_DEPARTED) {
      departed.remove(departed.keySet().iterator().next());
    }
  }

  /** Says whether it was there. */
  private boolean remove(Variant variant) {
    boolean wasThere = shared.remove(variant) || apart.remove(variant);
    Circle circle = circles.remove(variant);
    if (circle != null) {
      byCircle.remove(circle, variant);
    }
    return wasThere;
  }

  boolean isEmpty() {
    return shared.isEmpty() && apart.isEmpty();
  }

  /** All variants, as they are now. */
  List<Variant> variants() {
    List<Variant> all = new ArrayList<>(shared);
    all.addAll(apart);
    return all;
  }

  private void add(Variant variant) {
    if (variant.isOpenToOthers()) {
      shared.add(variant);
    } else {
      apart.add(variant);
    }
  }
}
