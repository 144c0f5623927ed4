package org.nativecomet.gateway.change;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.http.CachingRules;

/**
 * What a change is about where targets that are the same to the operator are known by one of them,
 * their key: every key of which at least one such target is meant.
 */
public final class KeyedExtents {
  private KeyedExtents() {}

  /** The extents of keys that together are what the extent of targets is. */
  public static List<Extent> of(Extent extent, CachingRules rules) {
    if (extent instanceof Extent.OneTarget one) {
      return ofOne(one, rules);
    }
    if (extent instanceof Extent.StartingWith start && start.octets().indexOf('?') >= 0) {
      return ofStart(start, rules);
    }
    return List.of(extent);
  }

  /** The scope knows targets as they are requested, so it is asked about one of those. */
  private static List<Extent> ofOne(Extent.OneTarget one, CachingRules rules) {
    String requested = one.pathAndQuery();
    List<Extent> extents = new ArrayList<>(1);
    for (String key : rules.keysOf(requested)) {
      extents.add(
          new Extent.OneTarget(
              key,
              named ->
                  rules.keyOf(named.at(requested)).equals(named)
                      && one.scope().test(named.at(requested))));
    }
    return extents;
  }

  /** Of a query that is cut off nobody knows what its key would have been, so all are meant. */
  private static List<Extent> ofStart(Extent.StartingWith start, CachingRules rules) {
    String path = start.octets().substring(0, start.octets().indexOf('?'));
    boolean isIgnoring = rules.keysOf(start.octets()).size() > 1;
    return isIgnoring ? List.of(start, new Extent.Below(path, start.scope())) : List.of(start);
  }
}
