package org.nativecomet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * Stored responses in memory, bounded in octets; what is used least gives way.
 *
 * <p>Threading: the responses of one target, their entry in the index and the totals change
 * together, under that target's lock in the map. An invalidation first ends the generation and then
 * looks in the index; a put first enters the index and then looks at the generation. So a put
 * either sees that its generation has ended or is found and removed.
 */
final class CaffeineResponseStore implements ResponseStore {
  /**
   * The octets that count as one. A weight is an int, and the variants of one target together may
   * have more octets than an int counts.
   */
  private static final int WEIGHT_UNIT = 16;

  private final Cache<TargetUri, Variants> responses;
  private final StoreIndex index = new StoreIndex();
  private final Generations generations = new Generations();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private final long largestContent;
  private final GatewayEvents events;

  CaffeineResponseStore(long maxOctets, GatewayEvents events) {
    this(maxOctets, CacheOptions.LARGEST_RESPONSE, events);
  }

  /**
   * Nothing stored yet.
   *
   * @param largestContent the most octets that parts of one representation may have together
   */
  CaffeineResponseStore(long maxOctets, long largestContent, GatewayEvents events) {
    this.events = events;
    this.largestContent = largestContent;
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
    return generations.current();
  }

  @Override
  public boolean isCurrent(TargetUri target, long generation) {
    return !generations.mayHaveEnded(generation, target);
  }

  @Override
  public void put(TargetUri target, StoredResponse response, long generation) {
    changeUnlessLate(
        target,
        response.groups(),
        generation,
        (variants, isLate) -> isLate ? variants : variants.with(response, largestContent));
  }

  /** The groups are entered in the index before the generation is looked at. */
  private void changeUnlessLate(
      TargetUri target,
      Set<String> groups,
      long generation,
      BiFunction<Variants, Boolean, Variants> operation) {
    change(
        target,
        variants -> {
          index.add(target, groups);
          Variants after =
              operation.apply(variants, generations.hasEnded(generation, target, groups));
          index.leave(target, without(groups, after));
          return after;
        });
  }

  @Override
  public void replace(
      TargetUri target, StoredResponse stored, StoredResponse updated, long generation) {
    changeUnlessLate(
        target,
        updated.groups(),
        generation,
        (variants, isLate) ->
            isLate ? variants.without(stored) : variants.replacing(stored, updated));
  }

  @Override
  public void remove(TargetUri target, StoredResponse stored) {
    change(target, variants -> variants.without(stored));
  }

  @Override
  public List<TargetUri> targets(Extent extent) {
    return index.find(extent);
  }

  @Override
  public int invalidate(Extent extent) {
    generations.end(extent);
    int removed = 0;
    for (TargetUri target : index.find(extent)) {
      removed += remove(target, extent);
    }
    return removed;
  }

  /** How many paths with a query have stored responses. */
  int indexedPaths() {
    return index.paths();
  }

  /** How many groups have stored responses. */
  int indexedGroups() {
    return index.groups();
  }

  private int remove(TargetUri target, Extent extent) {
    AtomicInteger removed = new AtomicInteger();
    change(
        target,
        variants -> {
          Variants kept = variants.without(extent, target);
          removed.set(variants.newestFirst().size() - kept.newestFirst().size());
          return kept;
        });
    return removed.get();
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
    if (!after.isEmpty()) {
      index.add(target, after.groups());
    }
    index.leave(target, without(before.groups(), after));
    if (after.isEmpty()) {
      index.remove(target);
    }
    count.addAndGet(after.newestFirst().size() - before.newestFirst().size());
    octets.addAndGet(after.octets() - before.octets());
  }

  /** Those of the groups that none of the responses is in. */
  private static Set<String> without(Set<String> groups, Variants responses) {
    if (groups.isEmpty()) {
      return groups;
    }
    Set<String> others = new HashSet<>(groups);
    others.removeAll(responses.groups());
    return others;
  }

  private static int weight(TargetUri target, Variants variants) {
    long octets = variants.octets() + target.toString().length();
    return Math.toIntExact(octets / WEIGHT_UNIT + 1);
  }
}
