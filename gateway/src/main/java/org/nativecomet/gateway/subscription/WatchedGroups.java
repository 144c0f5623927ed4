package org.nativecomet.gateway.subscription;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.ChangeClock;
import org.nativecomet.gateway.change.Extent;

/**
 * Which variants are in which group (RFC 9875), and which groups have changed lately: a variant
 * learns its groups from the very response that may be too old.
 *
 * <p>Threading: any thread. A change is remembered before the members are looked up, and a member
 * is entered before it looks for changes, so one of the two sees the other.
 */
final class WatchedGroups {
  private final ConcurrentMap<String, Set<Variant>> members = new ConcurrentHashMap<>();
  private final ChangeClock clock = new ChangeClock();

  /** The moment now; to be taken before the origin is asked. */
  long now() {
    return clock.now();
  }

  /** The variant is in these groups now. */
  void move(Variant variant, Set<String> from, Set<String> to) {
    if (from.equals(to)) {
      return;
    }
    for (String group : to) {
      members.compute(group, (name, variants) -> joined(variants, variant));
    }
    for (String group : from) {
      if (!to.contains(group)) {
        members.computeIfPresent(group, (name, variants) -> left(variants, variant));
      }
    }
  }

  /** A group has changed: its members. */
  List<Variant> changed(Extent.InGroup change) {
    clock.remember(change);
    return members.getOrDefault(change.group(), Set.of()).stream()
        .filter(variant -> change.scope().test(variant.target()))
        .toList();
  }

  /** Whether one of the groups has changed since the moment. */
  boolean hasChangedSince(long moment, Variant variant, Set<String> groups) {
    return !groups.isEmpty() && clock.hasChangedSince(moment, variant.target(), groups);
  }

  int size() {
    return members.size();
  }

  private static Set<Variant> joined(@Nullable Set<Variant> variants, Variant variant) {
    Set<Variant> all = variants == null ? ConcurrentHashMap.newKeySet(1) : variants;
    all.add(variant);
    return all;
  }

  private static @Nullable Set<Variant> left(Set<Variant> variants, Variant variant) {
    variants.remove(variant);
    return variants.isEmpty() ? null : variants;
  }
}
