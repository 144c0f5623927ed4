package org.nativecomet.gateway.cache;

import java.util.List;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.KeyedExtents;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.TargetUri;

/** A store in which targets that are the same to the operator have the same stored responses. */
final class KeyedResponseStore implements ResponseStore {
  private final ResponseStore store;
  private final CachingRules rules;

  KeyedResponseStore(ResponseStore store, CachingRules rules) {
    this.store = store;
    this.rules = rules;
  }

  @Override
  public Variants find(TargetUri target) {
    return store.find(rules.keyOf(target));
  }

  @Override
  public long generation(TargetUri target) {
    return store.generation(rules.keyOf(target));
  }

  @Override
  public boolean isCurrent(TargetUri target, long generation) {
    return store.isCurrent(rules.keyOf(target), generation);
  }

  @Override
  public void put(TargetUri target, StoredResponse response, long generation) {
    store.put(rules.keyOf(target), response, generation);
  }

  @Override
  public void replace(
      TargetUri target, StoredResponse stored, StoredResponse updated, long generation) {
    store.replace(rules.keyOf(target), stored, updated, generation);
  }

  @Override
  public void remove(TargetUri target, StoredResponse stored) {
    store.remove(rules.keyOf(target), stored);
  }

  /** The keys of the targets that are meant. */
  @Override
  public List<TargetUri> targets(Extent extent) {
    return KeyedExtents.of(extent, rules).stream()
        .flatMap(keyed -> store.targets(keyed).stream())
        .distinct()
        .toList();
  }

  @Override
  public int invalidate(Extent extent) {
    return KeyedExtents.of(extent, rules).stream().mapToInt(store::invalidate).sum();
  }
}
