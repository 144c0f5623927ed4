package org.nativecomet.gateway.subscription;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The variants of one path that somebody watches, under whatever authority.
 *
 * <p>Threading: guarded by the hub, which looks at it only inside an atomic operation of its map.
 */
final class Watched {
  private final List<Variant> shared = new ArrayList<>(1);
  private final Set<Variant> alone = new LinkedHashSet<>();

  /** A variant for this subscriber: one that is there and matches, or else a new one. */
  Variant variantFor(Subscriber subscriber, Supplier<Variant> newVariant) {
    TargetUri target = subscriber.request().request().target();
    for (Variant variant : shared) {
      if (variant.target().equals(target) && variant.matches(subscriber)) {
        return variant;
      }
    }
    Variant variant = newVariant.get();
    add(variant);
    return variant;
  }

  /**
   * It is known now whom the variant is for.
   *
   * @return another one that is for the same requests, where there is one
   */
  Optional<Variant> settle(Variant variant) {
    remove(variant);
    add(variant);
    return shared.stream()
        .filter(other -> other.target().equals(variant.target()) && other.isTwinOf(variant))
        .findFirst();
  }

  void remove(Variant variant) {
    shared.remove(variant);
    alone.remove(variant);
  }

  boolean isEmpty() {
    return shared.isEmpty() && alone.isEmpty();
  }

  /** All variants, as they are now. */
  List<Variant> variants() {
    List<Variant> all = new ArrayList<>(shared);
    all.addAll(alone);
    return all;
  }

  private void add(Variant variant) {
    if (variant.isShared()) {
      shared.add(variant);
    } else {
      alone.add(variant);
    }
  }
}
