package org.nativecomet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * Stored responses in memory, bounded in octets; what is used least gives way.
 *
 * <p>Threading: the responses of one target, their entry in the index and the totals change
 * together, under that target's lock in the map. An invalidation first ends the generation and then
 * removes, so a put either sees the new generation or is removed.
 */
final class CaffeineResponseStore implements ResponseStore {
  /**
   * The octets that count as one. A weight is an int, and the variants of one target together may
   * have more octets than an int counts.
   */
  private static final int WEIGHT_UNIT = 16;

  private final Cache<TargetUri, Variants> responses;
  private final ConcurrentMap<String, Set<TargetUri>> targetsByPath = new ConcurrentHashMap<>();
  private final Generations generations = new Generations();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private final GatewayEvents events;

  CaffeineResponseStore(long maxOctets, GatewayEvents events) {
    this.events = events;
    this.responses =
        Caffeine.newBuilder()
            .maximumWeight(maxOctets / WEIGHT_UNIT)
            .weigher((TargetUri target, Variants variants) -> weight(target, variants))
            .evictionListener(this::evicted)
            // Upkeep is short, and on the caller's thread the bound holds when it returns.
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Variants find(TargetUri target) {
    Variants found = responses.getIfPresent(target);
    return found == null ? Variants.NONE : found;
  }

  @Override
  public long generation(TargetUri target) {
    return generations.current(target.pathAndQuery());
  }

  @Override
  public void put(TargetUri target, StoredResponse response, long generation) {
    change(
        target, variants -> generation == generation(target) ? variants.with(response) : variants);
  }

  @Override
  public void replace(TargetUri target, StoredResponse stored, StoredResponse updated) {
    change(target, variants -> variants.replacing(stored, updated));
  }

  @Override
  public void remove(TargetUri target, StoredResponse stored) {
    change(target, variants -> variants.without(stored));
  }

  @Override
  public void invalidate(String pathAndQuery, Predicate<TargetUri> scope) {
    generations.advance(pathAndQuery);
    Set<TargetUri> targets = targetsByPath.getOrDefault(pathAndQuery, Set.of());
    for (TargetUri target : targets) {
      if (scope.test(target)) {
        change(target, variants -> Variants.NONE);
      }
    }
  }

  /** How many paths with a query have stored responses. */
  int indexedPaths() {
    return targetsByPath.size();
  }

  private void change(TargetUri target, UnaryOperator<Variants> operation) {
    responses.asMap().compute(target, (key, present) -> changed(key, present, operation));
    events.cacheSize(count.get(), octets.get());
  }

  private @Nullable Variants changed(
      TargetUri target, @Nullable Variants present, UnaryOperator<Variants> operation) {
    Variants before = present == null ? Variants.NONE : present;
    Variants after = operation.apply(before);
    account(target, before, after);
    return after.isEmpty() ? null : after;
  }

  private void evicted(
      @Nullable TargetUri target, @Nullable Variants variants, RemovalCause cause) {
    if (target != null && variants != null) {
      account(target, variants, Variants.NONE);
      events.cacheEvicted(variants.newestFirst().size(), variants.octets());
    }
  }

  /** Keeps the index and the totals in step; runs under the target's lock. */
  private void account(TargetUri target, Variants before, Variants after) {
    if (before.isEmpty() && !after.isEmpty()) {
      targetsByPath.compute(target.pathAndQuery(), (path, targets) -> including(targets, target));
    }
    if (!before.isEmpty() && after.isEmpty()) {
      targetsByPath.computeIfPresent(
          target.pathAndQuery(), (path, targets) -> excluding(targets, target));
    }
    count.addAndGet(after.newestFirst().size() - before.newestFirst().size());
    octets.addAndGet(after.octets() - before.octets());
  }

  private static Set<TargetUri> including(@Nullable Set<TargetUri> targets, TargetUri target) {
    Set<TargetUri> all = targets == null ? ConcurrentHashMap.newKeySet(1) : targets;
    all.add(target);
    return all;
  }

  private static @Nullable Set<TargetUri> excluding(Set<TargetUri> targets, TargetUri target) {
    targets.remove(target);
    return targets.isEmpty() ? null : targets;
  }

  private static int weight(TargetUri target, Variants variants) {
    long octets = variants.octets() + target.toString().length();
    return Math.toIntExact(octets / WEIGHT_UNIT + 1);
  }
}
