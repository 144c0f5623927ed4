package org.nativecomet.gateway.change;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.gateway.http.TargetUri;

/** Which resources a change is about. */
public sealed interface Extent {
  /**
   * Whether a resource is among them.
   *
   * @param groups that its response says it belongs to (RFC 9875, section 2)
   */
  boolean concerns(TargetUri target, Set<String> groups);

  /**
   * Resources that their path and query tell, so that an ordered index finds them without a look at
   * the others.
   */
  sealed interface ByPath extends Extent {
    /** Whether a path with its query is meant, octet for octet. */
    boolean covers(String pathAndQuery);

    /** Those of the paths that are meant, as they are now. */
    List<String> in(NavigableSet<String> paths);

    /** Which targets with such a path are meant, since several authorities may have it. */
    Predicate<TargetUri> scope();

    @Override
    default boolean concerns(TargetUri target, Set<String> groups) {
      return covers(target.pathAndQuery()) && scope().test(target);
    }
  }

  /** The resource with exactly this path and query. */
  record OneTarget(String pathAndQuery, Predicate<TargetUri> scope) implements ByPath {
    @Override
    public boolean covers(String other) {
      return pathAndQuery.equals(other);
    }

    @Override
    public List<String> in(NavigableSet<String> paths) {
      return paths.contains(pathAndQuery) ? List.of(pathAndQuery) : List.of();
    }
  }

  /** Every resource whose path and query begin with these octets. */
  record StartingWith(String octets, Predicate<TargetUri> scope) implements ByPath {
    @Override
    public boolean covers(String other) {
      return other.startsWith(octets);
    }

    @Override
    public List<String> in(NavigableSet<String> paths) {
      return List.copyOf(paths.subSet(octets, true, octets + Character.MAX_VALUE, false));
    }
  }

  /**
   * A resource with any query, and every resource below it, on whole segments: {@code /items} has
   * {@code /items?x} and {@code /items/1} below it, and not {@code /items2}.
   */
  record Below(String path, Predicate<TargetUri> scope) implements ByPath {
    @Override
    public boolean covers(String other) {
      if (!other.startsWith(path)) {
        return false;
      }
      return path.endsWith("/")
          || other.length() == path.length()
          || other.charAt(path.length()) == '?'
          || other.charAt(path.length()) == '/';
    }

    @Override
    public List<String> in(NavigableSet<String> paths) {
      if (path.endsWith("/")) {
        return new StartingWith(path, scope).in(paths);
      }
      List<String> found = new ArrayList<>(new OneTarget(path, scope).in(paths));
      found.addAll(new StartingWith(path + "?", scope).in(paths));
      found.addAll(new StartingWith(path + "/", scope).in(paths));
      return found;
    }
  }

  /** Every resource whose response is in this group (RFC 9875, section 2.1). */
  record InGroup(String group, Predicate<TargetUri> scope) implements Extent {
    @Override
    public boolean concerns(TargetUri target, Set<String> groups) {
      return groups.contains(group) && scope.test(target);
    }
  }
}
