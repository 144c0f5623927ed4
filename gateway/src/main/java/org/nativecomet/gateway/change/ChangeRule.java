package org.nativecomet.gateway.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.PathTemplate;
import org.nativecomet.gateway.http.TargetTemplate;
import org.nativecomet.gateway.http.TargetUri;

/**
 * What an unsafe request changes beside its target, where HTTP cannot know: a new {@code /items/7}
 * is in the list {@code /items} too.
 *
 * @param methods that the rule is about; every unsafe one where empty
 * @param host the authority that requests must name, or the authority without its port; any where
 *     empty
 * @param path that requests must match
 * @param changes what they change, of the same origin server
 */
public record ChangeRule(
    Set<String> methods, Optional<String> host, PathTemplate path, List<TargetTemplate> changes) {
  public ChangeRule {
    methods = Set.copyOf(methods);
    changes = List.copyOf(changes);
  }

  /**
   * What a request has changed by this rule, if it succeeded.
   *
   * @param scope the targets that its origin server answers
   */
  List<Extent> extentsOf(Method method, TargetUri target, Predicate<TargetUri> scope) {
    boolean applies =
        !method.isSafe()
            && (methods.isEmpty() || methods.contains(method.name()))
            && host.map(name -> isOf(name, target.authority())).orElse(true);
    if (!applies) {
      return List.of();
    }
    return path.match(target.path())
        .map(values -> changes.stream().map(each -> extent(each, each.expand(values), scope)))
        .map(extents -> extents.toList())
        .orElse(List.of());
  }

  private static boolean isOf(String name, String authority) {
    return authority.equals(name)
        || (authority.startsWith(name) && authority.substring(name.length()).matches(":\\d+"));
  }

  private static Extent extent(
      TargetTemplate template, String pathAndQuery, Predicate<TargetUri> scope) {
    return template.isPrefix()
        ? new Extent.StartingWith(pathAndQuery, scope)
        : new Extent.OneTarget(pathAndQuery, scope);
  }
}
