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

  /** A variant that is in no group yet. */
  Entry entry(Variant variant) {
    return new Entry(variant);
  }

  /**
   * The groups that one variant is in.
   *
   * <p>Threading: guarded by the variant.
   */
  final class Entry {
    private final Variant variant;
    private Set<String> groups = Set.of();

    private Entry(Variant variant) {
      this.variant = variant;
    }

    /** It is in these now. */
    void belongTo(Set<String> named) {
      move(variant, groups, named);
      groups = named;
    }

    /** Whether one of them has changed since the moment. */
    boolean haveChangedSince(long moment) {
      return !groups.isEmpty() && clock.hasChangedSince(moment, variant.target(), groups);
    }
  }

  private void move(Variant variant, Set<String> from, Set<String> to) {
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
