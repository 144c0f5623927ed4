package org.nativecomet.gateway.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Which targets have stored responses: in the order of their paths, and by group, so that finding
 * what an extent covers costs what it finds.
 *
 * <p>Threading: any thread; two changes for one target come one after another.
 */
final class StoreIndex {
  /** The sets are never changed but replaced: a concurrent ordered map may apply a change twice. */
  private final ConcurrentNavigableMap<String, Set<TargetUri>> byPath =
      new ConcurrentSkipListMap<>();

  private final ConcurrentMap<String, Set<TargetUri>> byGroup = new ConcurrentHashMap<>();

  /** The target has a stored response, in these groups. */
  void add(TargetUri target, Set<String> groups) {
    byPath.compute(target.pathAndQuery(), (path, targets) -> including(targets, target));
    for (String group : groups) {
      byGroup.compute(group, (name, members) -> joined(members, target));
    }
  }

  /** The target has no stored response in these groups any more. */
  void leave(TargetUri target, Set<String> groups) {
    for (String group : groups) {
      byGroup.computeIfPresent(
          group,
          (name, members) -> {
            members.remove(target);
            return members.isEmpty() ? null : members;
          });
    }
  }

  /** The target has no stored response any more. */
  void remove(TargetUri target) {
    byPath.computeIfPresent(target.pathAndQuery(), (path, targets) -> excluding(targets, target));
  }

  /** The targets that the extent covers. */
  List<TargetUri> find(Extent extent) {
    List<TargetUri> found = new ArrayList<>();
    if (extent instanceof Extent.ByPath paths) {
      for (String path : paths.in(byPath.keySet())) {
        byPath.getOrDefault(path, Set.of()).stream().filter(paths.scope()).forEach(found::add);
      }
    } else if (extent instanceof Extent.InGroup group) {
      byGroup.getOrDefault(group.group(), Set.of()).stream()
          .filter(group.scope())
          .forEach(found::add);
    }
    return found;
  }

  int paths() {
    return byPath.size();
  }

  int groups() {
    return byGroup.size();
  }

  private static Set<TargetUri> including(@Nullable Set<TargetUri> targets, TargetUri target) {
    if (targets == null) {
      return Set.of(target);
    }
    if (targets.contains(target)) {
      return targets;
    }
    Set<TargetUri> all = new HashSet<>(targets);
    all.add(target);
    return Set.copyOf(all);
  }

  private static @Nullable Set<TargetUri> excluding(Set<TargetUri> targets, TargetUri target) {
    Set<TargetUri> others = new HashSet<>(targets);
    others.remove(target);
    return others.isEmpty() ? null : Set.copyOf(others);
  }

  private static Set<TargetUri> joined(@Nullable Set<TargetUri> members, TargetUri target) {
    Set<TargetUri> all = members == null ? ConcurrentHashMap.newKeySet(1) : members;
    all.add(target);
    return all;
  }
}
