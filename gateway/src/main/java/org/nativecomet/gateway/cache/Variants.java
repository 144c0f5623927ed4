package org.nativecomet.gateway.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * The stored responses of one target, newest first; no two for the same selection. Immutable: every
 * change gives a new list.
 */
record Variants(List<StoredResponse> newestFirst) {
  /**
   * The most responses stored for one target. Clients choose the values that select, so without a
   * limit one target could fill the store.
   */
  static final int MAX_VARIANTS = 16;

  static final Variants NONE = new Variants(List.of());

  Variants {
    newestFirst = List.copyOf(newestFirst);
  }

  boolean isEmpty() {
    return newestFirst.isEmpty();
  }

  /**
   * The stored response that a request with these fields selects (RFC 9111, section 4.1): the
   * newest that matches, but one that says what it varies by before one that forgot to.
   */
  Optional<StoredResponse> select(Fields request) {
    StoredResponse unselective = null;
    for (StoredResponse stored : newestFirst) {
      if (stored.selection().equals(VarySelection.NONE)) {
        unselective = unselective == null ? stored : unselective;
      } else if (stored.selection().matches(request)) {
        return Optional.of(stored);
      }
    }
    return Optional.ofNullable(unselective);
  }

  /** With one more response, in place of an older one for the same selection. */
  Variants with(StoredResponse added) {
    return with(added, CacheOptions.LARGEST_RESPONSE);
  }

  /**
   * The same, where a part may be added to another.
   *
   * @param mostOctets that two parts may have together
   */
  Variants with(StoredResponse added, long mostOctets) {
    Optional<StoredResponse> previous = forSelection(added.selection());
    if (previous.isPresent() && isTie(previous.get(), added)) {
      return without(previous.get());
    }
    if (previous.isPresent() && isNewer(previous.get(), added)) {
      return this;
    }
    if (previous.isPresent() && added.part().isPresent()) {
      StoredResponse kept = PartialStorage.combine(previous.get(), added, mostOctets);
      return without(previous.get()).with(kept, mostOctets);
    }
    List<StoredResponse> list = new ArrayList<>(newestFirst);
    previous.ifPresent(list::remove);
    int position = 0;
    while (position < list.size() && isNewer(list.get(position), added)) {
      position++;
    }
    list.add(position, added);
    return new Variants(list.size() > MAX_VARIANTS ? list.subList(0, MAX_VARIANTS) : list);
  }

  /** With the updated response in place of exactly that one; unchanged where that has gone. */
  Variants replacing(StoredResponse stored, StoredResponse updated) {
    return newestFirst.contains(stored) ? without(stored).with(updated) : this;
  }

  /** Without exactly that response. */
  Variants without(StoredResponse unwanted) {
    return new Variants(newestFirst.stream().filter(stored -> !stored.equals(unwanted)).toList());
  }

  /** Without those that the extent covers. */
  Variants without(Extent extent, TargetUri target) {
    return new Variants(
        newestFirst.stream().filter(stored -> !extent.concerns(target, stored.groups())).toList());
  }

  /** Every group that one of them is in (RFC 9875). */
  Set<String> groups() {
    Set<String> groups = Set.of();
    for (StoredResponse stored : newestFirst) {
      groups = groups.isEmpty() ? stored.groups() : union(groups, stored.groups());
    }
    return groups;
  }

  /** What they all cost to keep. */
  long octets() {
    return newestFirst.stream().mapToLong(StoredResponse::octets).sum();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }

  private Optional<StoredResponse> forSelection(VarySelection selection) {
    return newestFirst.stream().filter(stored -> stored.selection().equals(selection)).findFirst();
  }

  /**
   * Whether nothing tells which of two representations is the newer: they are of one second by
   * their Date (RFC 9111, section 4), and the origin was answering both requests at the same time.
   * Then neither is reused, and the next request finds out.
   */
  private static boolean isTie(StoredResponse one, StoredResponse other) {
    return one.date().equals(other.date())
        && one.requestTime().isBefore(other.responseTime())
        && other.requestTime().isBefore(one.responseTime())
        && !one.equals(other)
        && !isSameRepresentation(one, other);
  }

  private static boolean isSameRepresentation(StoredResponse one, StoredResponse other) {
    Optional<EntityTag> tag = EntityTag.of(one.fields());
    return tag.isPresent() && tag.equals(EntityTag.of(other.fields()));
  }

  /** By Date, as RFC 9111, section 4, has it; within its second by arrival. */
  private static boolean isNewer(StoredResponse one, StoredResponse other) {
    int byDate = one.date().compareTo(other.date());
    return byDate > 0 || (byDate == 0 && one.responseTime().isAfter(other.responseTime()));
  }
}
