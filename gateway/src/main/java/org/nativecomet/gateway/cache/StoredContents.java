package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * What is in the store, for the operator to see and to remove.
 *
 * <p>Threading: any thread; what is listed may change while it is.
 */
public final class StoredContents {
  /**
   * One stored response.
   *
   * @param selection what requests must have that it answers
   * @param octets that it counts for, fields and overhead included
   */
  public record Entry(
      TargetUri target,
      int statusCode,
      Fields fields,
      VarySelection selection,
      long octets,
      Instant received,
      Duration age,
      Duration lifetime,
      boolean isFresh,
      Set<String> groups) {}

  /**
   * Some of what was asked for.
   *
   * @param next the last target here, where there are more after it
   */
  public record Page(List<Entry> entries, Optional<TargetUri> next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  private static final Comparator<TargetUri> ORDER =
      Comparator.comparing(TargetUri::pathAndQuery)
          .thenComparing(TargetUri::authority)
          .thenComparing(TargetUri::scheme);

  private final ResponseStore store;
  private final Clock clock;

  StoredContents(ResponseStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The stored responses that the extent covers, ordered by path.
   *
   * @param after where the last page ended; from the beginning where empty
   * @param limit of responses; the variants of one target stay together, so there may be a few more
   */
  public Page list(Extent extent, Optional<TargetUri> after, int limit) {
    List<TargetUri> targets =
        store.targets(extent).stream()
            .filter(target -> after.map(last -> ORDER.compare(target, last) > 0).orElse(true))
            .sorted(ORDER)
            .toList();
    List<Entry> entries = new ArrayList<>();
    Instant now = clock.instant();
    for (TargetUri target : targets) {
      for (StoredResponse stored : store.find(target).newestFirst()) {
        // The targets are those of the extent already; of their variants some may be in the group.
        if (!(extent instanceof Extent.InGroup) || extent.concerns(target, stored.groups())) {
          entries.add(entry(target, stored, now));
        }
      }
      boolean isLast = target.equals(targets.get(targets.size() - 1));
      if (entries.size() >= limit && !isLast) {
        return new Page(entries, Optional.of(target));
      }
    }
    return new Page(entries, Optional.empty());
  }

  /** Removes every stored response that the extent covers: how many those were. */
  public int remove(Extent extent) {
    return store.invalidate(extent);
  }

  private static Entry entry(TargetUri target, StoredResponse stored, Instant now) {
    return new Entry(
        target,
        stored.statusCode(),
        stored.fields(),
        stored.selection(),
        stored.octets(),
        stored.responseTime(),
        stored.age().at(now),
        stored.freshness().lifetime(),
        stored.isFresh(now),
        stored.groups());
  }
}
